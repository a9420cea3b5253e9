"""The one process that does what pages asked for and what the day demands.

Everything it runs is idempotent and may be killed: a job whose worker went
silent is begun anew by the next.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from importlib import import_module
from threading import Event
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from survey import clock
from survey.database import transaction
from survey.errors import SurveyError
from survey.i18n import gettext as _
from survey.jobs import progress, rules, service
from survey.jobs.errors import JobTakenOver
from survey.jobs.service import Claim

log = structlog.get_logger()

POLL = 1.0  # seconds between two looks at an empty queue
SCHEDULE_EVERY = timedelta(minutes=1)

Work = Callable[[], str | None]


class Worker:
    """Runs jobs one after the other until `stop` is set.

    It stops between jobs, never within one.
    """

    def __init__(self, app: Flask) -> None:
        self.stop = Event()
        self._app = app
        self._held: Claim | None = None
        self._looked_at: datetime | None = None

    def run(self) -> None:
        """Work until told to stop; whatever fails, the worker goes on."""
        while not self.stop.is_set():
            try:
                busy = self.step()
            except Exception:
                log.exception("the worker stumbled")
                busy = False
            if not busy:
                self.stop.wait(POLL)

    def run_all(self) -> None:
        """Work until nothing is left to do."""
        while self.step():
            pass

    def step(self) -> bool:
        """Do what the day demands and one job; say whether there was a job."""
        if self._looked_at is None or clock.now() - self._looked_at >= SCHEDULE_EVERY:
            self._looked_at = clock.now()
            self.run_schedule()
        return not self.stop.is_set() and self.run_job()

    def run_job(self) -> bool:
        """Run the job that has waited longest; say whether there was one."""
        with self._app.app_context():
            if not service.is_anything_waiting():
                return False
            with transaction():
                held = service.claim()
        if held is None:
            return False
        path = self._app.config["JOBS"][held.kind]
        stored = progress.StoredProgress(held)
        self._do(held, lambda: _load(path)(held.arguments, stored))
        return True

    def run_schedule(self) -> None:
        """Run what is due today and was not done yet."""
        day = rules.day_due(clock.local(clock.now()))
        for kind, path in self._app.config["SCHEDULE"].items():
            if day is not None and not self.stop.is_set():
                self._run_for(kind, path, day)

    def _run_for(self, kind: str, path: str, day: date) -> None:
        with self._app.app_context():
            if not service.is_run_due(kind, day):
                return
            with transaction():
                held = service.begin_run(kind, day)
        if held is not None:
            self._do(held, lambda: _load(path)(day))

    def _do(self, held: Claim, work: Work) -> None:
        self._held = held
        try:
            with self._app.app_context():
                end = partial(service.finish, held, work() or _("Done."))
        except JobTakenOver:
            log.warning("job was taken over", job=held.job_id, kind=held.kind)
            return
        except SurveyError as refusal:
            end = partial(service.fail, held, str(refusal))
        except (Exception, SystemExit):  # whatever a job does, the worker goes on
            log.exception("job failed", job=held.job_id, kind=held.kind)
            end = partial(service.fail, held, _broke())
        finally:
            self._held = None
        with self._app.app_context(), transaction():
            end()

    def beat(self) -> None:
        """Give a sign of life for the job in hand; called from another thread."""
        held = self._held
        if held is None:
            return
        try:
            with self._app.app_context():
                progress.beat(held)
        except SQLAlchemyError:  # the database is busy: the next beat will do
            log.warning("no sign of life could be given", job=held.job_id)


def _load(path: str) -> Callable[..., Any]:
    # Here and not at the top: only the worker's process loads the statistics.
    module, _colon, name = path.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def _broke() -> str:
    return _(
        "Something went wrong on our side. Nothing is half done; please try "
        "again, and tell your administrator if it happens once more."
    )
