from pathlib import Path

import click
from flask.cli import AppGroup

from survey.agencies.errors import UnitsNotReadable
from survey.agencies.loading import load_units
from survey.agencies.models import UnitKind
from survey.agencies.service import list_units
from survey.audit.service import record
from survey.database import transaction

cli = AppGroup("agencies", help="Units: load and list them.")


@cli.command("load")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(path: Path) -> None:
    """Add the units of the CSV file PATH that are not known yet."""
    try:
        with transaction():
            added = load_units(path)
            record("command:agencies load", "unit.load", path.name, added=added)
    except UnitsNotReadable as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{added} units added.")


@cli.command("list")
@click.option("--kind", type=click.Choice([kind.value for kind in UnitKind]))
def list_(kind: str | None) -> None:
    """List the units, of one kind where given."""
    for unit in list_units(UnitKind(kind) if kind else None):
        ended = f"  (until {unit.valid_to})" if unit.valid_to else ""
        click.echo(f"{unit.code:<12} {unit.name}{ended}")
