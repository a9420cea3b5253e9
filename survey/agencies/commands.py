from pathlib import Path

import click
from flask.cli import AppGroup

from survey.agencies.desk import set_desk
from survey.agencies.errors import UnitsNotReadable
from survey.agencies.loading import load_units
from survey.agencies.models import UnitKind
from survey.agencies.service import find_unit, list_units
from survey.audit.service import record
from survey.contacts import NotReachable
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


@cli.command("desk")
@click.argument("code")
@click.option("--email", default="", help="Where requests for a call go; empty: none.")
@click.option("--complaints", default="", help="Where complaints belong, in words.")
def desk(code: str, email: str, complaints: str) -> None:
    """Write down the desk of the unit CODE."""
    unit = find_unit(code)
    if unit is None:
        raise click.ClickException(f"There is no unit with the code {code}.")
    try:
        with transaction():
            set_desk(
                unit,
                email=email,
                complaint_channel=complaints,
                by="command:agencies desk",
            )
    except NotReachable as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"The desk of {unit.name} is written down.")
