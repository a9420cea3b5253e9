from datetime import date

import pytest

from survey.accounts.models import Role
from survey.database import transaction
from survey.jobs import service
from survey.jobs.progress import StoredProgress
from tests.factories import make_account
from tests.survey.jobs.factories import claim, make_job


def end(how, outcome):
    held = claim()
    with transaction():
        how(held, outcome)


def test_all_jobs_are_listed_with_state_and_outcome(administrator):
    make_job(make_account(Role.DESIGNER, name="Lan"))
    end(service.finish, "12 figures computed.")

    page = administrator.get("/staff/jobs/?lang=en").text

    for words in ("Lan", "Done", "12 figures computed."):
        assert words in page


def test_only_the_own_jobs_when_asked(app):
    account = make_account(Role.DESIGNER)
    browser = app.test_client().sign_in(account)
    make_job(account)
    other = make_job()

    page = browser.get("/staff/jobs/?whose=own").text

    assert "/staff/jobs/1" in page
    assert f"/staff/jobs/{other.id}" not in page


def test_what_colleagues_asked_for_is_for_administrators(designer):
    job = make_job(make_account(Role.DESIGNER, name="Lan"))

    assert "Lan" not in designer.get("/staff/jobs/").text
    assert designer.get(f"/staff/jobs/{job.id}").status_code == 404


def test_no_job_yet_says_so(designer):
    assert "No job was asked for yet." in designer.get("/staff/jobs/?lang=en").text


def test_a_running_job_shows_how_far_it_has_come_and_reloads(administrator):
    job = make_job()
    StoredProgress(claim()).report(1200, 4812)

    response = administrator.get(f"/staff/jobs/{job.id}?lang=en")

    assert '<progress max="4812" value="1200"' in response.text
    assert "1,200 of 4,812" in response.text
    assert response.headers["Refresh"] == f"2; url=/staff/jobs/{job.id}?watching=yes"


def test_a_running_job_without_a_total_still_moves(administrator):
    job = make_job()
    claim()

    assert "<progress aria-label" in administrator.get(f"/staff/jobs/{job.id}").text


@pytest.mark.parametrize(
    ("how", "notice"),
    [(service.finish, "notice--success"), (service.fail, "notice--error")],
)
def test_a_job_that_has_ended_shows_its_outcome_and_stands_still(
    administrator, how, notice
):
    job = make_job()
    end(how, "What became of <it>.")

    response = administrator.get(f"/staff/jobs/{job.id}")

    assert notice in response.text
    assert "What became of &lt;it&gt;." in response.text
    assert "Refresh" not in response.headers


def test_a_scheduled_run_was_asked_for_by_nobody(administrator):
    with transaction():
        held = service.begin_run("test.daily", date(2026, 11, 5))

    page = administrator.get(f"/staff/jobs/{held.job_id}?lang=en").text

    assert "The schedule" in page


def test_an_unknown_job_is_not_found(designer):
    assert designer.get("/staff/jobs/1").status_code == 404


def test_jobs_are_for_staff(client):
    assert client.get("/staff/jobs/").status_code == 302
