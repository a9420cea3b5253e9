"""What units do about their weak points, as staff plan and follow it."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import Role
from survey.agencies.models import Unit
from survey.agencies.tenancy import current_scope
from survey.forms import day_in
from survey.i18n import gettext as _
from survey.improvement import acting, service
from survey.improvement.blueprint import (
    READERS,
    WRITERS,
    bp,
    get_action,
    get_read_unit,
)
from survey.improvement.forms import DoneForm, NewPlanForm, PlanForm
from survey.improvement.models import ActionState
from survey.improvement.weak_points import WeakPoint, find_point, weak_points_of


@bp.get("/")
@role_required(*READERS)
def index() -> ResponseReturnValue:
    """List what the units within reach have planned; what is due comes first."""
    actions = service.list_actions(current_scope(*READERS))
    return render_template(
        "improvement/index.html",
        open_ones=[one for one in actions if one.is_open],
        waiting=[one for one in actions if one.state is ActionState.DONE],
        settled=[
            one
            for one in actions
            if one.state in (ActionState.SHOWN, ActionState.DROPPED)
        ],
    )


@bp.get("/units/<code>")
@role_required(*READERS)
def unit(code: str) -> ResponseReturnValue:
    """Show the weak points of a unit, and what it has planned."""
    found = get_read_unit(code)
    return render_template(
        "improvement/unit.html",
        unit=found,
        weak=weak_points_of(found),
        actions=service.list_actions(current_scope(*READERS), found),
    )


@bp.route("/units/<code>/new", methods=["GET", "POST"])
@role_required(*WRITERS)
def new(code: str) -> ResponseReturnValue:
    """Plan what a unit does about a weak point, or of its own accord."""
    found, form = get_read_unit(code, *WRITERS), NewPlanForm()
    point = _point_asked_for(found)
    if form.validate_on_submit():
        return acting.do(
            lambda: service.plan(found, point, form.plan, get_current_account()),
            _("The action is planned."),
            code,
        )
    status = 422 if form.is_submitted() else 200
    return render_template(
        "improvement/plan.html", unit=found, form=form, title=_title_of(point)
    ), status


def _point_asked_for(unit: Unit) -> WeakPoint | None:
    subject = request.args.get("item", "")
    if not subject:
        return None
    publication_id = request.args.get("publication", type=int) or 0
    return find_point(unit, publication_id, subject) or abort(404)


def _title_of(point: WeakPoint | None) -> str:
    return point.title if point else ""


@bp.route("/<int:action_id>/edit", methods=["GET", "POST"])
@role_required(*WRITERS)
def edit(action_id: int) -> ResponseReturnValue:
    """Change what is to be done."""
    action = get_action(action_id, *WRITERS)
    form = PlanForm(obj=action)
    if form.validate_on_submit():
        done = acting.try_to(
            lambda: service.change(
                action, form.plan, acting.number(form.revision), get_current_account()
            ),
            _("The action is changed."),
        )
        if done:
            return acting.back_to(action.unit.code)
        form.revision.data = str(action.revision)  # who saves again has seen it
    status = 422 if form.is_submitted() else 200
    return render_template(
        "improvement/plan.html", unit=action.unit, form=form, title=action.title
    ), status


@bp.route("/<int:action_id>/done", methods=["GET", "POST"])
@role_required(*WRITERS)
def done(action_id: int) -> ResponseReturnValue:
    """Mark an action as done, in words that citizens may read."""
    action, form = get_action(action_id, *WRITERS), DoneForm()
    if form.validate_on_submit():
        ready = acting.try_to(
            lambda: service.finish(
                action,
                form.outcome.data or "",
                day_in(form.done_on),
                get_current_account(),
            ),
            _("Marked as done. An approver may put it on the public page."),
        )
        if ready:
            return acting.back_to(action.unit.code)
    status = 422 if form.is_submitted() else 200
    return render_template("improvement/done.html", action=action, form=form), status


@bp.post("/<int:action_id>/again")
@role_required(*WRITERS)
def again(action_id: int) -> ResponseReturnValue:
    """Take an action up again that is not done after all."""
    action = get_action(action_id, *WRITERS)
    return acting.do(
        lambda: service.take_up_again(action, get_current_account()),
        _("The action is to be done again."),
        action.unit.code,
    )


@bp.post("/<int:action_id>/drop")
@role_required(*WRITERS)
def drop(action_id: int) -> ResponseReturnValue:
    """Give an action up."""
    action = get_action(action_id, *WRITERS)
    return acting.do(
        lambda: service.drop(action, get_current_account()),
        _("The action is dropped. It stays in the list."),
        action.unit.code,
    )


@bp.post("/<int:action_id>/show")
@role_required(Role.APPROVER)
def show(action_id: int) -> ResponseReturnValue:
    """Put what was done on the public page."""
    action = get_action(action_id, Role.APPROVER)
    return acting.do(
        lambda: service.show(action, get_current_account()),
        _("Everybody can read it now."),
        action.unit.code,
    )


@bp.post("/<int:action_id>/hide")
@role_required(Role.APPROVER)
def hide(action_id: int) -> ResponseReturnValue:
    """Take what was done off the public page."""
    action = get_action(action_id, Role.APPROVER)
    return acting.do(
        lambda: service.hide(action, get_current_account()),
        _("It is no longer on the public page."),
        action.unit.code,
    )
