import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from flask.cli import AppGroup

from survey.accounts.models import Account, Role
from survey.accounts.service import actor, find_account
from survey.database import transaction
from survey.errors import SurveyError
from survey.i18n import gettext as _
from survey.imports import service
from survey.imports.cells import BadCell, some_of
from survey.imports.errors import CellsRefused
from survey.imports.mapping import Mapping, load_mapping
from survey.imports.reading import Outcome, read_file
from survey.imports.rows import item_counts
from survey.waves.models import Period

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar  # click exports no name for it

cli = AppGroup("imports", help="Survey microdata from CSV.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FIRST_SHOWN = 20


@cli.command("check")
@click.argument("mapping_path", metavar="MAPPING", type=FILE)
@click.argument("csv_path", metavar="CSV", type=FILE)
def check(mapping_path: Path, csv_path: Path) -> None:
    """Read CSV by MAPPING without storing anything; list every bad cell."""
    with _refusals_in_words(), _open(csv_path) as file:
        mapping = load_mapping(mapping_path)
        service.check_names(mapping)
        outcome = read_file(mapping, file, is_unit=service.is_unit, report=click.echo)
        _show(mapping, outcome)
        if outcome.refused:
            raise click.exceptions.Exit(1)
        with transaction():
            service.rehearse(mapping, outcome.rows)
    click.echo(_("The file can be imported."))


@cli.command("load")
@click.argument("mapping_path", metavar="MAPPING", type=FILE)
@click.argument("csv_path", metavar="CSV", type=FILE)
@click.option("--as", "username", required=True, help="The designer who imports.")
@click.option("--draft", is_flag=True, help="Draft a publication of every period.")
def load(mapping_path: Path, csv_path: Path, username: str, draft: bool) -> None:
    """Store CSV, read by MAPPING, as a wave of its own: all rows or none."""
    account = _get_designer(username)
    with _refusals_in_words(), _open(csv_path) as file:
        mapping = load_mapping(mapping_path)
        service.check_names(mapping)
        outcome = _read_whole(mapping, file)
        rows = len(outcome.rows)
        with _bar(rows, _("Storing the rows")) as bar, transaction():
            wave = service.load(mapping, outcome, account, advance=bar.update)
        slug = mapping.part.wave.slug
        click.echo(
            _("%(rows)s rows are imported as wave %(slug)s.", rows=rows, slug=slug)
        )
        for period in wave.periods if draft else ():
            _draft(period, account)


def _open(path: Path) -> BinaryIO:
    if not path.is_file():
        # A pipe can be read once; the bytes are examined before they are read.
        raise click.BadParameter("must be a file on disk, not a pipe", param_hint="CSV")
    return path.open("rb")


def _draft(period: Period, account: Account) -> None:
    """Draft the publication of a period; what was loaded stays in any case."""
    # Only here: a dry run need not wait until the statistics are loaded.
    from survey.results import drafting
    from survey.results.jobs import record_draft

    with transaction():
        drafting.prepare(period)
    # Computing takes its time: nobody who writes has to wait for it.
    with _bar(1, _("Computing figures")) as bar:

        def report(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        figures = drafting.compute_figures(period, report)
    with transaction():
        publication = drafting.keep(period, account, figures)
        record_draft(actor(account), publication, account)


def _read_whole(mapping: Mapping, file: BinaryIO) -> Outcome:
    """Return what was read of the file; refuse it if any cell is bad."""
    first: list[BadCell] = []

    def keep(cell: BadCell) -> None:
        if len(first) < FIRST_SHOWN:
            first.append(cell)

    size = Path(file.name).stat().st_size
    with _bar(size, _("Reading the file")) as bar:
        outcome = read_file(
            mapping,
            file,
            is_unit=service.is_unit,
            report=keep,
            at_byte=lambda position: bar.update(position - bar.pos),
        )
        bar.update(size - bar.pos)
    if outcome.refused:
        raise CellsRefused(outcome.refused, [str(cell) for cell in first])
    return outcome


def _bar(length: int, label: str) -> "ProgressBar[int]":
    """Return a progress bar that leaves standard output to the results."""
    return click.progressbar(length=length, label=label, file=sys.stderr)


def _show(mapping: Mapping, outcome: Outcome) -> None:
    """Print what the mapping makes of the file, item by item."""
    rows = outcome.rows
    click.echo(
        _(
            "%(good)s rows can be taken in, %(skipped)s are skipped as the mapping "
            "says; %(refused)s cells are refused.",
            good=len(rows),
            skipped=outcome.skipped,
            refused=outcome.refused,
        )
    )
    heads = (_("item"), _("answered"), _("set apart"), _("blank"), _("not asked"))
    click.echo(_line(*heads))
    for count in item_counts(mapping.instrument, rows):
        click.echo(_line(*astuple(count)))
    unmapped = [i.id for i in mapping.instrument.items() if i.id not in mapping.items]
    if unmapped:
        click.echo(_("Items without a column: %(items)s", items=some_of(unmapped)))


def _line(name: object, *counts: object) -> str:
    return f"{name!s:<24}" + "".join(f"{count!s:>14}" for count in counts)


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    """End the command with a sentence where something is refused."""
    try:
        yield
    except SurveyError as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _get_designer(username: str) -> Account:
    account = find_account(username)
    if account is None or account.disabled_at is not None:
        raise click.BadParameter(
            f"no account is called {username!r}", param_hint="--as"
        )
    if not account.has(Role.DESIGNER):
        raise click.BadParameter(f"{username} is no designer", param_hint="--as")
    return account
