import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from survey.accounts.models import Role
from survey.agencies.models import Unit
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from survey.results import jobs, publications
from survey.results.drafting import draft_publication
from survey.results.errors import (
    AlreadyPublished,
    ApproverRoleNeeded,
    DraftExists,
    NotADraft,
    NothingToCorrect,
    PeriodNotClosed,
    SecondAccountNeeded,
)
from survey.results.models import (
    Batch,
    Figure,
    FigureOption,
    FigureVerdict,
    Publication,
    PublicationState,
    PublicationUnit,
)
from survey.waves.models import Period
from tests.factories import make_account, make_unit
from tests.survey.results.factories import (
    close,
    find_figure,
    make_draft,
    make_published,
    make_wave,
    rated,
    respond,
)


def make_period(unit: Unit, times: int = 40) -> Period:
    [period] = make_wave([unit]).periods
    for day in ("x", "y"):
        respond(unit, period, rated(5), times=times // 2, cluster=day)
    return period


def approve(publication: Publication, *roles: Role) -> None:
    account = make_account(*roles)
    with transaction():
        publications.approve(publication, account)


def count(table: type) -> int:
    return session().scalar(select(func.count()).select_from(table))


class Silence:
    def report(self, done: int, total: int) -> None:
        pass


def test_a_draft_lists_every_unit_with_its_batch_or_without(app):
    large, small = make_unit(), make_unit()
    [period] = make_wave([large, small]).periods
    respond(large, period, rated(5), times=10)
    respond(small, period, rated(5), times=9)

    publication = make_draft(period)

    batches = {rated.unit_id: rated.batch_id for rated in publication.rated_units}
    assert batches[small.id] is None
    assert batches[large.id] == session().scalar(select(Batch.id))
    assert publication.state is PublicationState.DRAFT
    assert publication.version == 1


def test_an_open_period_is_not_drafted(app):
    period = make_period(make_unit())

    with pytest.raises(PeriodNotClosed):
        draft_publication(period, make_account(Role.DESIGNER))


def test_there_is_one_draft_at_a_time(app):
    period = make_period(make_unit())
    make_draft(period)

    with pytest.raises(DraftExists):
        make_draft(period)


def test_a_second_account_publishes(app):
    publication = make_draft(make_period(make_unit()))

    approve(publication, Role.APPROVER)

    assert publication.state is PublicationState.PUBLISHED
    assert publication.published_at is not None


def test_only_an_approver_publishes(app):
    publication = make_draft(make_period(make_unit()))

    with pytest.raises(ApproverRoleNeeded):
        approve(publication, Role.DESIGNER)


def test_whoever_drafted_it_does_not_publish_it(app):
    period = make_period(make_unit())
    close(period)
    account = make_account(Role.APPROVER)
    with transaction():
        publication = draft_publication(period, account)

    with pytest.raises(SecondAccountNeeded):
        publications.approve(publication, account)


def test_the_database_itself_asks_for_two_accounts(app):
    publication = make_draft(make_period(make_unit()))

    alone = update(Publication).values(
        state=PublicationState.PUBLISHED,
        approved_by=publication.drafted_by,
        published_at=publication.drafted_at,
    )

    with pytest.raises(IntegrityError, match="needs_two_accounts"), transaction():
        session().execute(alone)


def test_nothing_is_published_twice(app):
    publication = make_published(make_period(make_unit()))

    with pytest.raises(NotADraft):
        approve(publication, Role.APPROVER)


@pytest.mark.parametrize(
    "statement",
    [
        update(Publication).values(software_version="other"),
        update(Figure).values(value=1.0),
        update(FigureVerdict).values(verdict="met"),
        update(FigureOption).values(n=0),
        delete(Figure),
        delete(FigureVerdict),
        delete(PublicationUnit),
        delete(Publication),
    ],
    ids=lambda statement: f"{statement.__visit_name__} {statement.table.name}",
)
def test_the_database_refuses_to_change_what_is_published(app, statement):
    unit = make_unit()
    publication = make_published(make_period(unit))
    value = find_figure(publication, unit).value

    with pytest.raises(IntegrityError, match="final"), transaction():
        session().execute(statement)

    assert find_figure(publication, unit).value == value


def test_a_discarded_draft_leaves_its_batches(app):
    publication = make_draft(make_period(make_unit()))

    with transaction():
        publications.discard(publication)

    assert [count(table) for table in (Publication, Figure, FigureOption)] == [0, 0, 0]
    assert count(Batch) == 1


def test_what_is_published_is_not_discarded(app):
    publication = make_published(make_period(make_unit()))

    with pytest.raises(NotADraft):
        publications.discard(publication)


def test_a_new_version_says_what_it_corrects(app):
    period = make_period(make_unit())
    make_published(period)

    with pytest.raises(AlreadyPublished):
        make_draft(period)
    correction = make_draft(period, "Số phiếu của một xã bị ghi nhầm.")

    assert (correction.version, correction.state) == (2, PublicationState.DRAFT)


def test_there_is_nothing_to_correct_before_it_is_published(app):
    period = make_period(make_unit())

    with pytest.raises(NothingToCorrect):
        make_draft(period, "Nhầm.")


def test_a_correction_counts_the_same_batches(app):
    unit = make_unit()
    period = make_period(unit)
    first = make_published(period)

    second = make_published(period, "Nhầm.")

    assert count(Batch) == 1
    assert find_figure(second, unit).value == find_figure(first, unit).value


def test_a_period_without_any_batch_can_be_published(app):
    publication = make_published(make_period(make_unit(), times=8))

    assert find_figure(publication, None).n == 0


def test_the_job_makes_the_draft_that_was_asked_for(app):
    period, account = make_period(make_unit()), make_account(Role.DESIGNER)
    close(period)
    arguments = {"period_id": period.id, "account_id": account.id, "correction": None}

    jobs.draft(arguments, Silence())

    [publication] = publications.versions_of(period)
    assert publication.drafted_by == account.id
    entries = session().scalars(select(AuditEntry)).all()
    assert [entry.act for entry in entries] == ["publication.draft"]


def test_the_job_run_again_makes_no_second_draft(app):
    period, account = make_period(make_unit()), make_account(Role.DESIGNER)
    close(period)
    arguments = {"period_id": period.id, "account_id": account.id}

    jobs.draft(arguments, Silence())
    jobs.draft(arguments, Silence())

    assert len(publications.versions_of(period)) == 1


class Killed(BaseException):
    """As if the worker was killed in the middle."""


class KillHalfWay:
    def report(self, done: int, total: int) -> None:
        if 2 * done >= total:
            raise Killed


def test_a_killed_job_leaves_nothing_half_done(app):
    unit = make_unit()
    period, account = make_period(unit), make_account(Role.DESIGNER)
    close(period)
    arguments = {"period_id": period.id, "account_id": account.id}

    with pytest.raises(Killed):
        jobs.draft(arguments, KillHalfWay())

    assert [count(Publication), count(Figure)] == [0, 0]
    jobs.draft(arguments, Silence())
    [publication] = publications.versions_of(period)
    assert find_figure(publication, unit).n == 40
