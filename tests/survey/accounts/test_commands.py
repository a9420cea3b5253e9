from survey.accounts import service
from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session
from tests.factories import make_account


def test_an_account_is_made_from_the_command_line(cli):
    result = cli.invoke(
        args="accounts create lan --name Lan --role designer --role administrator"
    )

    assert result.exit_code == 0
    roles = {held.role for held in service.find_account("lan").roles}
    assert roles == {Role.DESIGNER, Role.ADMINISTRATOR}
    assert session().get(AuditEntry, 1).actor == "command:accounts create"


def test_a_refusal_is_an_error_with_a_sentence(cli):
    result = cli.invoke(
        args="accounts create lan --name Lan --role designer --role approver"
    )

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert service.find_account("lan") is None


def test_a_link_from_the_command_line_signs_in(cli, client):
    account = make_account(Role.ADMINISTRATOR)

    result = cli.invoke(args=["accounts", "link", account.username])

    address = result.output.strip()
    assert address.startswith("http://127.0.0.1:8000/staff/link/")
    path = address.removeprefix("http://127.0.0.1:8000")
    assert client.post(path).location == "/staff/second-factor"


def test_no_link_for_an_unknown_account(cli):
    result = cli.invoke(args="accounts link nobody")

    assert result.exit_code == 2
    assert "no account is called 'nobody'" in result.output


def test_accounts_are_listed_with_their_roles(cli):
    make_account(Role.ADMINISTRATOR, Role.DESIGNER, username="lan")

    result = cli.invoke(args="accounts list")

    assert result.output.split() == ["lan", "active", "administrator,", "designer"]
