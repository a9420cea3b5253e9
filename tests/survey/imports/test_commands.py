import os

import pytest
from sqlalchemy import func, select

from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session
from survey.i18n import gettext as _
from survey.responses.models import Response
from survey.results.models import Figure, Publication, PublicationState
from survey.waves.models import Wave
from tests.factories import make_account
from tests.survey.imports.factories import (
    EXAMPLE,
    Q1,
    UNIT,
    WAVE,
    write_csv,
    write_mapping,
)

MAPPING = str(EXAMPLE / "mapping.yaml")
ANSWERS = str(EXAMPLE / "answers.csv")


@pytest.fixture
def designer_name(app):
    return make_account(Role.DESIGNER).username


def count_of(model):
    return session().scalar(select(func.count()).select_from(model))


def test_a_dry_run_shows_what_it_makes_of_the_file_and_stores_nothing(cli):
    result = cli.invoke(args=["imports", "check", MAPPING, ANSWERS])

    assert result.exit_code == 0, result.output
    assert ["overall", "43", "1", "1", "0"] in map(
        str.split, result.output.splitlines()
    )
    assert count_of(Wave) == count_of(Response) == 0


def test_a_dry_run_lists_every_bad_cell_and_says_no(cli, tmp_path):
    mapping = str(write_mapping(tmp_path))
    cells = "".join(f"x{row}\n" for row in range(200))
    csv = str(write_csv(tmp_path, f"A\n5\n{cells}"))

    result = cli.invoke(args=["imports", "check", mapping, csv])

    assert result.exit_code == 1
    assert all(f"“x{row}”" in result.stdout for row in range(200))
    assert "202" in result.stdout


def test_loading_stores_the_wave(cli, designer_name):
    result = cli.invoke(
        args=["imports", "load", MAPPING, ANSWERS, "--as", designer_name]
    )

    assert result.exit_code == 0, result.output
    assert "dien-thoai-2026" in result.stdout
    assert count_of(Response) == 45
    assert count_of(Publication) == 0


def test_loading_twice_is_refused_in_words(cli, designer_name):
    load = ["imports", "load", MAPPING, ANSWERS, "--as", designer_name]
    cli.invoke(args=load)

    result = cli.invoke(args=load)

    sentence = _("There already is a wave called %(slug)s.", slug="dien-thoai-2026")
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert count_of(Wave) == 1


def test_loading_drafts_a_publication_of_every_period_when_told_to(cli, designer_name):
    args = ["imports", "load", MAPPING, ANSWERS, "--as", designer_name, "--draft"]

    result = cli.invoke(args=args)

    assert result.exit_code == 0, result.output
    drafts = session().scalars(select(Publication)).all()
    assert [draft.period.number for draft in drafts] == [1, 2]
    assert {draft.state for draft in drafts} == {PublicationState.DRAFT}
    assert count_of(Figure) > 0
    recorded = select(AuditEntry.act).where(AuditEntry.act == "publication.draft")
    assert len(session().scalars(recorded).all()) == 2


def test_loading_stores_nothing_where_a_single_cell_is_bad(
    cli, designer_name, tmp_path
):
    mapping = str(write_mapping(tmp_path))
    csv = str(write_csv(tmp_path, "A\n" + "5\n" * 50 + "\x1b\n"))

    result = cli.invoke(args=["imports", "load", mapping, csv, "--as", designer_name])

    assert result.exit_code == 1
    assert "“\\x1b”" in result.stderr
    assert count_of(Wave) == count_of(Response) == 0


def test_a_flood_of_bad_cells_is_counted_and_not_printed_by_loading(
    cli, designer_name, tmp_path
):
    mapping = str(write_mapping(tmp_path))
    csv = str(write_csv(tmp_path, "A\n" + "x\n" * 3_000))

    result = cli.invoke(args=["imports", "load", mapping, csv, "--as", designer_name])

    assert result.exit_code == 1
    assert result.stderr.count("“x”") == 20
    assert "3000" in result.stderr


@pytest.mark.parametrize(
    ("command", "csv", "word"),
    [
        ("check", b"A;B\n5;1\n", "separator: ;"),
        ("load", "A,B\n5,1\n".encode("utf-16"), "encoding: utf-16"),
        ("check", "A,B\nĐươc,1\n".encode("cp1258"), "encoding: windows-1258"),
        ("load", b"A\n5\n", "“B”"),
    ],
    ids=["separator", "utf-16", "windows-1258", "column"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    cli, designer_name, tmp_path, command, csv, word
):
    mapping = str(write_mapping(tmp_path, WAVE, UNIT, Q1, "weight: B\n"))
    path = str(write_csv(tmp_path, csv))
    more = ["--as", designer_name] if command == "load" else []

    result = cli.invoke(args=["imports", command, mapping, path, *more])

    assert result.exit_code == 1
    assert word in result.stderr
    assert "Traceback" not in result.output
    assert count_of(Wave) == 0


def test_a_mapping_with_problems_lists_them_all(cli, tmp_path):
    mapping = write_mapping(tmp_path)
    mapping.write_text("wave: {slug: x}\ncolour: red\n", "utf-8")
    csv = write_csv(tmp_path, "A\n5\n")

    result = cli.invoke(args=["imports", "check", str(mapping), str(csv)])

    assert result.exit_code == 1
    for place in ("instrument", "items", "agency", "wave.name", "colour"):
        assert f"{place}: " in result.stderr


def test_only_a_designer_imports(cli):
    approver = make_account(Role.APPROVER).username

    for name in (approver, "nobody"):
        result = cli.invoke(args=["imports", "load", MAPPING, ANSWERS, "--as", name])
        assert result.exit_code == 2
        assert name in result.stderr
    assert count_of(Wave) == 0


def test_a_pipe_is_no_file(cli, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    result = cli.invoke(args=["imports", "check", MAPPING, str(pipe)])

    assert result.exit_code == 2
    assert "not a pipe" in result.stderr
