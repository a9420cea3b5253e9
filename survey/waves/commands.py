from collections.abc import Sequence
from datetime import datetime

import click
from flask.cli import AppGroup

from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import find_unit, list_units
from survey.audit.service import record
from survey.database import transaction
from survey.instruments.service import find_version
from survey.languages import KNOWN
from survey.waves import rules, service
from survey.waves.errors import WaveError
from survey.waves.models import Wave, WaveKind
from survey.waves.service import Target
from survey.waves.targets import TARGETS

cli = AppGroup("waves", help="Rounds of the survey: create, open, close.")
DAY = click.DateTime(["%Y-%m-%d"])
# No month lacks a 28th.
CUT = click.IntRange(1, 28)
SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)


@cli.command("list")
def list_() -> None:
    """List the waves with their state."""
    for wave in service.list_waves():
        mark = "  DỮ LIỆU MINH HOẠ" if wave.illustrative else ""
        days = f"{wave.opens_on} – {wave.closes_on}"
        click.echo(f"{wave.slug:<24} {wave.state.value:<8} {days}{mark}")


@cli.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="Name in Vietnamese.")
@click.option("--name-en", required=True, help="Name in English.")
@click.option("--instrument", required=True, help="A published instrument.")
@click.option("--from", "opens_on", type=DAY, required=True)
@click.option("--to", "closes_on", type=DAY, required=True)
@click.option("--cut", type=CUT, default=1, help="First day of a monthly period.")
@click.option("--unit", "codes", multiple=True, help="Code of a unit; repeatable.")
@click.option("--communes-of", help="Code of a province: all its communes.")
@click.option(
    "--target",
    "shares",
    type=SHARE,
    multiple=True,
    help="A share to reach, such as 0.85; repeatable. Without: the targets in force.",
)
@click.option(
    "--legal",
    "texts",
    multiple=True,
    help="What sets the target, with number and day of the document; one a target.",
)
def create(
    slug: str,
    name: str,
    name_en: str,
    instrument: str,
    opens_on: datetime,
    closes_on: datetime,
    cut: int,
    codes: tuple[str, ...],
    communes_of: str | None,
    shares: tuple[float, ...],
    texts: tuple[str, ...],
) -> None:
    """Draft the counter wave SLUG."""
    version = find_version(instrument)
    if version is None:
        raise click.BadParameter(f"no instrument is called {instrument!r}")
    first, last = opens_on.date(), closes_on.date()
    new = service.NewWave(
        slug=slug,
        name=name,
        name_en=name_en,
        kind=WaveKind.COUNTER,
        instrument_version=version,
        population="Người dân, tổ chức đã giải quyết thủ tục hành chính",
        population_en="People and organisations whose dossier was handled",
        opens_on=first,
        closes_on=last,
        units=_units(codes, communes_of),
        periods=rules.monthly(first, last, first_day=cut),
        targets=_targets(shares, texts),
    )
    try:
        with transaction():
            wave = service.create_wave(new)
            record("command:waves create", "wave.create", f"wave:{wave.slug}")
    except WaveError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Wave {slug} is drafted with {len(new.units)} units.")


def _units(codes: tuple[str, ...], communes_of: str | None) -> list[Unit]:
    units = [_get_unit(code) for code in codes]
    if communes_of:
        units += list_units(UnitKind.COMMUNE, parent=_get_unit(communes_of))
    return list(dict.fromkeys(units))  # a commune may be named twice


def _targets(shares: tuple[float, ...], texts: tuple[str, ...]) -> Sequence[Target]:
    if not shares and not texts:
        return TARGETS
    if len(shares) != len(texts):
        raise click.UsageError("Each --target needs its --legal, in the same order.")
    if len(set(shares)) != len(shares):
        raise click.UsageError("A --target is named twice.")
    # The text is the citation of a Vietnamese document, in both languages.
    return [
        Target(value=share, legal_text=text, legal_text_en=text)
        for share, text in zip(shares, texts, strict=True)
    ]


def _get_unit(code: str) -> Unit:
    unit = find_unit(code)
    if unit is None:
        raise click.BadParameter(f"no unit has the code {code!r}")
    return unit


@cli.command("open")
@click.argument("slug")
def open_wave(slug: str) -> None:
    """Open the wave SLUG for answering."""
    wave = get_wave(slug)
    try:
        with transaction():
            service.open_wave(wave)
            record("command:waves open", "wave.open", f"wave:{slug}")
    except WaveError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Wave {slug} is open until {wave.closes_on:%Y-%m-%d}.")


@cli.command("languages")
@click.argument("slug")
@click.argument("codes", nargs=-1, required=True, type=click.Choice(list(KNOWN)))
def languages(slug: str, codes: tuple[str, ...]) -> None:
    """Offer the form of the wave SLUG in these languages, the first one first."""
    wave = get_wave(slug)
    try:
        with transaction():
            service.offer_languages(wave, codes)
            record(
                "command:waves languages",
                "wave.languages",
                f"wave:{slug}",
                languages=wave.languages,
            )
    except WaveError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Wave {slug} offers {wave.languages}.")


def get_wave(slug: str) -> Wave:
    """Return the wave, or end the command with a sentence."""
    wave = service.find_wave(slug)
    if wave is None:
        raise click.BadParameter(f"no wave is called {slug!r}", param_hint="SLUG")
    return wave
