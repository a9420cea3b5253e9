"""The computing half from the command line: each step, and all of them."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from survey.accounts.models import Account
from survey.accounts.service import find_account
from survey.audit.service import record
from survey.database import transaction
from survey.errors import SurveyError
from survey.results import drafting, publications, reviewing
from survey.results.computing import batches, tally
from survey.results.computing.computed import ComputedFigure
from survey.results.console import table_of
from survey.results.jobs import record_draft
from survey.results.models import Publication, PublicationState
from survey.results.reading.finding import find_publication
from survey.waves.models import Period
from survey.waves.service import find_period, find_wave

cli = AppGroup("results", help="Batches, tallies, figures and publications.")
SLUG = click.argument("slug")
NUMBER = click.argument("number", type=int)
AS = click.option(
    "--as", "username", required=True, help="Account that answers for it."
)


@cli.command("batch")
@SLUG
@NUMBER
def batch(slug: str, number: int) -> None:
    """Form the batches of period NUMBER of the wave SLUG."""
    period = _get_period(slug, number)
    with _refusals(), transaction():
        formed = batches.form_batches(period.wave, period)
        record("command:results batch", "batch.form", _subject(period), n=len(formed))
    click.echo(f"{len(formed)} batches end with period {number} of {slug}.")


@cli.command("tally")
@SLUG
@NUMBER
def count(slug: str, number: int) -> None:
    """Count the answers of period NUMBER of the wave SLUG anew."""
    period = _get_period(slug, number)
    with _refusals(), transaction():
        tally.rebuild(period.wave, period)
        record("command:results tally", "tally.rebuild", _subject(period))
    click.echo(f"Period {number} of {slug} is counted.")


@cli.command("draft")
@SLUG
@NUMBER
@AS
@click.option("--correction", help="What was wrong in the published version.")
def draft(slug: str, number: int, username: str, correction: str | None) -> None:
    """Draft the publication of period NUMBER of the wave SLUG."""
    period, account = _get_period(slug, number), _get_account(username)
    with _refusals():
        with transaction():
            drafting.prepare(period, correction)
        figures = _compute(period)
        with transaction():
            publication = drafting.keep(period, account, figures, correction)
            record_draft("command:results draft", publication, account)
    click.echo(
        f"Version {publication.version} of period {number} of {slug} is drafted,"
        f" with {len(figures)} figures."
    )


@cli.command("submit")
@SLUG
@NUMBER
@AS
@click.option("--note", default="", help="A word for the approver.")
def submit(slug: str, number: int, username: str, note: str) -> None:
    """Hand the draft of period NUMBER of the wave SLUG over for approval."""
    period, account = _get_period(slug, number), _get_account(username)
    publication = _get_draft(period)
    with _refusals(), transaction():
        reviewing.submit(publication, account, note)
        record(
            "command:results submit",
            "publication.submit",
            f"publication:{publication.id}",
            account=account.username,
        )
    click.echo(f"The draft of period {number} of {slug} waits for approval.")


@cli.command("publish")
@SLUG
@NUMBER
@AS
def publish(slug: str, number: int, username: str) -> None:
    """Publish the draft of period NUMBER of the wave SLUG."""
    period, account = _get_period(slug, number), _get_account(username)
    publication = _get_draft(period)
    with _refusals(), transaction():
        publications.approve(publication, account)
        record(
            "command:results publish",
            "publication.approve",
            f"publication:{publication.id}",
            account=account.username,
            wave=slug,
            period=number,
            version=publication.version,
        )
    click.echo(f"Period {number} of {slug} is published.")


@cli.command("show")
@SLUG
@NUMBER
@click.option("--draft", "is_draft", is_flag=True, help="Show the draft instead.")
def show(slug: str, number: int, is_draft: bool) -> None:
    """Print what is published of period NUMBER of the wave SLUG."""
    period = _get_period(slug, number)
    found = _get_draft(period) if is_draft else find_publication(slug, number)
    if found is None:
        raise click.ClickException(f"period {number} of {slug} is not published")
    for line in table_of(found):
        click.echo(line)


def _compute(period: Period) -> list[ComputedFigure]:
    with click.progressbar(length=1, label="Figures") as bar:

        def report(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return drafting.compute_figures(period, report)


def _get_period(slug: str, number: int) -> Period:
    wave = find_wave(slug)
    if wave is None:
        raise click.BadParameter(f"no wave is called {slug!r}", param_hint="SLUG")
    period = find_period(wave, number)
    if period is None:
        raise click.BadParameter(f"{slug} has no period {number}", param_hint="NUMBER")
    return period


def _get_account(username: str) -> Account:
    account = find_account(username)
    if account is None:
        raise click.BadParameter(
            f"no account is called {username!r}", param_hint="--as"
        )
    return account


def _get_draft(period: Period) -> Publication:
    for version in publications.versions_of(period):
        if version.state is PublicationState.DRAFT:
            return version
    raise click.ClickException("there is no draft of this period")


def _subject(period: Period) -> str:
    return f"wave:{period.wave.slug}/{period.number}"


@contextmanager
def _refusals() -> Iterator[None]:
    """End the command with the sentence of whatever was refused."""
    try:
        yield
    except SurveyError as refusal:
        raise click.ClickException(str(refusal)) from refusal
