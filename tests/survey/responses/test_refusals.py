import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from survey import clock
from survey.database import session
from survey.responses.models import InboxRow
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.responses.factories import Respondent


def test_other_answers_under_the_same_uuid_are_refused_in_words(respondent):
    respondent.answer_quickly()
    fields = respondent.review()
    receipt = respondent.send(fields).location

    response = respondent.send(fields | {"a.overall": "1"})

    assert response.status_code == 409
    assert "The answers that were sent first stay as they are." in response.text
    assert receipt.split("?")[0] in response.text
    assert '"overall":5' in session().scalars(select(InboxRow.body)).one()


def test_after_sending_the_draft_is_gone_and_the_page_says_so(respondent):
    respondent.answer_quickly()
    respondent.send()

    response = respondent.open("review")

    assert response.status_code == 410
    assert "If you have just sent it, it was counted" in response.text


def test_an_expired_draft_says_what_happened_and_offers_a_new_form(
    respondent, set_clock
):
    respondent.begin()
    set_clock(clock.today() + timedelta(days=2))

    response = respondent.open("overall")

    assert response.status_code == 410
    assert "24 hours" in response.text
    assert f'href="{respondent.url("start")}"' in response.text


def test_a_draft_is_of_one_office_only(client, app):
    wave = make_wave(make_unit(), make_unit(), instrument="quick_counter")
    here, there = (Respondent(client, wave, unit) for unit in wave.units)
    begun = here.begin()
    cookie = begun.headers["Set-Cookie"]
    secret = re.match(r"draft=([^;]+)", cookie)[1]

    assert f"Path={here.url('start')}" in cookie
    assert "HttpOnly" in cookie
    client.set_cookie("draft", secret, path=there.url("start"))
    assert there.open("overall").status_code == 410


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (WaveState.DRAFT, "Answering begins on 1 September 2026."),
        (WaveState.CLOSED, "The time for answering has passed."),
    ],
)
def test_a_wave_that_takes_no_answers_says_why(client, state, words):
    wave = make_wave(instrument="quick_counter", state=state)

    response = Respondent(client, wave).open()

    assert response.status_code == 410
    assert words in response.text


def test_what_is_unknown_is_not_found(client, quick):
    other = make_unit()
    rated = quick.units[0].code

    paths = (
        f"/rate/khong-co/{rated}/",
        f"/rate/nhanh/{other.code}/",
        "/rate/nhanh/%00/",
        "/rate/%00/1/",
        f"/rate/nhanh/{rated}/nowhere",
        "/rate/receipt/AAAAAAAAAA",
    )

    assert [client.get(path).status_code for path in paths] == [404] * len(paths)


def test_a_survey_wave_is_not_answered_at_the_counter(client):
    wave = make_wave(instrument="quick_counter", kind="survey")

    assert Respondent(client, wave).open().status_code == 404


def test_an_unknown_receipt_says_so(client):
    response = client.get("/rate/receipt/AAAAAAAAAA?lang=en")

    assert response.status_code == 404
    assert "No form has this receipt" in response.text
