"""Pages that say what cannot be done on the respondent's way, and what can."""

from flask import Blueprint, request, url_for

from survey.i18n import gettext as _
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


def _not_open(refusal: WaveNotOpen) -> Refusal:
    title = _("This form is closed") if refusal.opens_on is None else ""
    page = screens.show_refusal(
        title or _("This form is not open yet"),
        str(refusal),
        _("Other offices"),
        url_for("responses.offices"),
    )
    return page, 410


def _gone(_refusal: DraftIsGone) -> Refusal:
    page = screens.show_refusal(
        _("This form is no longer under way on this device"),
        _(
            "If you have just sent it, it was counted and nothing more needs to be "
            "done. Answers not yet sent are kept for 24 hours at most, and only if "
            "the browser accepts cookies."
        ),
        _("Start a new form"),
        _start(),
    )
    return page, 410


def _not_trusted(_refusal: FormNotTrusted) -> Refusal:
    page = screens.show_refusal(
        _("We could not read what was sent"),
        _("Nothing of it was counted. Please open the form once more."),
        _("Open the form"),
        _start(),
    )
    return page, 400


def _answered_otherwise(refusal: AnsweredOtherwise) -> Refusal:
    page = screens.show_refusal(
        _("This form was counted before"),
        _(
            "The answers that were sent first stay as they are. What was sent now "
            "differs from them and is not counted."
        ),
        _("See the receipt"),
        url_for("responses.receipt", code=refusal.receipt),
    )
    return page, 409


def _start() -> str:
    names = request.view_args or {}
    return url_for(
        "responses.start",
        wave_slug=names["wave_slug"],
        unit_code=names["unit_code"],
    )
