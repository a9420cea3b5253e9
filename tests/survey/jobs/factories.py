"""Jobs that were asked for, and a look at what became of them."""

from datetime import datetime
from typing import Any

import pytest

from survey import clock
from survey.accounts.models import Account, Role
from survey.database import session, transaction
from survey.jobs import service
from survey.jobs.models import Job
from survey.jobs.service import Claim
from tests.factories import make_account

# Noon of a day in Viet Nam.
NOON = datetime.fromisoformat("2026-11-05T12:00+07:00")


def make_job(account: Account | None = None, **arguments: Any) -> Job:
    account = account or make_account(Role.DESIGNER)
    with transaction():
        return service.request_job("test.do", arguments, account)


def claim() -> Claim | None:
    with transaction():
        return service.claim()


def get_job(job_id: int) -> Job:
    """Return the job as it is in the database by now."""
    session().rollback()
    return session().get_one(Job, job_id)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
