"""Structured logs: what happened, never who a citizen is or what she said.

No address, code, contact or answer is ever passed to a logger. A database's
own words about a failed statement may quote the row, so they are withheld.
"""

import logging
import sys
import traceback
from typing import Any

import structlog
from flask import Flask, request
from sqlalchemy.exc import DBAPIError
from structlog.typing import EventDict

DRIVERS = ("psycopg", "sqlite3")
WITHHELD = "(the database's words are withheld: they may quote an answer)"


def init_app(app: Flask) -> None:
    """Write one line an event to standard error: JSON where nobody watches."""
    watched = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
        if watched
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _tell_exception,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.log_exception = _log_exception  # type: ignore[method-assign]


def _log_exception(exc_info: Any) -> None:
    """Log what no handler expected; the address may hold a secret, so not it."""
    structlog.get_logger().error(
        "request failed", endpoint=request.endpoint, exc_info=exc_info[1]
    )


def _tell_exception(_logger: object, _method: str, event: EventDict) -> EventDict:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = told(error)
    return event


def told(error: BaseException) -> str:
    """Return the traceback of an error and of those behind it, oldest first."""
    parts: list[str] = []
    behind: BaseException | None = error
    while behind is not None:
        frames = "".join(traceback.format_tb(behind.__traceback__))
        parts.insert(0, f"{frames}{type(behind).__name__}: {_words(behind)}")
        hidden = behind.__suppress_context__
        behind = behind.__cause__ or (None if hidden else behind.__context__)
    return "\n".join(parts)


def _words(error: BaseException) -> str:
    of_driver = type(error).__module__.split(".")[0] in DRIVERS
    if of_driver or isinstance(error, DBAPIError):
        return WITHHELD
    return str(error)
