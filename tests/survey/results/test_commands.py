import pytest
from click.testing import Result
from sqlalchemy import select

from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session
from survey.results.models import Batch, PublicationState, TallyCell
from survey.results.publications import versions_of
from survey.waves.models import Period
from tests.factories import make_account, make_unit
from tests.survey.results.factories import (
    close,
    make_draft,
    make_published,
    make_wave,
    rated,
    respond,
)


@pytest.fixture
def period(app) -> Period:
    many, few, none = (make_unit(name=f"Xã Bản {n}") for n in (1, 2, 10))
    [period] = make_wave([many, few, none], slug="dot-thu").periods
    for day in range(6):
        respond(many, period, rated(5), times=10, cluster=f"many {day}")
        respond(few, period, rated(4), times=2, cluster=f"few {day}")
    close(period)
    return period


@pytest.fixture
def run(cli):
    def invoke(*arguments: str) -> Result:
        result = cli.invoke(args=["results", *arguments])
        session().rollback()
        return result

    return invoke


def test_batches_are_formed(run, period):
    result = run("batch", "dot-thu", "1")

    assert "2 batches" in result.output
    assert len(session().scalars(select(Batch)).all()) == 2


def test_a_period_is_counted(run, period):
    run("tally", "dot-thu", "1")

    assert session().scalars(select(TallyCell)).first() is not None


def test_a_draft_is_made_and_published_by_two_accounts(run, period):
    designer, approver = make_account(Role.DESIGNER), make_account(Role.APPROVER)

    drafted = run("draft", "dot-thu", "1", "--as", designer.username)
    early = run("publish", "dot-thu", "1", "--as", approver.username)
    handed = run("submit", "dot-thu", "1", "--as", designer.username)
    published = run("publish", "dot-thu", "1", "--as", approver.username)

    codes = [result.exit_code for result in (drafted, early, handed, published)]
    assert codes == [0, 1, 0, 0]
    [publication] = versions_of(period)
    assert publication.state is PublicationState.PUBLISHED
    assert (publication.drafted_by, publication.approved_by) == (
        designer.id,
        approver.id,
    )
    acts = session().scalars(select(AuditEntry.act).order_by(AuditEntry.seq)).all()
    assert acts == ["publication.draft", "publication.submit", "publication.approve"]


def test_a_refusal_is_a_sentence_and_no_traceback(run, period):
    designer = make_account(Role.DESIGNER)
    make_draft(period)

    again = run("draft", "dot-thu", "1", "--as", designer.username)
    wrong = run("publish", "dot-thu", "1", "--as", designer.username)

    for result in (again, wrong):
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")
    [publication] = versions_of(period)
    assert publication.state is PublicationState.DRAFT


def test_a_correction_is_a_second_version(run, period):
    designer = make_account(Role.DESIGNER)
    make_published(period)

    run("draft", "dot-thu", "1", "--as", designer.username, "--correction", "Nhầm.")

    assert [version.correction for version in versions_of(period)] == [None, "Nhầm."]


def test_the_table_names_every_unit_in_order(run, period):
    make_published(period)

    lines = run("show", "dot-thu", "1").output.splitlines()

    starts = [line.split("  ")[0] for line in lines if line.startswith("Xã")]
    assert starts == ["Xã Bản 1", "Xã Bản 2", "Xã Bản 10"]
    [many, few, none] = (line for line in lines if line.startswith("Xã"))
    assert "100,0" in many
    assert many.endswith("met          cannot_tell")
    assert "10–19" in few
    assert "%" not in few
    assert "carried over" in none


def test_a_draft_is_shown_only_when_asked_for(run, period):
    make_draft(period)

    assert run("show", "dot-thu", "1").exit_code == 1
    assert "draft" in run("show", "dot-thu", "1", "--draft").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("batch", "khong-co", "1"),
        ("tally", "dot-thu", "9"),
        ("draft", "dot-thu", "1", "--as", "khong-co"),
        ("publish", "dot-thu", "1", "--as", "khong-co"),
    ],
)
def test_what_does_not_exist_is_named(run, period, arguments):
    result = run(*arguments)

    assert result.exit_code == 2
    assert "Invalid value" in result.output


def test_without_a_draft_there_is_nothing_to_publish(run, period):
    approver = make_account(Role.APPROVER)

    result = run("publish", "dot-thu", "1", "--as", approver.username)

    assert result.exit_code == 1
    assert "there is no draft" in result.output


def test_the_table_of_illustrative_data_says_so(run):
    [period] = make_wave([make_unit()], slug="minh-hoa", illustrative=True).periods
    make_published(period)

    assert "DỮ LIỆU MINH HOẠ" in run("show", "minh-hoa", "1").output


def test_a_mean_is_shown_as_a_score(run):
    unit = make_unit(name="Xã Bản 1")
    headline = {"    headline: true\n": "", "    kind: mean\n": MEAN_HEADLINE}
    [period] = make_wave([unit], slug="diem", measured=headline).periods
    respond(unit, period, rated(5), times=20)
    respond(unit, period, rated(4), times=20)
    make_published(period)

    [line] = (x for x in run("show", "diem", "1").output.splitlines() if "Xã" in x)

    assert "4,50" in line
    assert "%" not in line


MEAN_HEADLINE = "    kind: mean\n    headline: true\n"
