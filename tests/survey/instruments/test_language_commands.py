import pytest

from survey.audit.models import AuditEntry
from survey.database import session
from survey.instruments.service import find_version
from survey.instruments.texts import text_in
from tests.factories import make_instrument
from tests.survey.instruments.sounds import PAGE, WAV

QUICK = ("--instrument", "quick_counter", "--language", "hmn")


@pytest.fixture(autouse=True)
def published(app):
    make_instrument("quick_counter")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "sounds"
    folder.mkdir()
    return folder


def run(cli, *arguments: object):
    return cli.invoke(args=["instruments", *map(str, arguments)])


def test_what_is_not_translated_is_printed_as_a_file_to_fill_in(cli, tmp_path):
    file = tmp_path / "hmn.yaml"
    blank = run(cli, "untranslated", *QUICK).output
    file.write_text(blank.replace("  title:", '  title: "Xx"'), "utf-8")

    loaded = run(cli, "translate", file)
    again = run(cli, "untranslated", *QUICK).output

    assert "  # Rất hài lòng\n  scale.satisfaction.5:\n" in blank
    assert loaded.output == "1 sentences, 20 left in Vietnamese.\n"
    assert '  title: "Xx"\n' in again
    file.write_text(again, "utf-8")  # what was printed can be loaded as it stands
    assert run(cli, "translate", file).exit_code == 0


def test_every_problem_of_a_translation_is_told_and_nothing_loaded(cli, tmp_path):
    file = tmp_path / "hmn.yaml"
    file.write_text(
        "instrument: quick_counter\nversion: 1\nlanguage: hmn\n"
        "texts:\n  title: T\n  item.overall: no slot\n  other: x\n",
        "utf-8",
    )

    result = run(cli, "translate", file)

    assert result.exit_code == 1
    assert "the slot {service_point} is missing" in result.output
    assert "no text 'other'" in result.output
    assert "hmn" not in text_in(find_version("quick_counter").id).title


def test_recordings_are_taken_in_and_what_is_missing_is_listed(cli, folder):
    (folder / "overall.wav").write_bytes(WAV)

    result = run(cli, "record", folder, *QUICK)
    missing = run(cli, "unrecorded", *QUICK).output.splitlines()

    assert result.output == "1 recordings, 16 questions and answers without one.\n"
    assert missing[0] == "overall.5"
    assert "overall" not in missing


def test_one_bad_file_keeps_the_whole_folder_out(cli, folder):
    (folder / "comment.wav").write_bytes(WAV)
    (folder / "overall.wav").write_bytes(PAGE)

    result = run(cli, "record", folder, *QUICK)

    assert result.exit_code == 1
    assert "overall.wav: its content is no wav sound" in result.output
    assert len(run(cli, "unrecorded", *QUICK).output.splitlines()) == 17


def test_a_questionnaire_that_is_not_published_is_named(cli, folder):
    result = run(cli, "unrecorded", "--instrument", "x", "--language", "hmn")

    assert result.exit_code == 1
    assert "x" in result.output


def test_the_log_says_who_loaded_what(cli, folder):
    (folder / "overall.wav").write_bytes(WAV)

    run(cli, "record", folder, *QUICK)

    entry = session().query(AuditEntry).one()
    assert entry.act == "instrument.record"
    assert '"language": "hmn"' in entry.detail
