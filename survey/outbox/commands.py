import click
from flask.cli import AppGroup

from survey import clock
from survey.channels import Channel, is_set_up
from survey.outbox import jobs, overview
from survey.outbox.errors import OutboxError
from survey.outbox.models import MessageState
from survey.outbox.wording import SET_UP_BY

cli = AppGroup("outbox", help="Messages to citizens and offices.")


@cli.command("send")
def send() -> None:
    """Send what is due now; the worker does it every two minutes."""
    try:
        click.echo(jobs.send(clock.today()))
    except OutboxError as refusal:
        raise click.ClickException(str(refusal)) from refusal


@cli.command("list")
def list_() -> None:
    """Show which channels are set up, and how far messages have come."""
    for channel in Channel:
        ready = "set up" if is_set_up(channel) else f"not set up: {SET_UP_BY[channel]}"
        click.echo(f"{channel.value:<8} {ready}")
    for section in overview.sections():
        slug = section.wave.slug if section.wave else "-"
        counts = (f"{section.total(state)} {state.value}" for state in MessageState)
        click.echo(f"{slug:<24} {', '.join(counts)}")
