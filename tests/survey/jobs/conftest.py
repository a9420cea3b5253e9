from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from survey.jobs.worker import Worker
from tests.survey.jobs import deeds

DEEDS = "tests.survey.jobs.deeds"


@pytest.fixture(autouse=True)
def kinds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One job that pages may ask for, one that the schedule runs."""
    monkeypatch.setitem(app.config, "JOBS", {"test.do": f"{DEEDS}:do"})
    monkeypatch.setitem(app.config, "SCHEDULE", {"test.daily": f"{DEEDS}:do_daily"})


@pytest.fixture
def worker(app: Flask) -> Worker:
    return Worker(app)


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Say what the job does."""
    return lambda deed: monkeypatch.setattr(deeds, "deed", deed)


@pytest.fixture
def does_daily(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Say what the schedule does."""
    return lambda daily: monkeypatch.setattr(deeds, "daily", daily)
