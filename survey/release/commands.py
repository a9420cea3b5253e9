import click
from flask.cli import AppGroup

from survey import clock
from survey.errors import SurveyError
from survey.release import cleaning, jobs
from survey.release.service import Counts
from survey.waves import service as waves
from survey.waves.models import Wave

cli = AppGroup("release", help="The de-identifying release.")


@cli.command("nightly")
def nightly() -> None:
    """Release every counter wave and close the periods that have ended."""
    try:
        click.echo(jobs.nightly(clock.today()))
    except SurveyError as refusal:
        raise click.ClickException(str(refusal)) from refusal


@cli.command("run")
@click.option("--wave", "slug", help="Only this wave; all open ones by default.")
def run(slug: str | None) -> None:
    """Release the forms of every unit for which ten or more wait."""
    counts = Counts()
    for wave in [_get_wave(slug)] if slug else jobs.counter_waves():
        try:
            counts += jobs.release_wave(wave, clock.today(), "command:release run")
        except SurveyError as refusal:
            raise click.ClickException(str(refusal)) from refusal
    _finish(counts)


@cli.command("close")
@click.argument("slug")
@click.argument("number", type=int)
def close(slug: str, number: int) -> None:
    """Release what is left of period NUMBER of the wave SLUG, and close it."""
    wave = _get_wave(slug)
    period = waves.find_period(wave, number)
    if period is None:
        raise click.BadParameter(f"{slug} has no period {number}", param_hint="NUMBER")
    try:
        counts = jobs.close_period(wave, period, clock.today(), "command:release close")
    except SurveyError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    _finish(counts)


def _finish(counts: Counts) -> None:
    click.echo(f"{counts.released} forms released, {counts.waiting} wait for others.")
    if not cleaning.erase_traces():
        click.echo("The database was busy: traces are erased at the next run.")


def _get_wave(slug: str) -> Wave:
    wave = waves.find_wave(slug)
    if wave is None:
        raise click.BadParameter(f"no wave is called {slug!r}", param_hint="SLUG")
    return wave
