from pathlib import Path

import click
from flask.cli import AppGroup

from survey import clock
from survey.audit.service import record
from survey.channels import Channel
from survey.database import transaction
from survey.errors import SurveyError
from survey.invitations import inviting, inviting_jobs
from survey.invitations.inviting import LONGEST_DELAY, Plan
from survey.waves.service import find_wave

cli = AppGroup("invitations", help="People who were served are asked to rate.")

AT_MOST = 50_000  # lines; more of them are divided into several files


@cli.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--wave", "slug", required=True, help="The wave they are invited to.")
@click.option(
    "--phones",
    type=click.Choice([Channel.SMS.value, Channel.ZALO.value]),
    default=Channel.SMS.value,
    show_default=True,
    help="What telephone numbers are written to by.",
)
@click.option(
    "--after",
    type=click.IntRange(0, LONGEST_DELAY),
    default=1,
    show_default=True,
    help="Days between the visit and the invitation.",
)
@click.option("--check", is_flag=True, help="Only say what the file would do.")
def import_(path: Path, slug: str, phones: str, after: int, check: bool) -> None:
    """Invite whom the file of visits PATH names."""
    wave = find_wave(slug)
    if wave is None:
        raise click.ClickException(f"There is no wave called {slug}.")
    plan = Plan(wave=wave, phones=Channel(phones), after_days=after)
    try:
        reading = inviting.read(path.read_bytes(), plan, at_most=AT_MOST)
    except SurveyError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    for visits in [] if check else inviting.lots(reading.visits, plan):
        with transaction():
            count = inviting.invite(visits, plan)
            by, subject = "command:invitations import", f"wave:{slug}"
            record(by, "invitation.import", subject, count=count)
    for line in reading.bad:
        click.echo(f"line {line.number}: {line.problem}", err=True)
    done = "would be invited" if check else "invited"
    click.echo(
        f"{len(reading.visits)} {done}, {len(reading.bad)} bad lines, "
        f"{reading.repeated} invited before, {reading.refusing} want no messages."
    )


@cli.command("sweep")
def sweep() -> None:
    """Delete the contacts whose time is over."""
    click.echo(inviting_jobs.sweep(clock.today()))
