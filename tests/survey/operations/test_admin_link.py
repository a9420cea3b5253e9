"""The way back in for the last administrator, at the machine itself."""

from survey.accounts import factors
from survey.accounts.models import Role
from tests.survey.accounts.factories import make_staff


def test_a_new_link_leaves_the_second_proof_as_it_is(cli):
    account = make_staff(Role.ADMINISTRATOR)

    result = cli.invoke(args=["operations", "admin-link", account.username])

    assert "/staff/link/" in result.output
    assert factors.find(account) is not None


def test_a_lost_telephone_is_forgotten_at_the_machine(cli):
    account = make_staff(Role.ADMINISTRATOR)

    cli.invoke(args=["operations", "admin-link", account.username, "--new-factor"])

    assert factors.find(account) is None
