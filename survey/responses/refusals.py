"""Pages that say what cannot be done on the respondent's way, and what can."""

from flask import Blueprint, request, url_for

from survey.i18n import lazy_gettext as _l
from survey.invitations.errors import (
    CodeExpired,
    CodeUsed,
    InvitationError,
    NothingToReplace,
)
from survey.responses import screens
from survey.responses.errors import AnsweredOtherwise, DraftIsGone, FormNotTrusted
from survey.waves.errors import WaveNotOpen

Refusal = tuple[str, int]


def register(bp: Blueprint) -> None:
    """Show the refusals of these rooms as pages of the respondent's."""
    bp.register_error_handler(WaveNotOpen, _not_open)
    bp.register_error_handler(DraftIsGone, _gone)
    bp.register_error_handler(FormNotTrusted, _not_trusted)
    bp.register_error_handler(AnsweredOtherwise, _answered_otherwise)
    bp.register_error_handler(InvitationError, _code_refused)
    bp.register_error_handler(CodeUsed, _code_used)
    bp.register_error_handler(NothingToReplace, _nothing_to_replace)


def _not_open(refusal: WaveNotOpen) -> Refusal:
    page = screens.show_refusal(
        _l("This form is closed")
        if refusal.opens_on is None
        else _l("This form is not open yet"),
        refusal,
        _l("Other offices"),
        url_for("responses.offices"),
    )
    return page, 410


def _gone(_refusal: DraftIsGone) -> Refusal:
    page = screens.show_refusal(
        _l("This form is no longer under way on this device"),
        _l(
            "If you have just sent it, it was counted and nothing more needs to be "
            "done. Answers not yet sent are kept for 24 hours at most, and only if "
            "the browser accepts cookies."
        ),
        _l("Start a new form"),
        _start(),
    )
    return page, 410


def _not_trusted(_refusal: FormNotTrusted) -> Refusal:
    page = screens.show_refusal(
        _l("We could not read what was sent"),
        _l("Nothing of it was counted. Please open the form once more."),
        _l("Open the form"),
        _start(),
    )
    return page, 400


def _answered_otherwise(refusal: AnsweredOtherwise) -> Refusal:
    page = screens.show_refusal(
        _l("This form was counted before"),
        _l(
            "The answers that were sent first stay as they are. What was sent now "
            "differs from them and is not counted."
        ),
        _l("See the receipt"),
        url_for("responses.receipt", code=refusal.receipt),
    )
    return page, 409


def _code_refused(refusal: InvitationError) -> Refusal:
    over = isinstance(refusal, CodeExpired)
    page = screens.show_refusal(
        refusal,
        _l("Offices can be rated without a code as well.")
        if over
        else _l("Please compare it letter by letter with your paper or message."),
        _l("Rate without a code") if over else _l("Type the code once more"),
        url_for("responses.offices") if over else url_for("code_entry.ask"),
    )
    return page, 410 if over else 404


def _code_used(_refusal: CodeUsed) -> Refusal:
    page = screens.show_refusal(
        _l("This code was used already"),
        _l(
            "The form that was sent with it first stays counted. What was sent now "
            "is not counted."
        ),
        _l("What can I do?"),
        url_for("code_entry.open_code", code=request.form.get("code", "-")),
    )
    return page, 409


def _nothing_to_replace(refusal: NothingToReplace) -> Refusal:
    page = screens.show_refusal(
        _l("Your first form stays counted"),
        refusal,
        _l("Other offices"),
        url_for("responses.offices"),
    )
    return page, 409


def _start() -> str:
    names = request.view_args or {}
    return url_for(
        "responses.start",
        wave_slug=names["wave_slug"],
        unit_code=names["unit_code"],
    )
