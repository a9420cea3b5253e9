from datetime import timedelta

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import sessionmaker

from survey import logs
from survey.database import session, transaction
from survey.invitations import codes
from survey.invitations.models import AccessCode, CodeReport, CodeUse
from survey.responses.models import Draft, InboxRow, Proof, Spent
from survey.tables import metadata
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.factories import DAY, Respondent, fields_of

NOWHERE = "sqlite:////nonexistent/hailong.sqlite3"


def count(model) -> int:
    return session().scalar(select(func.count()).select_from(model))


def rows_of_all_tables() -> int:
    return sum(
        session().scalar(select(func.count()).select_from(table))
        for table in metadata.sorted_tables
    )


@pytest.fixture
def code(quick) -> str:
    return code_for(quick)


def receipt_in(answer) -> str:
    return answer.location.split("?")[0].rsplit("/", 1)[1]


def rate(respondent, code: str, overall: int = 5) -> str:
    """Rate with a code from its address to the receipt, and return that."""
    respondent.browser.get(f"/c/{code}")
    respondent.answer_quickly(overall)
    return receipt_in(respondent.send())


def test_a_code_leads_to_its_form_and_out_of_the_address_bar(client, respondent, code):
    response = client.get(f"/c/{code}")

    assert response.status_code == 303
    assert response.location == respondent.url("start")
    (cookie,) = response.headers.getlist("Set-Cookie")
    for attribute in ("HttpOnly", "SameSite=Lax", "Path=/rate/", "Max-Age=86400"):
        assert attribute in cookie
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert fields_of(respondent.open().text)["code"] == [code]


def test_looking_consumes_and_writes_nothing(client, respondent, code):
    before = rows_of_all_tables()

    for _robot in range(3):
        client.get(f"/c/{code}", headers={"User-Agent": "ZaloPreview"})
        client.head(f"/c/{code}")
        client.head(respondent.url("start"))
    respondent.open()

    assert rows_of_all_tables() == before
    assert not codes.is_used(code)


def test_a_form_with_a_code_is_counted_once_and_says_so(respondent, code):
    assert (
        "lets one form through, once"
        in respondent.browser.get(f"/c/{code}?lang=en", follow_redirects=True).text
    )
    rate(respondent, code)

    assert session().scalars(select(InboxRow.proof)).all() == [Proof.CODE]
    assert codes.is_used(code)
    assert "code" not in fields_of(respondent.open().text)


def test_without_a_code_the_open_form_stays_as_it_is(respondent):
    respondent.answer_quickly()
    review = respondent.open("review").text
    respondent.send()

    assert "cannot be changed or withdrawn" in review
    assert session().scalars(select(InboxRow.proof)).all() == [Proof.NONE]


def test_with_a_code_the_review_says_that_it_can_be_taken_back(respondent, code):
    respondent.browser.get(f"/c/{code}")
    respondent.answer_quickly()

    page = respondent.open("review").text

    assert "can be replaced or withdrawn with your code and the receipt" in page
    assert "cannot be changed or withdrawn" not in page


def test_two_codes_on_one_phone_each_let_a_form_through(client, quick):
    mother, son = code_for(quick), code_for(quick)
    respondent = Respondent(client, quick)

    receipts = {rate(respondent, mother), rate(respondent, son, overall=4)}

    assert len(receipts) == 2
    assert codes.is_used(mother)
    assert codes.is_used(son)


def test_who_comes_with_another_code_is_not_shown_the_draft_of_the_first(client, quick):
    mother, son = code_for(quick), code_for(quick)
    respondent = Respondent(client, quick)
    client.get(f"/c/{mother}")
    respondent.begin()
    respondent.answer("overall", {"overall": 2})

    client.get(f"/c/{son}")
    page = respondent.open().text
    client.get(f"/c/{mother}")

    assert "Go on with the form begun" not in page
    assert "Go on with the form begun" in respondent.open().text


def test_the_code_of_one_office_is_not_carried_to_another(client):
    wave = make_wave(make_unit(), make_unit(), instrument="quick_counter")
    here, there = (Respondent(client, wave, unit) for unit in wave.units)

    client.get(f"/c/{code_for(wave, unit=wave.units[0])}")

    assert "code" in fields_of(here.open().text)
    assert "code" not in fields_of(there.open().text)


@pytest.mark.parametrize("write", [str.lower, codes.grouped_code, str.strip])
def test_a_code_is_found_as_people_type_it(client, respondent, code, write):
    response = client.post("/c/", data={"code": f" {write(code)} "})

    assert response.location == respondent.url("start")
    assert "Set-Cookie" in response.headers


def test_letters_that_look_like_digits_are_meant():
    assert codes.normal_code("0180-ab") == "OIBOAB"


def test_the_page_for_codes_is_found_from_the_offices(client, quick):
    assert 'href="/c/"' in client.get("/rate/?lang=en").text
    assert client.get("/c/?lang=en").status_code == 200


@pytest.mark.parametrize("typed", ["", "A" * 26, "Ế" * 26, "\x00", "a" * 10_000])
def test_an_unknown_code_is_said_to_be_unknown(client, quick, typed):
    response = client.post("/c/?lang=en", data={"code": typed})

    assert response.status_code == 404
    assert "There is no such code." in response.text


def test_an_unknown_code_in_an_address_says_so(client, quick):
    response = client.get(f"/c/{'A' * 26}?lang=en")

    assert response.status_code == 404
    assert "There is no such code." in response.text


def test_a_code_that_is_over_says_so(client, quick, set_clock):
    old = code_for(quick, expires_on=DAY - timedelta(days=1))
    void = code_for(quick)
    with transaction():
        session().scalars(
            select(AccessCode).where(AccessCode.code_tag == codes.code_tag(void))
        ).one().void = True

    for code in (old, void):
        response = client.get(f"/c/{code}?lang=en")
        assert response.status_code == 410
        assert "This code is no longer valid." in response.text


def test_a_code_whose_wave_has_ended_says_so(client, quick, code):
    with transaction():
        quick.state = WaveState.CLOSED

    response = client.get(f"/c/{code}?lang=en")

    assert response.status_code == 410
    assert "This form is closed" in response.text


def test_a_used_code_offers_what_can_be_done(client, respondent, code):
    rate(respondent, code)

    page = client.get(f"/c/{code}?lang=en")

    assert page.status_code == 200
    assert "This code was used already" in page.text
    assert "Rate again" in page.text
    assert "I have not rated, but my code was used" in page.text
    assert "Look up a receipt code" in page.text


def test_rating_again_takes_the_place_of_the_first(client, respondent, code):
    first = rate(respondent, code, overall=1)

    client.post("/c/again", data={"code": code, "receipt": first.lower()})
    start = respondent.open().text
    respondent.answer_quickly(5)
    second = receipt_in(respondent.send())

    assert "takes the place of the one" in start
    (row,) = session().scalars(select(InboxRow)).all()
    assert '"overall":5' in row.body
    assert "This form was withdrawn" in client.get(f"/rate/receipt/{first}").text
    assert "Your form is counted" in client.get(f"/rate/receipt/{second}").text
    assert count(CodeUse) == 1


def test_rating_again_needs_the_receipt_of_that_code(client, respondent, code, quick):
    rate(respondent, code)
    other = rate(respondent, code_for(quick))

    for receipt in (other, "", "AAAAAAAAAA"):
        response = client.post(
            "/c/again?lang=en", data={"code": code, "receipt": receipt}
        )
        assert response.status_code == 409
        assert not any(
            cookie.startswith("code=")
            for cookie in response.headers.getlist("Set-Cookie")
        )


def test_a_second_form_with_a_used_code_is_refused_in_words(client, quick, code):
    slow, quicker = (
        Respondent(client.application.test_client(), quick) for _ in range(2)
    )
    slow.browser.get(f"/c/{code}")
    slow.answer_quickly(1)
    fields = slow.review()
    rate(quicker, code)

    response = slow.send(fields)

    assert response.status_code == 409
    assert "This code was used already" in response.text
    assert f"/c/{code}" in response.text
    assert '"overall":5' in session().scalars(select(InboxRow.body)).one()
    assert count(Draft) == 1


def test_who_has_not_rated_can_say_so_once(client, respondent, code):
    rate(respondent, code)

    responses = [client.post("/c/report", data={"code": code}) for _ in range(2)]

    assert [response.status_code for response in responses] == [200, 200]
    assert respondent.url("start") in responses[0].text
    assert count(CodeReport) == 1
    assert session().scalars(select(CodeReport.reported_on)).one() == DAY


def test_a_code_that_was_not_used_is_not_reported(client, code):
    client.post("/c/report", data={"code": code})

    assert count(CodeReport) == 0


def test_a_form_is_withdrawn_with_code_and_receipt(client, respondent, code):
    receipt = rate(respondent, code)
    page = client.get(f"/rate/receipt/{receipt}")

    assert f"/rate/receipt/{receipt}/withdraw" in page.text
    done = client.post(f"/rate/receipt/{receipt}/withdraw", data={"code": code.lower()})

    assert "This form was withdrawn" in client.get(done.location).text
    assert (count(InboxRow), count(Spent), count(CodeUse)) == (0, 1, 0)
    assert client.get(f"/c/{code}").status_code == 303


def test_without_its_code_nothing_is_withdrawn(client, respondent, code, quick):
    receipt = rate(respondent, code)
    respondent.answer_quickly()
    of_open_form = receipt_in(respondent.send())

    for tried in (
        client.post(f"/rate/receipt/{receipt}/withdraw", data={"code": ""}),
        client.post(
            f"/rate/receipt/{receipt}/withdraw", data={"code": code_for(quick)}
        ),
        client.post(f"/rate/receipt/{of_open_form}/withdraw", data={"code": code}),
    ):
        assert tried.status_code == 409
    assert count(InboxRow) == 2


def test_nobody_withdraws_what_has_no_receipt(client, quick):
    assert client.get("/rate/receipt/AAAAAAAAAA/withdraw").status_code == 404


@pytest.mark.parametrize("path", ["/c/", "/c/again", "/c/report"])
def test_another_site_cannot_send_codes(client, code, path):
    response = client.post(
        path, data={"code": code}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 400


def test_a_fault_at_a_code_is_logged_without_the_code(client, code, capfd):
    app = client.application
    logs.init_app(app)  # anew: the lines go where standard error now leads
    app.extensions["sessionmaker"] = sessionmaker(create_engine(NOWHERE))

    response = client.get(f"/c/{code}")

    written = capfd.readouterr().err
    with capfd.disabled():
        logs.init_app(app)
    assert response.status_code == 503
    assert "database unavailable" in written
    assert code not in written
