from pathlib import Path

import click
from flask.cli import AppGroup

from survey import clock
from survey.database import transaction
from survey.errors import SurveyError
from survey.evidence import checking, jobs, roots

cli = AppGroup("evidence", help="Signed documents of what stood there, day by day.")


@cli.command("sign")
def sign() -> None:
    """Sign how everything stands today; a second time changes nothing."""
    try:
        click.echo(jobs.sign(clock.today()))
    except SurveyError as refusal:
        raise click.ClickException(str(refusal)) from refusal


@cli.command("verify")
def verify() -> None:
    """Compare log and released answers with what was signed."""
    faults = checking.find_faults()
    newest = roots.find_newest()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(1)
    if newest is None:
        click.echo("Nothing is signed yet.")
        return
    click.echo(f"Everything stands as it was signed on {newest.day}: {newest.digest}")


@cli.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def export(path: Path) -> None:
    """Write all documents and signatures to PATH, for keepers outside."""
    with transaction():
        path.write_text(roots.export(), "utf-8")
    click.echo(f"Written: {path}")
