import click
from flask.cli import AppGroup

from survey.accounts import service
from survey.accounts.errors import AccountError
from survey.accounts.models import Role
from survey.database import transaction

cli = AppGroup("accounts", help="Accounts of staff and their sign-in links.")


@cli.command("create")
@click.argument("username")
@click.option("--name", required=True, help="Full name of the person.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="Repeatable; designer and approver never go together.",
)
def create(username: str, name: str, roles: tuple[str, ...]) -> None:
    """Add the account USERNAME; a link lets its holder in."""
    try:
        with transaction():
            account = service.create_account(
                username,
                name,
                [Role(role) for role in roles],
                by="command:accounts create",
            )
    except AccountError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Account {account.username} is made.")


@cli.command("link")
@click.argument("username")
def link(username: str) -> None:
    """Print a link that signs USERNAME in once, within 24 hours."""
    account = service.find_account(username)
    if account is None:
        raise click.BadParameter(
            f"no account is called {username!r}", param_hint="USERNAME"
        )
    try:
        with transaction():
            secret = service.issue_link(account, by="command:accounts link")
    except AccountError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(service.link_address(secret))


@cli.command("list")
def list_() -> None:
    """List the accounts with their roles."""
    for account in service.list_accounts():
        roles = ", ".join(held.role.value for held in account.roles)
        state = "disabled" if account.disabled_at else "active"
        click.echo(f"{account.username:<32} {state:<9} {roles}")
