import hashlib
from base64 import urlsafe_b64decode
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from survey import clock
from survey.database import transaction
from survey.kiosks import service
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.accounts.factories import set_clock
from tests.survey.kiosks.factories import (
    Tablet,
    base64url,
    make_kiosk,
    make_tablet,
)

DAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def a_working_day():
    """Let the tests happen while the waves of the factories are open."""
    with clock.at(DAY):
        yield


@pytest.fixture
def unit(app):
    return make_unit()


@pytest.fixture
def kiosk(unit):
    return make_kiosk(unit)


def test_a_heartbeat_is_answered_with_all_a_kiosk_has_to_know(client, unit, kiosk):
    wave = make_wave(unit, instrument="quick_counter")

    told = make_tablet(client, kiosk).beat().json

    form = f"/rate/{wave.slug}/{unit.code}/form.json"
    assert (told["state"], told["form"], told["sentence"]) == ("active", form, None)
    assert told["now"] == "2026-11-02T09:00:00+07:00"
    assert told["settings"]["wave"] == {
        "slug": wave.slug,
        "closes_on": "2026-12-31",
        "keep_partial": False,
    }
    assert told["settings"]["unit_name"] == unit.name
    assert told["settings"]["form_url"] == form
    assert told["settings"]["office"] == {
        "vi": "Trung tâm Phục vụ hành chính công",
        "en": "the Public Administration Service Centre",
    }
    assert told["settings"]["languages"] == [
        {"code": "vi", "name": "Tiếng Việt"},
        {"code": "en", "name": "English"},
    ]


def test_the_pin_is_checked_by_the_tablet_alone(client, kiosk):
    pin = make_tablet(client, kiosk).beat().json["settings"]["pin"]

    salt = urlsafe_b64decode(pin["salt"] + "==")
    made = hashlib.pbkdf2_hmac("sha256", b"270915", salt, pin["rounds"])
    assert urlsafe_b64decode(pin["hash"] + "=") == made
    assert pin["rounds"] == 200_000


def test_a_heartbeat_is_kept(client, kiosk):
    tablet = make_tablet(client, kiosk)

    tablet.beat(queued=3, oldest_day="2026-10-30", storage_kept=False, version="0.2")

    assert kiosk.queued == 3
    assert kiosk.oldest_day == date(2026, 10, 30)
    assert kiosk.storage_kept is False
    assert kiosk.version == "0.2"
    assert kiosk.clock_offset == 0
    assert kiosk.seen_at == clock.now()


def test_a_heartbeat_that_brings_nothing_new_is_not_written(client, kiosk, monkeypatch):
    tablet, start = make_tablet(client, kiosk), clock.now()
    tablet.beat()

    for seconds, seen in ((30, 0), (59, 0), (60, 60)):
        set_clock(monkeypatch, start + timedelta(seconds=seconds))
        tablet.beat()
        assert kiosk.seen_at == start + timedelta(seconds=seen)


def test_news_are_kept_at_once(client, kiosk, monkeypatch):
    tablet, start = make_tablet(client, kiosk), clock.now()
    tablet.beat()

    set_clock(monkeypatch, start + timedelta(seconds=30))
    tablet.beat(queued=1)

    assert kiosk.queued == 1
    assert kiosk.seen_at == start + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("years", "seconds"), [(10, 315_619_200), (-10, -315_532_800), (0, 0)]
)
def test_a_clock_ten_years_off_is_noticed(client, kiosk, years, seconds):
    here = clock.local(clock.now())

    told = make_tablet(client, kiosk).beat(at=here.replace(year=here.year + years))

    assert told.json["state"] == "active"
    assert kiosk.clock_offset == seconds


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00"]
)
def test_a_clock_beyond_all_measure_is_noticed_too(client, kiosk, at):
    told = make_tablet(client, kiosk).beat(at=datetime.fromisoformat(at))

    assert told.status_code == 200
    assert abs(kiosk.clock_offset) > 10**10


def test_a_tablet_nobody_knows_is_told_so(client):
    tablet = Tablet(client)
    tablet.device = "AAAAAAAAAAAAAAAA"

    refused = tablet.beat()

    assert (refused.status_code, refused.json["error"]) == (403, "unknown_device")
    assert "state" not in refused.json


def test_another_tablet_does_not_speak_for_a_kiosk(client, kiosk):
    make_tablet(client, kiosk)
    stranger = Tablet(client)

    refused = stranger.beat(device=kiosk.device, queued=900)

    assert (refused.status_code, refused.json["error"]) == (403, "not_signed")
    assert kiosk.queued == 0


def test_what_was_signed_cannot_be_changed_on_its_way(client, kiosk):
    tablet = make_tablet(client, kiosk)
    signature = base64url(tablet.sign("hailong heartbeat 1\nwhatever"))

    refused = tablet.beat(signature=signature)

    assert refused.json["error"] == "not_signed"


@pytest.mark.parametrize(
    "said",
    [
        {"queued": -1},
        {"queued": "many"},
        {"oldest_day": "yesterday"},
        {"version": "x" * 65},
        {"version": "a\0b"},
        {"storage_kept": "yes"},
        {"device": "\0"},
    ],
    ids=str,
)
def test_what_is_no_heartbeat_is_refused(client, kiosk, said):
    refused = make_tablet(client, kiosk).beat(**said)

    assert (refused.status_code, refused.json["error"]) == (422, "unreadable")


def test_a_revoked_kiosk_is_told_by_its_next_heartbeat(client, unit, kiosk):
    make_wave(unit)
    tablet = make_tablet(client, kiosk)
    with transaction():
        service.revoke_kiosk(kiosk, by="account:test")

    told = tablet.beat(queued=2)

    assert told.status_code == 200
    assert (told.json["state"], told.json["form"]) == ("revoked", None)
    assert told.json["sentence"] == (
        "This kiosk was revoked. It takes no more ratings."
    )
    assert kiosk.queued == 2


def test_settings_reach_the_tablet_by_its_next_heartbeat(client, kiosk):
    tablet = make_tablet(client, kiosk)
    with transaction():
        setup = service.Setup(name="Quầy 4", counters="4", idle_seconds=30)
        service.change_kiosk(kiosk, setup, by="account:test")

    told = tablet.beat().json["settings"]

    assert (told["name"], told["counters"], told["idle_seconds"]) == ("Quầy 4", [4], 30)


def form_of(tablet):
    return tablet.beat().json["form"]


def test_a_kiosk_prefers_the_short_form(client, unit, kiosk):
    short = make_wave(unit, instrument="quick_counter")
    make_wave(unit, instrument="five_factor_service")

    assert short.slug in form_of(make_tablet(client, kiosk))


def test_a_new_years_wave_is_taken_up_by_itself(client, unit, kiosk):
    old = make_wave(unit)
    new = make_wave(
        unit, opens_on=date(2027, 1, 1), closes_on=date(2027, 12, 31), slug="nam-2027"
    )
    tablet = make_tablet(client, kiosk)

    before = form_of(tablet)
    with clock.at(date(2027, 1, 1), hour=0):
        after = form_of(tablet)

    assert old.slug in before
    assert new.slug in after


def test_without_an_open_wave_there_is_a_sentence_and_no_form(client, unit, kiosk):
    make_wave(unit, state=WaveState.DRAFT)
    make_wave(unit, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 31))
    make_wave(make_unit())

    told = make_tablet(client, kiosk).beat().json

    assert (told["state"], told["form"]) == ("active", None)
    assert told["sentence"] == "This office cannot be rated at the moment."
    assert told["settings"]["wave"] is None
    assert told["settings"]["form_url"] is None


def test_a_survey_wave_is_not_asked_at_a_kiosk(client, unit, kiosk):
    make_wave(unit, kind="survey")

    assert form_of(make_tablet(client, kiosk)) is None


def test_an_answer_sets_no_cookie_and_is_not_stored(client, kiosk):
    response = make_tablet(client, kiosk).beat()

    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_sentences_are_vietnamese_where_no_language_is_named(client):
    told = client.post("/kiosk/api/heartbeat", data=b"{").json

    assert told["sentence"] == "Hệ thống không đọc được nội dung vừa gửi"


def test_a_heartbeat_without_news_waits_for_no_writer(app, client, kiosk):
    tablet = make_tablet(client, kiosk)
    tablet.beat()

    # SQLite has one writer, and here it is; a write of ours would time out.
    with app.extensions["engine"].connect() as other:
        other.execution_options(writes=True).execute(text("SELECT 1"))
        told = tablet.beat()

    assert told.status_code == 200
