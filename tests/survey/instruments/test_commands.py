from survey.instruments.service import find_version
from tests.factories import INSTRUMENTS

QUICK = str(INSTRUMENTS / "quick_counter" / "v1.yaml")


def test_a_sound_file_is_called_sound(cli):
    result = cli.invoke(args=["instruments", "check", QUICK])

    assert result.exit_code == 0
    assert "sound. quick_counter version 1" in result.output


def test_every_problem_of_a_file_is_listed_at_once(cli, tmp_path):
    broken = tmp_path / "broken.yaml"
    items = "".join(f"      - id: cau{n}\n        type: singel\n" for n in range(1000))
    broken.write_text(f"id: hong\npages:\n  - id: p\n    items:\n{items}", "utf-8")

    result = cli.invoke(args=["instruments", "check", str(broken)])

    assert result.exit_code == 1
    assert "problems" in result.output
    assert "Traceback" not in result.output


def test_a_file_is_published_once_and_listed_with_its_hash(cli):
    first = cli.invoke(args=["instruments", "publish", QUICK])
    again = cli.invoke(args=["instruments", "publish", QUICK])
    listed = cli.invoke(args=["instruments", "list"])

    digest = find_version("quick_counter").content_hash
    assert first.output == again.output
    assert digest in listed.output
