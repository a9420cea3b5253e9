import click
from flask.cli import AppGroup

from survey import formats
from survey.kiosks import service
from survey.kiosks.rules import KioskState

cli = AppGroup("kiosks", help="Tablets and PCs at the counter.")


@cli.command("list")
@click.option("--state", type=click.Choice([state.value for state in KioskState]))
def list_(state: str | None) -> None:
    """List kiosks: state, when they were heard of, what waits on them."""
    for one in service.list_kiosks(KioskState(state) if state else None):
        kiosk = one.kiosk
        click.echo(
            f"{kiosk.id:>5} {one.state.value:<8} {formats.moment(kiosk.seen_at):<17}"
            f"{kiosk.queued:>6}  {kiosk.unit.name}: {kiosk.name}"
        )
