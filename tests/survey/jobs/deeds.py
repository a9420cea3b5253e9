"""What jobs do in tests: a test puts in place what it needs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from survey.jobs.progress import Progress

deed: Callable[[dict[str, Any], Progress], str] | None = None
daily: Callable[[date], str | None] | None = None


def do(arguments: dict[str, Any], progress: Progress) -> str:
    if deed is None:
        raise LookupError("the test has put no deed in place")
    return deed(arguments, progress)


def do_daily(today: date) -> str | None:
    if daily is None:
        raise LookupError("the test has put no deed in place")
    return daily(today)
