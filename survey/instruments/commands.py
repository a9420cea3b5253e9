from pathlib import Path

import click
from flask.cli import AppGroup

from questionnaires import Instrument, InstrumentError, load_instrument
from survey.audit.service import record
from survey.database import transaction
from survey.instruments import language_commands, service
from survey.instruments.errors import InstrumentRefused

cli = AppGroup("instruments", help="Questionnaires: check, publish, list.")
language_commands.add_to(cli)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@cli.command("check")
@click.argument("path", type=FILE)
def check(path: Path) -> None:
    """Read the questionnaire file PATH and list every problem in it."""
    instrument = _load(path)
    items = sum(1 for _ in instrument.items())
    click.echo(
        f"{path}: sound. {instrument.id} version {instrument.version}, "
        f"{len(instrument.pages)} pages, {items} items, "
        f"languages {', '.join(instrument.languages)}."
    )


@cli.command("publish")
@click.argument("path", type=FILE)
def publish(path: Path) -> None:
    """Freeze the questionnaire file PATH as a published version."""
    instrument = _load(path)
    try:
        with transaction():
            version = service.publish(instrument)
            record(
                "command:instruments publish",
                "instrument.publish",
                f"instrument:{version.instrument}/{version.version}",
                content_hash=version.content_hash,
            )
    except InstrumentRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{version.instrument} {version.version}: {version.content_hash}")


@cli.command("list")
def list_() -> None:
    """List the published versions with their content hash."""
    for version in service.list_versions():
        click.echo(f"{version.instrument} {version.version}  {version.content_hash}")


def _load(path: Path) -> Instrument:
    try:
        return load_instrument(path)
    except InstrumentError as error:
        click.echo("\n".join(error.problems), err=True)
        count = len(error.problems)
        raise click.ClickException(f"{path}: {count} problems") from error
