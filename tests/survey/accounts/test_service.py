import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from survey.accounts import service, sessions
from survey.accounts.errors import (
    LastAdministrator,
    LinkNotUsable,
    NameMissing,
    OwnAccount,
    PasswordTooShort,
    TwoHalvesOfADuty,
    UsernameTaken,
)
from survey.accounts.models import AccountRole, Role
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from tests.factories import make_account
from tests.survey.accounts.factories import PASSWORD, make_link, make_staff


def roles_of(account):
    return {held.role for held in account.roles}


def last_entry():
    newest = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)
    return session().scalars(newest).one()


def test_an_account_is_made_with_its_roles(app):
    with transaction():
        account = service.create_account(
            " Lan.Nguyen ", "Nguyễn  Thị Lan", [Role.DESIGNER], by="command:test"
        )

    assert (account.username, account.name) == ("lan.nguyen", "Nguyễn Thị Lan")
    assert roles_of(account) == {Role.DESIGNER}
    assert account.password_hash is None


def test_making_an_account_is_logged(app):
    with transaction():
        service.create_account("lan", "Lan", [Role.APPROVER], by="command:test")

    entry = last_entry()
    assert (entry.actor, entry.act) == ("command:test", "account.create")
    assert entry.subject == "account:lan"


def test_a_user_name_is_given_once(app):
    make_account(Role.DESIGNER, username="lan")

    with pytest.raises(UsernameTaken, match="lan"), transaction():
        service.create_account("LAN", "Lan", [Role.DESIGNER], by="command:test")


def test_an_account_belongs_to_somebody(app):
    with pytest.raises(NameMissing), transaction():
        service.create_account("lan", "  ", [Role.DESIGNER], by="command:test")


def test_a_designer_becomes_an_approver_in_one_step(app):
    boss = make_account(Role.ADMINISTRATOR)
    account = make_account(Role.DESIGNER)

    with transaction():
        service.change_roles(account, [Role.APPROVER], by=boss)

    assert roles_of(account) == {Role.APPROVER}


def test_a_designer_does_not_approve_as_well(app):
    boss = make_account(Role.ADMINISTRATOR)
    account = make_account(Role.DESIGNER)

    with pytest.raises(TwoHalvesOfADuty), transaction():
        service.change_roles(account, [Role.DESIGNER, Role.APPROVER], by=boss)

    assert roles_of(account) == {Role.DESIGNER}


def test_the_database_itself_keeps_drafting_and_approving_apart(app):
    account = make_account(Role.DESIGNER)

    with pytest.raises(IntegrityError), transaction():
        session().add(
            AccountRole(account_id=account.id, role=Role.APPROVER, duty="publication")
        )


@pytest.mark.parametrize("duty", [None, "another"])
def test_the_database_lets_no_approver_escape_the_duty(app, duty):
    account = make_account(Role.DESIGNER)

    with pytest.raises(IntegrityError), transaction():
        session().add(AccountRole(account_id=account.id, role=Role.APPROVER, duty=duty))


def test_the_database_lets_no_role_carry_the_duty_of_another(app):
    account = make_account(Role.DESIGNER)

    with pytest.raises(IntegrityError), transaction():
        session().add(
            AccountRole(account_id=account.id, role=Role.AUDITOR, duty="entry")
        )


def test_what_is_lent_comes_back(app):
    account, lender = make_account(Role.VIEWER), make_account(Role.DESIGNER)

    with pytest.raises(IntegrityError), transaction():
        session().add(
            AccountRole(
                account_id=account.id,
                role=Role.DESIGNER,
                duty="publication",
                lent_by=lender.id,
            )
        )


def test_nobody_raises_themselves(app):
    boss = make_account(Role.ADMINISTRATOR)

    with pytest.raises(OwnAccount), transaction():
        service.change_roles(boss, [Role.ADMINISTRATOR, Role.DESIGNER], by=boss)


def test_of_two_administrators_who_depose_each_other_one_remains(app):
    first, second = make_account(Role.ADMINISTRATOR), make_account(Role.ADMINISTRATOR)

    with transaction():
        service.change_roles(second, [Role.DESIGNER], by=first)
    with pytest.raises(LastAdministrator), transaction():
        service.change_roles(first, [Role.DESIGNER], by=second)

    assert roles_of(first) == {Role.ADMINISTRATOR}


def test_a_disabled_administrator_does_not_count_as_one_who_remains(app):
    first, second = make_account(Role.ADMINISTRATOR), make_account(Role.ADMINISTRATOR)

    with transaction():
        service.disable(second, by=first)
    with pytest.raises(LastAdministrator), transaction():
        service.disable(first, by=second)


def test_a_disabled_account_is_out_at_once(app):
    boss = make_account(Role.ADMINISTRATOR)
    account = make_staff(Role.DESIGNER)
    with transaction():
        secret = sessions.open_session(account)
    link = make_link(account)

    with transaction():
        service.disable(account, by=boss)

    assert sessions.find_account(secret) is None
    assert service.check_password(account.username, PASSWORD) is None
    with pytest.raises(LinkNotUsable), transaction():
        service.use_link(link)


def test_an_enabled_account_has_its_password_back(app):
    boss = make_account(Role.ADMINISTRATOR)
    account = make_staff(Role.DESIGNER)
    with transaction():
        service.disable(account, by=boss)

    with transaction():
        service.enable(account, by=boss)

    assert service.check_password(account.username, PASSWORD) is account


def test_the_right_password_finds_the_account(app):
    account = make_staff(Role.DESIGNER, username="lan")

    assert service.check_password(" Lan ", PASSWORD) is account


@pytest.mark.parametrize("username", ["lan", "nobody"])
def test_a_wrong_password_or_an_unknown_user_finds_nobody(app, username):
    make_staff(Role.DESIGNER, username="lan")

    assert service.check_password(username, "not the password") is None


def test_an_account_without_a_password_is_closed_to_every_password(app):
    account = make_account(Role.DESIGNER)

    assert service.check_password(account.username, "") is None


def test_a_new_password_replaces_the_old_one(app):
    account = make_staff(Role.DESIGNER)

    with transaction():
        service.set_password(account, "tám dòng sông nhỏ chảy")

    assert service.check_password(account.username, PASSWORD) is None
    assert service.check_password(account.username, "tám dòng sông nhỏ chảy")


def test_a_weak_password_changes_nothing(app):
    account = make_staff(Role.DESIGNER)

    with pytest.raises(PasswordTooShort), transaction():
        service.set_password(account, "too short")

    assert service.check_password(account.username, PASSWORD) is account


def test_a_new_password_signs_out_every_browser_but_the_own(app):
    account = make_staff(Role.DESIGNER)
    with transaction():
        here, there = sessions.open_session(account), sessions.open_session(account)

    with transaction():
        service.set_password(account, "tám dòng sông nhỏ chảy", staying=here)

    assert sessions.find_account(here) is account
    assert sessions.find_account(there) is None


def test_no_password_ever_reaches_the_log(app):
    account = make_staff(Role.DESIGNER)

    with transaction():
        service.set_password(account, "tám dòng sông nhỏ chảy")

    assert last_entry().act == "account.set_password"
    assert last_entry().detail == "{}"
