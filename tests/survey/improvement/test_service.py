from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from survey import clock
from survey.accounts.models import Role
from survey.agencies.tenancy import EVERYTHING, Scope
from survey.database import session, transaction
from survey.improvement import service
from survey.improvement.errors import (
    ActionChanged,
    DoneInTheFuture,
    IsShown,
    NotDone,
    NotOpen,
    SamePerson,
)
from survey.improvement.models import ActionState
from tests.factories import make_account, make_unit
from tests.survey.improvement.factories import make_action, make_done, plan


@pytest.fixture
def unit(app):
    return make_unit()


@pytest.fixture
def viewer(app):
    return make_account(Role.VIEWER)


def test_what_is_planned_is_late_after_its_day(unit):
    yesterday = clock.today() - timedelta(days=1)
    assert make_action(unit).state is ActionState.PLANNED
    assert make_action(unit, due_on=clock.today()).state is ActionState.PLANNED
    assert make_action(unit, due_on=yesterday).state is ActionState.LATE


def test_of_two_who_change_an_action_the_slower_one_notices(unit, viewer):
    action = make_action(unit)
    with transaction():
        service.change(action, plan(what="Một"), 1, viewer)
    with pytest.raises(ActionChanged), transaction():
        service.change(action, plan(what="Hai"), 1, viewer)
    assert action.what == "Một"


def test_what_is_done_is_neither_changed_nor_dropped(unit, viewer):
    action = make_done(unit)
    for deed in (
        lambda: service.change(action, plan(), 1, viewer),
        lambda: service.drop(action, viewer),
        lambda: service.finish(action, "Lần nữa", clock.today(), viewer),
    ):
        with pytest.raises(NotOpen), transaction():
            deed()


def test_nothing_is_done_in_the_future(unit, viewer):
    action = make_action(unit)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(DoneInTheFuture), transaction():
        service.finish(action, "Xong", tomorrow, viewer)


def test_another_person_puts_it_on_the_public_page(unit, viewer):
    action = make_action(unit)
    with pytest.raises(NotDone), transaction():
        service.show(action, make_account(Role.APPROVER))
    with transaction():
        service.finish(action, "Đã mở quầy", clock.today(), viewer)
    with pytest.raises(SamePerson), transaction():
        service.show(action, viewer)
    assert service.list_shown() == []

    with transaction():
        service.show(action, make_account(Role.APPROVER))
    assert service.list_shown(unit) == [action]
    assert service.list_shown(make_unit()) == []


def test_what_is_shown_is_taken_back_before_it_is_taken_up_again(unit, viewer):
    action, approver = make_done(unit), make_account(Role.APPROVER)
    with transaction():
        service.show(action, approver)
    with pytest.raises(IsShown), transaction():
        service.take_up_again(action, viewer)
    with transaction():
        service.hide(action, approver)
        service.take_up_again(action, viewer)
    assert action.state is ActionState.PLANNED
    assert action.outcome == ""


def test_only_actions_of_the_scope_are_found(unit):
    other = make_unit()
    own, foreign = make_action(unit), make_action(other)
    scope = Scope(everything=False, roots=frozenset({unit.id}))

    assert service.list_actions(scope) == [own]
    assert service.find(foreign.id, scope) is None
    assert service.find(foreign.id, EVERYTHING) == foreign


@pytest.mark.parametrize(
    "change",
    [
        "shown_by = done_by, shown_at = written_at",
        "done_on = NULL, done_by = NULL",
        "dropped_on = done_on",
        "what = ''",
        "share = 1.5",
    ],
)
def test_the_database_keeps_the_rules_by_itself(unit, change):
    make_done(unit)
    with pytest.raises(IntegrityError), transaction():
        session().execute(text(f"UPDATE improvement_action SET {change}"))  # noqa: S608
