from datetime import date, timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from survey import clock
from survey.agencies.desk import set_desk
from survey.channels import Channel, MailServer
from survey.contacts import address_tag
from survey.database import session, transaction
from survey.outbox import opting_out, sending, service
from survey.outbox.content import Words
from survey.outbox.models import Message, MessageKind, MessageState
from survey.responses import contact
from tests.factories import make_unit, make_wave
from tests.survey.outbox.providers import SENDER, Postman, delivering
from tests.survey.responses.factories import fields_of

WORDS = "Hồ sơ đất của tôi, sau 14 giờ."
ASKED = {"name": "Lò Thị Bà", "reach": "0912 345 678", "words": WORDS}
CONSENT = {"consent": "yes"}


@pytest.fixture
def unit(app, monkeypatch):
    """An office whose desk can be written to."""
    monkeypatch.setitem(app.config, "MAIL_SERVER", MailServer("127.0.0.1", 25, SENDER))
    unit = make_unit(code="03500", name="Xã Mường Than")
    make_wave(unit, slug="nhanh", instrument="quick_counter")
    with_desk(unit, "desk@example.vn")
    return unit


def with_desk(unit, email: str) -> None:
    session().rollback()
    with transaction():
        set_desk(unit, email=email, complaint_channel="", by="command:test")


URL = "/rate/nhanh/03500/contact"


def ask(client, **values):
    fields = fields_of(client.get(f"{URL}?lang=en").text)
    return client.post(URL, data=fields | ASKED | CONSENT | values)


def requests() -> list[Message]:
    session().rollback()
    return list(session().scalars(select(Message)))


def test_a_request_reaches_the_desk_of_the_office(app, client, unit, monkeypatch):
    answer = ask(client)
    postman = Postman()
    with delivering(postman) as server:
        monkeypatch.setitem(app.config, "MAIL_SERVER", server)
        sending.send_due()

    assert answer.status_code == 303
    assert "on the same working day" in client.get(answer.location).text
    assert postman.recipients == ["desk@example.vn"]
    (message,) = requests()
    assert message.state is MessageState.SENT
    assert message.sealed is None


def test_a_request_goes_to_where_the_desk_is_by_now(app, client, unit, monkeypatch):
    ask(client)
    with_desk(unit, "")
    postman = Postman(to_recipient="550 5.1.1 no such mailbox")
    with delivering(postman) as server:
        monkeypatch.setitem(app.config, "MAIL_SERVER", server)
        sending.send_due()
        without_desk = requests()[0].attempts
        with_desk(unit, "wrong@example.vn")
        _send_again()
        refused = (requests()[0].state, requests()[0].sealed is not None)

        postman.to_recipient = "250 OK"
        with_desk(unit, "right@example.vn")
        with transaction():
            assert service.renew() == 1
        sending.send_due()

    assert without_desk == 0
    assert refused == (MessageState.FAILED, True)
    assert postman.recipients == ["right@example.vn"]
    assert requests()[0].state is MessageState.SENT


def _send_again() -> None:
    with transaction():
        for message in session().scalars(select(Message)):
            message.next_at = clock.now()
    with capture_logs():
        sending.send_due()


def test_staff_see_which_office_cannot_be_reached(app, client, unit, designer):
    ask(client)
    with_desk(unit, "")

    page = designer.get("/staff/outbox/?lang=en").text

    assert "no address of a desk is written down" in page
    assert "/staff/desks/03500" in page


def test_the_mail_holds_what_she_wrote_and_nothing_of_an_answer(app, unit):
    words = contact._words(unit, contact.Asking(**ASKED, consent=True))

    for part in ASKED.values():
        assert part in words.text
    assert "Xã Mường Than" in words.subject
    assert "nhanh" not in words.text


def test_of_a_request_only_the_day_stands_in_plain(app, client, unit):
    ask(client)

    (message,) = requests()
    assert message.kind is MessageKind.CONTACT_REQUEST
    assert clock.local(message.due_at).hour == 0
    assert message.due_at == message.next_at
    assert message.wave_id is None
    assert message.kept_until == clock.today() + timedelta(days=30)
    assert b"0912" not in message.sealed


def test_a_request_that_is_sent_twice_is_one_request(app, client, unit):
    fields = fields_of(client.get(URL).text) | ASKED | CONSENT

    for _time in range(2):
        assert client.post(URL, data=fields).status_code == 303

    assert len(requests()) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": " "}, "Please write your name."),
        ({"reach": "113"}, "Please write a telephone number"),
        ({"reach": ""}, "Please write a telephone number"),
        ({"words": "x" * 301}, "300 characters at most"),
        ({"consent": ""}, "Without your consent"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    app, client, unit, values, words
):
    answer = ask(client, **values)

    assert answer.status_code == 422
    assert words in answer.text
    kept = fields_of(answer.text)
    assert kept["name"] == [values.get("name", ASKED["name"]).strip()]
    assert requests() == []


def test_consent_is_asked_for_and_never_taken_for_granted(app, client, unit):
    page = client.get(URL).text

    assert 'name="consent"' in page
    assert "consent" not in fields_of(page)


def test_an_office_without_a_desk_offers_no_call(app, client, unit):
    with_desk(unit, "")

    assert client.get(URL).status_code == 404
    assert client.post(URL).status_code == 404
    assert "contact" not in client.get("/rate/nhanh/03500/").text


def test_without_a_mail_server_no_call_is_offered(app, client, unit, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", None)

    assert client.get(URL).status_code == 404
    assert "No office can be asked" in client.get("/rate/contact/?lang=en").text


def test_the_start_page_offers_a_call_where_there_is_a_desk(app, client, unit):
    assert URL in client.get("/rate/nhanh/03500/").text


def test_a_receipt_leads_to_the_offices_that_call_back(app, client, unit):
    page = client.get("/rate/contact/?lang=en").text

    assert "Xã Mường Than" in page
    assert URL in page


def test_a_page_of_another_site_asks_for_no_call(app, client, unit):
    fields = fields_of(client.get(URL).text) | ASKED | CONSENT

    foreign = client.post(URL, data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    forged = client.post(URL, data=fields | {"token": ["x"]})

    assert (foreign.status_code, forged.status_code) == (400, 400)
    assert requests() == []


def test_a_desk_is_not_drowned(app, client, unit, monkeypatch):
    monkeypatch.setattr(contact, "A_DAY", 2)

    answers = [ask(client).status_code for _time in range(3)]

    assert answers == [303, 303, 429]
    assert len(requests()) == 2


def test_an_opened_link_asks_before_it_stops_messages(app, client):
    key = _invite()
    link = f"/o/{opting_out.token_of(address_tag('+84912345678'))}"

    page = client.get(f"{link}?lang=en").text
    before = session().get_one(Message, key).state
    client.head(link)
    done = client.post(f"{link}?lang=en").text

    assert "No more messages?" in page
    assert "0912" not in page
    assert "84912" not in page
    assert before is MessageState.WAITING
    assert "You get no more messages" in done
    (message,) = requests()
    assert message.state is MessageState.CANCELLED
    assert "You get no more messages" in client.get(f"{link}?lang=en").text


def _invite() -> bytes:
    with transaction():
        message = service.enqueue(
            MessageKind.INVITATION,
            Channel.SMS,
            "+84912345678",
            Words("…"),
            due_at=clock.now(),
        )
        return message.id


@pytest.mark.parametrize("token", ["x", "đ", "A" * 32, "%00", "=" * 8])
def test_a_link_that_is_not_ours_stops_nothing(app, client, token):
    assert client.get(f"/o/{token}").status_code == 404
    assert client.post(f"/o/{token}").status_code in {404, 405}


def test_the_day_of_a_request_is_a_day_in_viet_nam(app, client, unit, set_clock):
    set_clock(date(2026, 9, 8), hour=1)

    ask(client)

    assert clock.local(requests()[0].due_at).date() == date(2026, 9, 8)
