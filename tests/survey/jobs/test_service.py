from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.accounts.models import Role
from survey.audit.service import find_end
from survey.database import session, transaction
from survey.jobs import service
from survey.jobs.errors import UnknownJob
from survey.jobs.models import Job, JobState
from tests.factories import make_account, store
from tests.survey.jobs.factories import NOON, claim, get_job, make_job, set_clock

TODAY = date(2026, 11, 5)


def begin(day=TODAY):
    with transaction():
        return service.begin_run("test.daily", day)


def end(held, how=service.finish, outcome="Ready."):
    with transaction():
        return how(held, outcome)


def test_a_page_asks_for_a_job(app):
    account = make_account(Role.DESIGNER)

    job = make_job(account, period=7)

    assert job.state is JobState.REQUESTED
    assert job.requested_by == account.id
    assert find_end().act == "job.request"


@pytest.mark.parametrize("kind", ["release.nightly", "test.daily", "os:system"])
def test_what_no_page_may_ask_for_is_refused(app, kind):
    account = make_account(Role.ADMINISTRATOR)

    with pytest.raises(UnknownJob, match=kind), transaction():
        service.request_job(kind, {}, account)


def test_the_job_that_waited_longest_is_claimed_first(app):
    first, second = make_job(number=1), make_job(number=2)

    claimed = [claim(), claim(), claim()]

    assert [held and held.job_id for held in claimed] == [first.id, second.id, None]
    assert claimed[0].arguments == {"number": 1}


def test_asking_whether_anything_waits_claims_nothing(app):
    job = make_job()

    assert service.is_anything_waiting()
    assert get_job(job.id).state is JobState.REQUESTED


def test_two_workers_never_claim_the_same_job(app):
    wanted = {make_job(number=number).id for number in range(12)}

    def work(_number):
        claimed = []
        with app.app_context():
            while held := claim():
                claimed.append(held.job_id)
        return claimed

    with ThreadPoolExecutor(4) as pool:
        claimed = [job_id for each in pool.map(work, range(4)) for job_id in each]

    # A worker that passes over a locked row may end early; nothing runs twice.
    while held := claim():
        claimed.append(held.job_id)
    assert sorted(claimed) == sorted(wanted)


def test_a_job_whose_worker_is_alive_is_left_alone(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    make_job()
    claim()

    set_clock(monkeypatch, NOON + timedelta(minutes=2))

    assert claim() is None


def test_a_job_whose_worker_fell_silent_is_claimed_anew(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    job = make_job()
    claim()

    set_clock(monkeypatch, NOON + timedelta(minutes=2, seconds=1))

    assert claim().job_id == job.id


def test_a_worker_that_lost_its_job_can_no_longer_end_it(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    job = make_job()
    lost = claim()
    set_clock(monkeypatch, NOON + timedelta(minutes=3))
    held = claim()

    assert end(lost, service.fail, "late") is False
    assert end(held, service.finish, "Ready.") is True
    assert get_job(job.id).outcome == "Ready."


def test_a_job_that_began_anew_shows_nothing_of_the_first_time(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    job = make_job()
    claim()
    with transaction():
        job.done, job.total = 3, 4

    set_clock(monkeypatch, NOON + timedelta(minutes=3))
    claim()

    again = get_job(job.id)
    assert (again.done, again.total, again.started_at) == (0, None, clock.now())


def test_a_finished_job_is_done_to_the_last_step(app):
    job = make_job()
    held = claim()
    with transaction():
        job.done, job.total = 3, 4

    end(held)

    assert (job.state, job.done, job.outcome) == (JobState.DONE, 4, "Ready.")
    assert claim() is None


def test_a_row_written_for_a_scheduled_kind_is_never_claimed(app):
    store(Job(kind="test.daily", arguments="{}", requested_at=NOON))

    assert not service.is_anything_waiting()
    assert claim() is None


def test_a_scheduled_run_is_begun_once_a_day(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    assert service.is_run_due("test.daily", TODAY)
    held = begin()

    while_running = begin()
    end(held)
    after = begin()

    assert (while_running, after) == (None, None)
    assert not service.is_run_due("test.daily", TODAY)
    assert begin(TODAY + timedelta(days=1)) is not None


def test_workers_side_by_side_begin_a_run_once(app):
    def work(_number):
        with app.app_context():
            return begin()

    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(work, range(4)))

    assert len([held for held in begun if held]) == 1
    assert session().scalar(select(func.count(Job.id))) == 1


def test_a_failed_run_is_tried_again_after_an_hour(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    first = begin()
    end(first, service.fail, "no disk")

    at_once = begin()
    set_clock(monkeypatch, NOON + timedelta(minutes=61))
    later = begin()

    assert at_once is None
    assert later.job_id == first.job_id


def test_a_run_that_was_killed_is_begun_again(app, monkeypatch):
    set_clock(monkeypatch, NOON)
    first = begin()

    set_clock(monkeypatch, NOON + timedelta(minutes=3))

    assert begin().job_id == first.job_id


def test_jobs_are_listed_newest_first_with_who_asked(app):
    account = make_account(Role.DESIGNER, name="Lan")
    make_job(account)
    begin()

    listed = service.list_jobs()

    assert [(each.job.kind, each.requester) for each in listed] == [
        ("test.daily", None),
        ("test.do", "Lan"),
    ]


def test_only_the_own_jobs_can_be_listed(app):
    account = make_account(Role.DESIGNER)
    make_job(), begin()
    own = make_job(account)

    assert [each.job for each in service.list_jobs(account)] == [own]


def test_an_unknown_job_is_not_found(app):
    assert service.find_job(1) is None
