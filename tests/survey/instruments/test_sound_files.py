import pytest

from survey.instruments.errors import RecordingsRefused
from survey.instruments.sound_files import kind_of, places_of, read_folder
from tests.survey.instruments.sounds import BARE_MP3, M4A, MP3, OPUS, PAGE, WAV
from tests.survey.responses.questionnaires_at_hand import real

QUICK = real("quick_counter")


@pytest.mark.parametrize(
    ("sound", "mime"),
    [
        (WAV, "audio/wav"),
        (MP3, "audio/mpeg"),
        (BARE_MP3, "audio/mpeg"),
        (M4A, "audio/mp4"),
        (OPUS, "audio/ogg"),
        (PAGE, None),
        (b"", None),
        (b"\xff\xd8\xff\xe0", None),  # a picture
    ],
)
def test_a_sound_is_known_by_its_first_bytes(sound, mime):
    assert kind_of(sound) == mime


def test_questions_and_answers_can_be_read_aloud():
    places = places_of(QUICK)

    assert places[:2] == [("overall", ""), ("overall", "5")]
    assert ("comment", "") in places


def test_files_are_taken_by_their_names(tmp_path):
    (tmp_path / "overall.wav").write_bytes(WAV)
    (tmp_path / "overall.5.MP3").write_bytes(MP3)
    (tmp_path / ".DS_Store").write_bytes(b"x")

    files = read_folder(tmp_path, QUICK)

    assert {(file.item, file.code, file.mime) for file in files} == {
        ("overall", "", "audio/wav"),
        ("overall", "5", "audio/mpeg"),
    }


@pytest.mark.parametrize(
    ("name", "sound", "problem"),
    [
        ("overall.6.wav", WAV, "overall.6.wav: the questionnaire has no such"),
        ("other.wav", WAV, "other.wav: the questionnaire has no such"),
        ("overall.txt", WAV, "overall.txt: not one of .mp3, .m4a, .opus, .wav"),
        ("overall.mp3", PAGE, "overall.mp3: its content is no mp3 sound"),
        ("overall.wav", MP3, "overall.wav: its content is no wav sound"),
        ("overall.mp3", MP3 + bytes(512_000), "overall.mp3: larger than 500 KiB"),
    ],
)
def test_what_is_no_recording_of_the_questionnaire_is_refused(
    tmp_path, name, sound, problem
):
    (tmp_path / name).write_bytes(sound)

    with pytest.raises(RecordingsRefused) as raised:
        read_folder(tmp_path, QUICK)

    assert raised.value.problems[0].startswith(problem)


def test_two_recordings_of_the_same_are_refused(tmp_path):
    (tmp_path / "overall.wav").write_bytes(WAV)
    (tmp_path / "overall.mp3").write_bytes(MP3)

    with pytest.raises(RecordingsRefused, match="a second recording of the same"):
        read_folder(tmp_path, QUICK)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(RecordingsRefused, match="no sound files"):
        read_folder(tmp_path, QUICK)
