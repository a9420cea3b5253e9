import json

import pytest
from sqlalchemy import select

from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session
from survey.jobs.models import Job
from survey.results import jobs
from survey.results.models import Publication, PublicationState
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

INDEX = "/staff/publications/"


class Silence:
    def report(self, done: int, total: int) -> None:
        pass


@pytest.fixture
def period(app) -> Period:
    unit = make_unit(code="90001", name="Xã Thử")
    [period] = make_wave([unit], name="Đợt thử").periods
    for day in ("x", "y"):
        respond(unit, period, rated(5), times=20, cluster=day)
    close(period)
    return period


def address(publication: Publication, act: str = "") -> str:
    return f"{INDEX}{publication.id}{act}"


def acts() -> list[str]:
    return list(session().scalars(select(AuditEntry.act).order_by(AuditEntry.seq)))


def test_a_closed_period_waits_to_be_drafted(designer, period):
    page = designer.get(INDEX)

    assert "Đợt thử" in page.text
    assert f"{INDEX}periods/{period.id}/draft" in page.text


def test_an_open_period_does_not_wait(designer, app):
    make_wave([make_unit()], name="Đợt đang mở")

    assert "Đợt đang mở" not in designer.get(INDEX).text


def test_an_approver_sees_no_button_to_draft(approver, period):
    assert f"periods/{period.id}/draft" not in approver.get(INDEX).text


def test_a_designer_asks_for_a_draft_and_the_worker_makes_it(designer, period):
    response = designer.post(f"{INDEX}periods/{period.id}/draft")

    job = session().scalars(select(Job)).one()
    assert response.location == f"/staff/jobs/{job.id}"
    jobs.draft(json.loads(job.arguments), Silence())
    [publication] = versions_of(period)
    assert publication.drafted_by == job.requested_by


def test_an_approver_may_not_ask_for_a_draft(approver, period):
    assert approver.post(f"{INDEX}periods/{period.id}/draft").status_code == 403


def test_a_second_draft_is_refused_with_a_reason(designer, period):
    make_draft(period)

    response = designer.post(f"{INDEX}periods/{period.id}/draft", follow_redirects=True)

    assert response.status_code == 200
    assert "notice--error" in response.text
    assert session().scalars(select(Job)).all() == []


def test_an_unknown_period_is_not_found(designer):
    assert designer.post(f"{INDEX}periods/0/draft").status_code == 404


def test_a_draft_is_seen_by_staff_as_everybody_will_see_it(approver, period):
    publication = make_draft(period)

    page = approver.get(address(publication))

    assert page.status_code == 200
    assert "Xã Thử" in page.text
    assert address(publication, "/units/90001") in page.text
    assert address(publication, "/approve") in page.text


def test_a_draft_of_a_unit_is_seen_by_staff(designer, period):
    publication = make_draft(period)

    assert "Xã Thử" in designer.get(address(publication, "/units/90001")).text
    assert designer.get(address(publication, "/units/0")).status_code == 404


def test_nobody_else_sees_a_draft(client, period):
    publication = make_draft(period)

    for act in ("", "/units/90001", "/approve", "/discard"):
        assert "/staff/sign-in" in client.get(address(publication, act)).location


def test_an_approver_publishes_what_a_designer_drafted(approver, period):
    publication = make_draft(period)

    response = approver.post(address(publication, "/approve"), data={"confirmed": "y"})

    assert response.location == INDEX
    assert publication.state is PublicationState.PUBLISHED
    assert acts() == ["publication.approve"]


def test_publishing_needs_a_confirmation(approver, period):
    publication = make_draft(period)

    assert approver.get(address(publication, "/approve")).status_code == 200
    assert approver.post(address(publication, "/approve")).status_code == 422
    assert publication.state is PublicationState.DRAFT


def test_a_designer_may_not_publish(designer, period):
    publication = make_draft(period)

    response = designer.post(address(publication, "/approve"), data={"confirmed": "y"})

    assert response.status_code == 403
    assert publication.state is PublicationState.DRAFT


def test_whoever_drafted_it_may_not_publish_it(app, period):
    publication = make_draft(period)
    drafter = make_account(Role.APPROVER)
    publication.drafted_by = drafter.id
    session().commit()
    browser = app.test_client().sign_in(drafter)

    response = browser.post(
        address(publication, "/approve"),
        data={"confirmed": "y"},
        follow_redirects=True,
    )

    assert "notice--error" in response.text
    assert publication.state is PublicationState.DRAFT
    assert acts() == []


def test_a_draft_is_discarded_after_asking(designer, period):
    publication = make_draft(period)
    place = address(publication, "/discard")

    assert designer.get(place).status_code == 200
    assert designer.post(place).location == INDEX
    assert versions_of(period) == []
    assert acts() == ["publication.discard"]


def test_what_is_published_is_not_discarded(designer, period):
    publication = make_published(period)

    response = designer.post(address(publication, "/discard"), follow_redirects=True)

    assert "notice--error" in response.text
    assert len(versions_of(period)) == 1
    assert acts() == []


def test_a_correction_says_what_was_wrong(designer, period):
    publication = make_published(period)
    place = address(publication, "/correct")

    assert designer.get(place).status_code == 200
    assert designer.post(place, data={"correction": "  "}).status_code == 422
    assert designer.post(place, data={"correction": "x" * 1_001}).status_code == 422
    designer.post(place, data={"correction": "Nhầm đơn vị."})

    [job] = session().scalars(select(Job)).all()
    jobs.draft(json.loads(job.arguments), Silence())
    assert [(v.version, v.correction) for v in versions_of(period)] == [
        (1, None),
        (2, "Nhầm đơn vị."),
    ]


def test_a_draft_is_not_corrected_but_discarded(designer, period):
    assert designer.get(address(make_draft(period), "/correct")).status_code == 404


def test_the_list_holds_drafts_and_what_is_published(designer, period):
    publication = make_published(period)

    page = designer.get(INDEX)

    assert address(publication, "/correct") in page.text
    make_draft(period, "Nhầm.")
    assert "Đợt thử" in designer.get(INDEX).text


@pytest.mark.parametrize("act", ["", "/approve", "/discard", "/units/90001"])
def test_an_unknown_publication_is_not_found(approver, act):
    assert approver.get(f"{INDEX}0{act}").status_code == 404


@pytest.mark.parametrize("act", ["/approve", "/discard"])
def test_a_post_without_its_token_changes_nothing(app, approver, period, act):
    publication = make_draft(period)
    app.config["WTF_CSRF_ENABLED"] = True

    try:
        response = approver.post(address(publication, act), data={"confirmed": "y"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert response.status_code == 400
    assert publication.state is PublicationState.DRAFT


def test_english_pages_speak_english(designer, period):
    make_draft(period)

    page = designer.get(f"{INDEX}?lang=en")

    assert "Where it stands" in page.text
