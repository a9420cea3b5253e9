import click
from flask.cli import AppGroup

from survey import clock
from survey.responses import jobs

cli = AppGroup("responses", help="Housekeeping of drafts and counted submissions.")


@cli.command("sweep")
def sweep() -> None:
    """Remove drafts that have expired and receipts older than 120 days."""
    click.echo(jobs.sweep(clock.today()))
