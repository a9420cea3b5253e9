import click
from flask.cli import AppGroup

from survey.audit import service

cli = AppGroup("audit", help="The chained log of what staff and jobs did.")


@cli.command("verify")
def verify() -> None:
    """Check the whole chain; fails if an entry was altered, added or removed."""
    broken = service.find_break()
    if broken is not None:
        raise click.ClickException(f"The chain breaks at entry {broken}.")
    end = service.find_end()
    if end is None:
        click.echo("The log is empty.")
    else:
        click.echo(f"{end.seq} entries fit; the chain ends with {end.hash}.")


@cli.command("list")
@click.option("--limit", default=20, show_default=True)
def list_(limit: int) -> None:
    """List the newest entries."""
    for entry in service.list_entries(limit):
        what = f"{entry.act}  {entry.subject}  {entry.detail}"
        click.echo(
            f"{entry.seq:>6} {entry.at:%Y-%m-%dT%H:%M:%SZ}  {entry.actor}  {what}"
        )
