from datetime import timedelta

import pytest

from survey import clock
from survey.accounts import holding, service
from survey.accounts.errors import (
    AccountDisabled,
    AlreadyHolds,
    DaysDoNotFit,
    LastAdministrator,
    LentTooLong,
    OwnAccount,
    RoleNotLendable,
    TwoHalvesOfADuty,
)
from survey.accounts.models import Role
from survey.database import session, transaction
from tests.factories import make_account, make_unit

TODAY = clock.today()
LATER = TODAY + timedelta(days=10)


def lend(account, role, to, starts=TODAY, ends=LATER):
    with transaction():
        holding.lend(account, role, to, starts, ends)


def roles_of(account):
    session().expire_all()
    return {held.role for held in account.roles if held.is_due(clock.today())}


def test_a_role_is_held_for_the_unit_it_is_given_for(app):
    boss, account, unit = (
        make_account(Role.ADMINISTRATOR),
        make_account(Role.VIEWER),
        make_unit(),
    )

    with transaction():
        service.change_roles(account, [Role.VIEWER], by=boss, unit_id=unit.id)

    assert account.held(Role.VIEWER).unit == unit


def test_the_last_administrator_of_the_whole_is_not_put_down_to_a_unit(app):
    boss, other = make_account(Role.ADMINISTRATOR), make_account(Role.ADMINISTRATOR)
    unit = make_unit()
    with transaction():
        service.change_roles(other, [Role.ADMINISTRATOR], by=boss, unit_id=unit.id)

    with pytest.raises(LastAdministrator), transaction():
        service.change_roles(boss, [Role.ADMINISTRATOR], by=other, unit_id=unit.id)


def test_a_lent_role_opens_its_doors_until_its_last_day(app):
    lender, to = make_account(Role.APPROVER), make_account(Role.VIEWER)

    lend(lender, Role.APPROVER, to)

    assert Role.APPROVER in roles_of(to)
    with clock.at(LATER + timedelta(days=1)):
        assert roles_of(to) == {Role.VIEWER}
    assert Role.APPROVER in roles_of(lender)


def test_a_role_goes_with_its_unit(app):
    lender, to, unit = (
        make_account(Role.VIEWER),
        make_account(Role.CLERK),
        make_unit(),
    )
    with transaction():
        lender.roles[0].unit_id = unit.id

    lend(lender, Role.VIEWER, to)

    assert to.held(Role.VIEWER).unit_id == unit.id


@pytest.mark.parametrize(
    ("starts", "ends", "refusal"),
    [
        (-1, 5, DaysDoNotFit),
        (5, 4, DaysDoNotFit),
        (0, 61, LentTooLong),
    ],
)
def test_days_that_do_not_fit_are_refused(app, starts, ends, refusal):
    lender, to = make_account(Role.APPROVER), make_account(Role.VIEWER)

    with pytest.raises(refusal):
        lend(
            lender,
            Role.APPROVER,
            to,
            TODAY + timedelta(days=starts),
            TODAY + timedelta(days=ends),
        )


def test_nobody_lends_the_other_half_of_a_duty(app):
    lender, designer = make_account(Role.APPROVER), make_account(Role.DESIGNER)

    with pytest.raises(TwoHalvesOfADuty):
        lend(lender, Role.APPROVER, designer)


def test_what_is_not_ones_own_is_not_lent(app):
    lender, middle, last = (
        make_account(Role.APPROVER, Role.ADMINISTRATOR),
        make_account(Role.VIEWER),
        make_account(Role.VIEWER),
    )
    lend(lender, Role.APPROVER, middle)

    for account, role in (
        (middle, Role.APPROVER),
        (lender, Role.ADMINISTRATOR),
        (lender, Role.CLERK),
    ):
        with pytest.raises(RoleNotLendable):
            lend(account, role, last)


def test_a_role_is_lent_to_somebody_else_who_can_use_it(app):
    lender, other = make_account(Role.VIEWER), make_account(Role.VIEWER)
    gone = make_account(Role.CLERK, disabled_at=clock.now())

    for to, refusal in (
        (lender, OwnAccount),
        (other, AlreadyHolds),
        (gone, AccountDisabled),
    ):
        with pytest.raises(refusal):
            lend(lender, Role.VIEWER, to)


def test_a_loan_that_is_over_frees_its_half_of_the_duty(app):
    boss = make_account(Role.ADMINISTRATOR)
    lender, to = make_account(Role.APPROVER), make_account(Role.VIEWER)
    lend(lender, Role.APPROVER, to)

    with clock.at(LATER + timedelta(days=1)), transaction():
        service.change_roles(to, [Role.DESIGNER], by=boss)

    assert roles_of(to) == {Role.DESIGNER}


def test_a_loan_can_be_taken_back_early(app):
    lender, to = make_account(Role.APPROVER), make_account(Role.VIEWER)
    lend(lender, Role.APPROVER, to)

    with transaction():
        assert holding.take_back(lender, Role.APPROVER, to)

    assert roles_of(to) == {Role.VIEWER}
    with transaction():
        assert not holding.take_back(lender, Role.APPROVER, to)


def test_roles_given_anew_leave_a_loan_alone(app):
    boss = make_account(Role.ADMINISTRATOR)
    lender, to = make_account(Role.APPROVER), make_account(Role.VIEWER)
    lend(lender, Role.APPROVER, to)

    with transaction():
        service.change_roles(to, [Role.CLERK], by=boss)

    assert roles_of(to) == {Role.CLERK, Role.APPROVER}
    with pytest.raises(TwoHalvesOfADuty), transaction():
        service.change_roles(to, [Role.DESIGNER], by=boss)


def test_a_successor_takes_over_everything_in_one_step(app):
    boss, unit = make_account(Role.ADMINISTRATOR), make_unit()
    leaver = make_account(Role.DESIGNER, Role.VIEWER)
    borrower, to = make_account(Role.CLERK), make_account(Role.CLERK)
    with transaction():
        for held in leaver.roles:
            held.unit_id = unit.id
    lend(leaver, Role.DESIGNER, borrower)

    with transaction():
        holding.hand_over(leaver, to, by=boss)

    assert roles_of(to) == {Role.CLERK, Role.DESIGNER, Role.VIEWER}
    assert to.held(Role.DESIGNER).unit_id == unit.id
    assert roles_of(leaver) == set()
    assert leaver.disabled_at is not None
    assert roles_of(borrower) == {Role.CLERK}


def test_a_successor_who_would_hold_both_halves_takes_nothing(app):
    boss = make_account(Role.ADMINISTRATOR)
    leaver, to = make_account(Role.DESIGNER), make_account(Role.APPROVER)

    with pytest.raises(TwoHalvesOfADuty), transaction():
        holding.hand_over(leaver, to, by=boss)

    assert roles_of(leaver) == {Role.DESIGNER}
    assert leaver.disabled_at is None


def test_the_last_administrator_hands_over_and_one_remains(app):
    boss, successor = make_account(Role.ADMINISTRATOR), make_account(Role.VIEWER)
    helper = make_account(Role.ADMINISTRATOR)

    with transaction():
        holding.hand_over(boss, successor, by=helper)

    assert Role.ADMINISTRATOR in roles_of(successor)
