from datetime import timedelta

import pytest
from sqlalchemy import select

from survey import clock
from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from survey.results import publications, publishing_jobs, reviewing
from survey.results.errors import (
    ApproverRoleNeeded,
    MomentNotUsable,
    NotADraft,
    NotScheduled,
    NotSubmitted,
    ReasonsMissing,
    SecondAccountNeeded,
    WaitsAlready,
)
from survey.results.models import PublicationState
from tests.factories import make_account, make_unit
from tests.survey.results.factories import make_draft, make_wave, rated, respond

TOMORROW = timedelta(days=1)


@pytest.fixture
def period(app):
    unit = make_unit(name="Xã Thử")
    [period] = make_wave([unit]).periods
    respond(unit, period, rated(5), times=20)
    return period


def do(deed, publication, account, *more):
    with transaction():
        deed(publication, account, *more)


def drafter_of(publication):
    return session().get_one(type(make_account(Role.VIEWER)), publication.drafted_by)


def test_what_was_not_handed_over_is_not_approved(period):
    publication = make_draft(period, handed_over=False)

    with pytest.raises(NotSubmitted):
        do(publications.approve, publication, make_account(Role.APPROVER))


def test_a_draft_is_handed_over_once(period):
    publication = make_draft(period)

    with pytest.raises(WaitsAlready):
        do(reviewing.submit, publication, drafter_of(publication))


def test_a_draft_goes_back_with_reasons_and_comes_again(period):
    publication, approver = make_draft(period), make_account(Role.APPROVER)

    do(reviewing.give_back, publication, approver, " Thiếu đính chính. ")

    assert not reviewing.is_waiting(publication)
    assert reviewing.last_step(publication).note == "Thiếu đính chính."
    with pytest.raises(NotSubmitted):
        do(publications.approve, publication, approver)
    do(reviewing.submit, publication, drafter_of(publication))
    do(publications.approve, publication, approver)
    assert publication.state is PublicationState.PUBLISHED


def test_nothing_goes_back_without_reasons(period):
    with pytest.raises(ReasonsMissing):
        do(
            reviewing.give_back,
            make_draft(period),
            make_account(Role.APPROVER),
            "  ",
        )


def test_neither_a_stranger_nor_the_drafter_judges_a_draft(period):
    publication, own = make_draft(period), make_account(Role.APPROVER)

    with pytest.raises(ApproverRoleNeeded):
        do(reviewing.give_back, publication, make_account(Role.VIEWER), "x")
    with transaction():
        publication.drafted_by = own.id
    with pytest.raises(SecondAccountNeeded):
        do(reviewing.schedule, publication, own, clock.now() + TOMORROW)


def test_what_is_set_for_a_moment_appears_then_and_not_before(period):
    publication, approver = make_draft(period), make_account(Role.APPROVER)
    do(reviewing.schedule, publication, approver, clock.now() + TOMORROW)

    assert "Không có gì" in publishing_jobs.publish_due(clock.today())
    assert publication.state is PublicationState.DRAFT
    with clock.at(clock.today() + 2 * TOMORROW):
        publishing_jobs.publish_due(clock.today())

    session().expire_all()
    assert publication.state is PublicationState.PUBLISHED
    assert publication.approved_by == approver.id
    assert "publication.approve" in session().scalars(select(AuditEntry.act)).all()


def test_what_was_called_off_does_not_appear(period):
    publication, approver = make_draft(period), make_account(Role.APPROVER)
    do(reviewing.schedule, publication, approver, clock.now() + TOMORROW)
    do(reviewing.withdraw, publication, drafter_of(publication))

    with clock.at(clock.today() + 2 * TOMORROW):
        publishing_jobs.publish_due(clock.today())

    assert publication.state is PublicationState.DRAFT
    assert reviewing.is_waiting(publication)


def test_an_approver_who_lost_the_role_publishes_nothing_by_schedule(period):
    publication, approver = make_draft(period), make_account(Role.APPROVER)
    do(reviewing.schedule, publication, approver, clock.now() + TOMORROW)
    with transaction():
        approver.roles.clear()

    with clock.at(clock.today() + 2 * TOMORROW):
        publishing_jobs.publish_due(clock.today())

    session().expire_all()
    assert publication.state is PublicationState.DRAFT


@pytest.mark.parametrize("days", [-1, 0, 61])
def test_a_moment_lies_ahead_and_not_too_far(period, days):
    moment = clock.now() + timedelta(days=days)

    with pytest.raises(MomentNotUsable):
        do(
            reviewing.schedule,
            make_draft(period),
            make_account(Role.APPROVER),
            moment,
        )


def test_what_is_published_goes_nowhere_any_more(period):
    publication, approver = make_draft(period), make_account(Role.APPROVER)
    do(publications.approve, publication, approver)

    for deed in (reviewing.submit, reviewing.withdraw):
        with pytest.raises(NotADraft):
            do(deed, publication, approver)


def test_only_a_scheduled_draft_is_called_off(period):
    publication = make_draft(period)

    with pytest.raises(NotScheduled):
        do(reviewing.withdraw, publication, drafter_of(publication))


def test_the_pages_lead_from_hand_to_hand(app, designer, approver, period):
    for browser in (designer, approver):
        browser.set_cookie("lang", "en")
    publication = make_draft(period, handed_over=False)
    path = f"/staff/publications/{publication.id}"
    assert "in preparation" in approver.get("/staff/publications/").text

    designer.post(f"{path}/submit", data={"note": "Đã đối chiếu."})
    page = approver.get(path).text
    assert "Đã đối chiếu." in page
    assert f"{path}/schedule" in page

    empty = approver.post(f"{path}/return", data={"reasons": ""})
    assert empty.status_code == 422
    approver.post(f"{path}/return", data={"reasons": "Sai kỳ."})
    assert "given back: Sai kỳ." in designer.get(path).text

    designer.post(f"{path}/submit")
    moment = clock.local(clock.now() + TOMORROW).strftime("%Y-%m-%dT%H:%M")
    approver.post(f"{path}/schedule", data={"due_at": moment, "confirmed": "y"})
    assert "approved, appears on" in designer.get(path).text
    designer.post(f"{path}/withdraw")
    assert "waits for approval" in designer.get(path).text
