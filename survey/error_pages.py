"""Every error as a page in plain words that says what to do."""

import structlog
from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ChunkMissingTerminator, InvalidChunkSize, NoMoreData
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from survey.errors import SurveyError
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l

log = structlog.get_logger()
RETRY_AFTER = "20"

# What happened, and what the reader can do about it.
WORDS = {
    400: (
        _l("We could not read what was sent"),
        _l("Please go back, reload the page and try once more."),
    ),
    401: (_l("Please sign in"), _l("This page is for staff who have signed in.")),
    403: (
        _l("This page is not open to you"),
        _l("If you need it for your work, ask your administrator for the role."),
    ),
    404: (
        _l("There is no such page"),
        _l("Check the address, or scan the QR code at the counter once more."),
    ),
    405: (
        _l("This address cannot be used that way"),
        _l("Please go back and use the buttons on the page."),
    ),
    409: (
        _l("This form was already counted"),
        _l("The first answers stay as they are. Nothing more needs to be done."),
    ),
    410: (
        _l("This form is closed"),
        _l("The time for answering has passed. Thank you for your interest."),
    ),
    413: (
        _l("Too much was sent at once"),
        _l("Please shorten your comment and send it again."),
    ),
    429: (
        _l("Too many attempts"),
        _l("Please wait a quarter of an hour and try again."),
    ),
    500: (
        _l("Something went wrong on our side"),
        _l("Please try again in a minute. What you sent before is not lost."),
    ),
    503: (
        _l("The service is busy"),
        _l("Please try again in a minute."),
    ),
}


def init_app(app: Flask) -> None:
    """Show every HTTP error with the words above."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(CSRFError, _show_csrf)
    app.register_error_handler(SurveyError, _show_refusal)
    app.register_error_handler(OperationalError, _show_busy)
    app.register_error_handler(DataError, _show_unreadable)
    # A body in broken chunks, which the server hands out as it is read.
    for broken in (ChunkMissingTerminator, InvalidChunkSize, NoMoreData):
        app.register_error_handler(broken, _show_unreadable)


def _show(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code and error.code < 400:  # a redirect that routing raised
        return error
    code = error.code or 500
    title, advice = WORDS.get(code, WORDS[500 if code >= 500 else 400])
    return page(code, str(title), str(advice)), code


def _show_csrf(error: CSRFError) -> tuple[str, int]:
    title = _("This page was open for too long")
    advice = _("Please go back, reload the page and send it again.")
    return page(400, title, advice), 400


def _show_refusal(refusal: SurveyError) -> tuple[str, int]:
    return page(409, _("This could not be done"), str(refusal)), 409


def _show_busy(error: OperationalError) -> tuple[str, int, dict[str, str]]:
    """Shed the request: the database is away, or a long write holds it.

    Nothing was acknowledged, so nothing is lost; the browser may try again.
    """
    log.error("database unavailable", reason=type(error.orig).__name__)
    title, advice = WORDS[503]
    return page(503, str(title), str(advice)), 503, {"Retry-After": RETRY_AFTER}


def _show_unreadable(_error: Exception) -> tuple[str, int]:
    """Refuse what no database column takes, such as a NUL, or what is no HTTP."""
    title, advice = WORDS[400]
    return page(400, str(title), str(advice)), 400


def page(code: int, title: str, advice: str) -> str:
    """Return the page of an error."""
    return render_template("error.html", code=code, title=title, advice=advice)
