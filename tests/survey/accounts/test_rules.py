import pytest

from survey.accounts import rules
from survey.accounts.errors import (
    LastAdministrator,
    OwnAccount,
    RoleMissing,
    TwoHalvesOfADuty,
    UsernameNotUsable,
)
from survey.accounts.models import Account, AccountRole, Role


@pytest.mark.parametrize("username", ["lan", "nguyen.van-a_2", "9sao"])
def test_a_short_name_in_small_letters_is_a_user_name(username):
    rules.check_username(username)


@pytest.mark.parametrize(
    "username", ["", "ab", "Lan", "lân", "a b c", ".lan", "x" * 33]
)
def test_what_is_hard_to_type_is_no_user_name(username):
    with pytest.raises(UsernameNotUsable):
        rules.check_username(username)


@pytest.mark.parametrize(
    ("one", "other", "duty"),
    [
        (Role.DESIGNER, Role.APPROVER, "publication"),
        (Role.ANALYST, Role.AUDITOR, "integrity"),
        (Role.CLERK, Role.SECOND_CLERK, "entry"),
    ],
)
def test_what_two_people_have_to_do_is_not_given_to_one(one, other, duty):
    with pytest.raises(TwoHalvesOfADuty) as refusal:
        rules.check_roles([one, Role.ADMINISTRATOR, other])

    assert refusal.value.duty == duty


def test_an_account_may_hold_a_half_of_every_duty():
    rules.check_roles([Role.DESIGNER, Role.ANALYST, Role.CLERK])


def test_an_account_without_a_role_is_refused():
    with pytest.raises(RoleMissing):
        rules.check_roles([])


def test_an_administrator_may_design():
    rules.check_roles([Role.ADMINISTRATOR, Role.DESIGNER])


def test_nobody_changes_their_own_account():
    with pytest.raises(OwnAccount):
        rules.check_may_change(Account(id=3), by=Account(id=3))


def test_the_last_administrator_stays_one():
    last = Account(roles=[AccountRole(role=Role.ADMINISTRATOR)])

    with pytest.raises(LastAdministrator):
        rules.check_administrator_remains(last, False, others=0)


def test_an_administrator_may_go_while_another_stays():
    one = Account(roles=[AccountRole(role=Role.ADMINISTRATOR)])

    rules.check_administrator_remains(one, False, others=1)


@pytest.mark.parametrize("path", ["/", "/staff/", "/staff/jobs/?whose=own&x=%2F"])
def test_a_path_of_this_site_is_local(path):
    assert rules.is_local_path(path)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "staff",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "/staff\r\nSet-Cookie: a=b",
        "https://elsewhere.example/",
        "https:elsewhere.example",
        "javascript:alert(1)",
        " /staff/",
    ],
)
def test_what_may_lead_elsewhere_is_not_local(target):
    assert not rules.is_local_path(target)
