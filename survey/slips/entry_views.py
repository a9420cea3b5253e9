"""Entering slips: the number first, then the answers, then the next slip."""

from collections.abc import Mapping, Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from questionnaires import Answer, Instrument, Problem, ProblemKind, read_answers
from survey.accounts.access import get_current_account, role_required
from survey.accounts.service import actor
from survey.agencies.service import slots_of
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import VIETNAMESE
from survey.i18n import gettext as _
from survey.instruments.service import get_instrument
from survey.responses.questions import FIELD, Question, question
from survey.responses.speech import Speech
from survey.slips import entering, progress
from survey.slips.blueprint import bp
from survey.slips.errors import SlipError
from survey.slips.forms import EntryForm, NumberForm, SetAsideForm
from survey.slips.models import BoxOpening, Spoilt
from survey.slips.offices import READERS, get_opening
from survey.waves.errors import WaveError


@bp.get("/openings/<int:opening_id>/slips/")
@role_required(*READERS)
def number(opening_id: int) -> ResponseReturnValue:
    """Ask for the number of the next slip, and lead to its answers."""
    opening = _get_holding(opening_id)
    if "number" not in request.args:
        return _show_number(opening, NumberForm(formdata=None))
    form = NumberForm(request.args)
    if form.validate():
        try:
            entering.check_number(opening, form.number.data or 0)
        except SlipError as refusal:
            form.number.errors = [str(refusal)]
        else:
            return redirect(
                url_for(".slip", opening_id=opening_id, slip=form.number.data)
            )
    return _show_number(opening, form), 422


def _show_number(opening: BoxOpening, form: NumberForm) -> str:
    return render_template(
        "slips/number.html",
        opening=opening,
        form=form,
        counts=progress.count(opening.wave, opening.unit),
        illustrative=opening.wave.illustrative,
    )


@bp.get("/openings/<int:opening_id>/slips/<int:slip>")
@role_required(*READERS)
def slip(opening_id: int, slip: int) -> ResponseReturnValue:
    """Show the questions of a slip, empty."""
    opening = _get_holding(opening_id)
    try:
        entering.check_number(opening, slip)
    except SlipError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".number", opening_id=opening_id))
    return _show_slip(opening, slip, {}, ())


@bp.post("/openings/<int:opening_id>/slips/<int:slip>")
@role_required(*READERS)
def enter(opening_id: int, slip: int) -> ResponseReturnValue:
    """Count a slip."""
    opening = _get_holding(opening_id)
    if not EntryForm().validate_on_submit():
        abort(400)
    sent = {
        name.removeprefix(FIELD): request.form.getlist(name)
        for name in request.form
        if name.startswith(FIELD)
    }
    answers, problems = read_answers(_instrument(opening), sent, complete=True)
    partial = _is_left_blank(opening, problems) and bool(answers)
    if problems and not partial:
        return _show_slip(opening, slip, sent, problems), 422
    return _keep(opening, slip, answers, partial=partial)


def _is_left_blank(opening: BoxOpening, problems: Sequence[Problem]) -> bool:
    """Say whether all that is wrong is what the clerk says the slip leaves open."""
    missing = all(problem.kind is ProblemKind.REQUIRED for problem in problems)
    agreed = opening.wave.keep_partial and "blank" in request.form
    return bool(problems) and missing and agreed


def _keep(
    opening: BoxOpening, slip: int, answers: Mapping[str, Answer], *, partial: bool
) -> ResponseReturnValue:
    try:
        with transaction():
            entering.enter(opening, slip, answers, partial=partial)
    except (SlipError, WaveError) as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Slip number %(number)s is entered.", number=slip), "success")
    return redirect(url_for(".number", opening_id=opening.id))


@bp.route("/openings/<int:opening_id>/slips/<int:slip>/aside", methods=["GET", "POST"])
@role_required(*READERS)
def set_aside(opening_id: int, slip: int) -> ResponseReturnValue:
    """Note that a slip cannot be counted, and why."""
    opening, form = _get_holding(opening_id), SetAsideForm()
    if form.validate_on_submit():
        return _set_aside(opening, slip, Spoilt(form.fault.data))
    page = render_template(
        "slips/aside.html",
        opening=opening,
        number=slip,
        form=form,
        illustrative=opening.wave.illustrative,
    )
    return page, 422 if form.is_submitted() else 200


def _set_aside(opening: BoxOpening, slip: int, fault: Spoilt) -> ResponseReturnValue:
    try:
        with transaction():
            entering.set_aside(opening, slip, fault)
            record(
                actor(get_current_account()),
                "slips.set_aside",
                f"box_opening:{opening.id}",
                number=slip,
                fault=fault.value,
            )
    except SlipError as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Slip number %(number)s is set aside.", number=slip), "success")
    return redirect(url_for(".number", opening_id=opening.id))


def _show_slip(
    opening: BoxOpening,
    slip: int,
    sent: Mapping[str, Sequence[str]],
    problems: Sequence[Problem],
) -> str:
    return render_template(
        "slips/slip.html",
        opening=opening,
        number=slip,
        questions=_questions(opening, sent, problems),
        form=EntryForm(),
        may_be_blank=opening.wave.keep_partial and bool(problems),
        illustrative=opening.wave.illustrative,
    )


def _questions(
    opening: BoxOpening,
    sent: Mapping[str, Sequence[str]],
    problems: Sequence[Problem],
) -> list[Question]:
    """Return the questions in the words of the paper, whoever reads the page."""
    instrument = _instrument(opening)
    speech = Speech(
        language=VIETNAMESE, slots=slots_of(opening.unit, VIETNAMESE), marks=False
    )
    wrong = {problem.item_id: problem for problem in problems}
    return [
        question(
            item,
            speech,
            instrument,
            sent=sent.get(item.id, ()),
            problem=wrong.get(item.id),
        )
        for item in instrument.items()
    ]


def _instrument(opening: BoxOpening) -> Instrument:
    return get_instrument(opening.wave.instrument_version_id)


def _get_holding(opening_id: int) -> BoxOpening:
    """Return the record, if no later one has taken its place."""
    opening = get_opening(opening_id)
    if opening.corrected_by is not None:
        abort(404)
    return opening
