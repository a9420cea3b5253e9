"""A form in a language that the questionnaire was not published in."""

import pytest
from sqlalchemy import select

from questionnaires import read_translation
from survey.database import session, transaction
from survey.instruments.recordings import record_folder
from survey.instruments.texts import translate
from survey.languages import KNOWN, Language
from survey.responses.models import InboxRow
from tests.factories import make_wave
from tests.survey.instruments.sounds import WAV
from tests.survey.responses.factories import Respondent, fields_of
from tests.survey.responses.post import envelope_of, make_tablet, post

FILE = """
instrument: quick_counter
version: 1
language: hmn
texts:
  title: Xx yy
  item.overall: "Pp {service_point} qq?"
  scale.satisfaction.5: Zz
"""


@pytest.fixture
def wave(app):
    return make_wave(
        slug="nhanh", instrument="quick_counter", languages="vi,en,hmn,blt"
    )


@pytest.fixture
def respondent(client, wave):
    return Respondent(client, wave)


@pytest.fixture
def translated(wave):
    with transaction():
        return translate(read_translation(FILE.encode(), "hmn.yaml"))


@pytest.fixture
def recorded(wave, tmp_path):
    folder = tmp_path / "sounds"
    folder.mkdir()
    for name in ("overall", "overall.5"):
        (folder / f"{name}.wav").write_bytes(WAV)
    with transaction():
        record_folder(folder, wave.instrument_version, "hmn")


def test_a_language_without_words_or_voice_is_not_offered(respondent):
    page = respondent.open().text

    assert "Tiếng Mông" not in page
    assert "Tiếng Thái" not in page


def test_a_translated_form_is_asked_and_sent_in_its_language(respondent, translated):
    start = respondent.open(lang="hmn").text
    respondent.browser.post(respondent.url("start"), data=fields_of(start))
    page = respondent.browser.get(respondent.url("page", page_name="overall")).text
    respondent.answer("overall", {"overall": 5})
    respondent.answer("comment", {})
    respondent.send()

    assert '<span lang="hmn">Xx yy</span>' in start
    assert '<html lang="vi">' in start  # the platform's own sentences
    assert '<span lang="hmn">Pp Trung tâm Phục vụ hành chính công qq?</span>' in page
    assert '<span lang="hmn">Zz</span>' in page
    assert '<span lang="vi">Hài lòng</span> <small class="other"' in page
    assert "<title>Pp Trung tâm" in page
    assert session().scalars(select(InboxRow.language)).one() == "hmn"


def test_a_language_that_is_only_read_aloud_shows_vietnamese_words(
    respondent, recorded
):
    start = respondent.open(lang="hmn").text
    respondent.browser.post(respondent.url("start"), data=fields_of(start))
    page = respondent.browser.get(respondent.url("page", page_name="overall")).text

    assert page.count("<audio ") == 2
    assert "Nghe" in page or "Listen" in page
    assert "(tiếng Việt)" not in page


def test_a_form_without_recordings_carries_no_players(respondent, translated):
    respondent.begin()

    assert "<audio" not in respondent.open("overall").text


def test_the_choice_is_remembered_for_forms_that_have_the_language(
    client, respondent, translated
):
    respondent.open(lang="hmn")

    page = client.get(respondent.url("start")).text
    offices = client.get("/rate/").text

    assert '<span lang="hmn">Xx yy</span>' in page
    assert '<html lang="vi">' in offices


def test_the_font_of_a_script_is_loaded_only_by_who_reads_it(
    respondent, translated, monkeypatch
):
    with_font = Language("hmn", "Tiếng Mông", "vi", font="script.css")
    monkeypatch.setitem(KNOWN, "hmn", with_font)

    theirs, ours = respondent.open(lang="hmn"), respondent.open(lang="vi")

    assert '<link rel="stylesheet" href="/static/script.css">' in theirs.text
    assert "style-src 'self' 'sha256-" in theirs.headers["Content-Security-Policy"]
    assert "script.css" not in ours.text


@pytest.mark.parametrize("by_kiosk", [False, True])
def test_what_waited_in_a_language_that_is_offered_no_longer_counts(
    client, wave, translated, set_clock, by_kiosk
):
    waiting = envelope_of(wave, language="hmn")
    if by_kiosk:
        waiting = make_tablet(wave.units[0]).sign(waiting)
    with transaction():
        wave.languages = "vi"

    answer = post(client, waiting)

    assert (answer.status_code, answer.json["state"]) == (201, "counted")
    assert session().scalars(select(InboxRow.language)).one() == "hmn"
