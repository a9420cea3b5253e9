"""Actions are planned, changed, done, dropped, and put on the public page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from survey import clock
from survey.accounts.models import Account
from survey.accounts.service import actor
from survey.agencies.models import Unit
from survey.agencies.tenancy import Scope
from survey.audit.service import record
from survey.database import session
from survey.improvement.errors import (
    ActionChanged,
    DoneInTheFuture,
    IsShown,
    NotDone,
    NotOpen,
    SamePerson,
)
from survey.improvement.models import ImprovementAction
from survey.improvement.weak_points import WeakPoint
from survey.waves.models import Period

AT_MOST = 200  # lines of the public page


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be done, by whom (a position, not a name), and until when."""

    what: str
    owner: str
    due_on: date


def plan(
    unit: Unit, point: WeakPoint | None, said: Plan, account: Account
) -> ImprovementAction:
    """Write down what a unit will do about a weak point, or of its own accord."""
    action = ImprovementAction(
        unit=unit,
        period_id=point.period_id if point else None,
        subject=point.subject if point else "",
        title=point.title if point else "",
        share=point.share if point else None,
        what=said.what,
        owner=said.owner,
        due_on=said.due_on,
        written_by=account.id,
        written_at=clock.now(),
        outcome="",
    )
    session().add(action)
    session().flush()
    _record("improvement.plan", action, account)
    return action


def change(
    action: ImprovementAction, said: Plan, revision: int, account: Account
) -> None:
    """Change what is to be done, unless somebody else has meanwhile.

    Raises
    ------
    NotOpen, ActionChanged
    """
    _hold(action)
    _check_open(action)
    if action.revision != revision:
        raise ActionChanged
    action.what, action.owner, action.due_on = said.what, said.owner, said.due_on
    action.revision += 1
    _record("improvement.change", action, account)


def finish(
    action: ImprovementAction, outcome: str, done_on: date, account: Account
) -> None:
    """Mark an action as done, with what was done in words for citizens.

    Raises
    ------
    NotOpen, DoneInTheFuture
    """
    _hold(action)
    _check_open(action)
    if done_on > clock.today():
        raise DoneInTheFuture
    action.outcome, action.done_on, action.done_by = outcome, done_on, account.id
    _record("improvement.done", action, account)


def take_up_again(action: ImprovementAction, account: Account) -> None:
    """Mark an action as not done after all.

    Raises
    ------
    NotDone, IsShown
    """
    _hold(action)
    if action.done_on is None:
        raise NotDone
    if action.shown_at is not None:
        raise IsShown
    action.outcome, action.done_on, action.done_by = "", None, None
    _record("improvement.again", action, account)


def drop(action: ImprovementAction, account: Account) -> None:
    """Give up what was planned; it stays in the list.

    Raises
    ------
    NotOpen
    """
    _hold(action)
    _check_open(action)
    action.dropped_on = clock.today()
    _record("improvement.drop", action, account)


def show(action: ImprovementAction, account: Account) -> None:
    """Put what was done on the public page.

    Raises
    ------
    NotDone, SamePerson
    """
    _hold(action)
    if action.done_on is None:
        raise NotDone
    if action.done_by == account.id:
        raise SamePerson
    action.shown_at, action.shown_by = clock.now(), account.id
    _record("improvement.show", action, account)


def hide(action: ImprovementAction, account: Account) -> None:
    """Take what was done off the public page."""
    _hold(action)
    action.shown_at, action.shown_by = None, None
    _record("improvement.hide", action, account)


def _hold(action: ImprovementAction) -> None:
    """Let others who change the same action wait, and see what they have done."""
    session().refresh(action, with_for_update={"of": ImprovementAction})


def _check_open(action: ImprovementAction) -> None:
    if not action.is_open:
        raise NotOpen


def _record(act: str, action: ImprovementAction, account: Account) -> None:
    session().flush()
    subject = f"improvement:{action.id}"
    record(actor(account), act, subject, unit=action.unit.code)


def find(action_id: int, scope: Scope) -> ImprovementAction | None:
    """Return an action of a unit within the scope, or nothing."""
    statement = select(ImprovementAction).where(
        ImprovementAction.id == action_id, scope.covers(ImprovementAction.unit_id)
    )
    return session().scalar(statement)


def list_actions(scope: Scope, unit: Unit | None = None) -> Sequence[ImprovementAction]:
    """Return the actions within the scope, of one unit where given; due ones first."""
    statement = (
        select(ImprovementAction)
        .where(scope.covers(ImprovementAction.unit_id))
        .options(joinedload(ImprovementAction.unit))
        .order_by(ImprovementAction.due_on, ImprovementAction.id)
    )
    if unit is not None:
        statement = statement.where(ImprovementAction.unit_id == unit.id)
    return session().scalars(statement).all()


def list_shown(unit: Unit | None = None) -> Sequence[ImprovementAction]:
    """Return what everybody may read, the newest first."""
    statement = (
        select(ImprovementAction)
        .where(ImprovementAction.shown_at.is_not(None))
        .options(
            joinedload(ImprovementAction.unit),
            joinedload(ImprovementAction.period).joinedload(Period.wave),
        )
        .order_by(ImprovementAction.done_on.desc(), ImprovementAction.id.desc())
        .limit(AT_MOST)
    )
    if unit is not None:
        statement = statement.where(ImprovementAction.unit_id == unit.id)
    return session().scalars(statement).all()
