import pytest

from survey.database import session, transaction
from survey.instruments import recordings
from survey.instruments.errors import LanguageUnknown
from survey.instruments.models import Recording
from tests.factories import make_instrument
from tests.survey.instruments.sounds import MP3, WAV, make_wav


@pytest.fixture
def version(app):
    return make_instrument("quick_counter")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "sounds"
    folder.mkdir()
    (folder / "overall.wav").write_bytes(WAV)
    (folder / "overall.5.mp3").write_bytes(MP3)
    return folder


def record(folder, version, language="hmn"):
    with transaction():
        return recordings.record_folder(folder, version, language)


def test_recordings_have_addresses_by_language_item_and_code(app, version, folder):
    count = record(folder, version)

    with app.test_request_context():
        sounds = recordings.sounds_of(version.id)
    assert count == 2
    assert list(sounds) == ["hmn"]
    assert sounds["hmn"].keys() == {"overall"}
    assert sounds["hmn"]["overall"].keys() == {"item", "5"}
    assert sounds["hmn"]["overall"]["item"].startswith("/rate/sound/")
    assert recordings.recorded_languages(version.id) == ["hmn"]


def test_a_new_recording_takes_the_place_of_the_old_one(app, version, folder):
    record(folder, version)
    (folder / "overall.wav").write_bytes(make_wav(pitch=99))

    record(folder, version)

    kept = session().query(Recording).filter_by(code="").one()
    assert kept.sound == make_wav(pitch=99)


def test_what_was_not_recorded_is_told_in_the_order_of_the_form(version, folder):
    record(folder, version)

    left = recordings.unrecorded(version.id, "hmn")

    assert left[:3] == [("overall", "4"), ("overall", "3"), ("overall", "2")]
    assert len(recordings.unrecorded(version.id, "vi")) == len(left) + 2


def test_a_language_must_be_known(version, folder):
    with pytest.raises(LanguageUnknown):
        record(folder, version, "xx")


@pytest.fixture
def address(app, version, folder):
    record(folder, version)
    with app.test_request_context():
        return recordings.sounds_of(version.id)["hmn"]["overall"]["item"]


def test_a_sound_is_served_once_and_kept(client, address):
    answer = client.get(address)

    assert answer.data == WAV
    assert answer.mimetype == "audio/wav"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


def test_a_phone_may_ask_for_a_piece_of_a_sound(client, address):
    """Safari plays nothing from a server that does not answer to a range."""
    answer = client.get(address, headers={"Range": "bytes=0-1"})

    assert answer.status_code == 206
    assert answer.data == WAV[:2]
    assert answer.headers["Content-Range"] == f"bytes 0-1/{len(WAV)}"


def test_a_sound_that_a_browser_has_is_not_sent_again(client, address):
    tag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_an_unknown_sound_is_not_found(client):
    assert client.get("/rate/sound/0123").status_code == 404
