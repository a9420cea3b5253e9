"""What a fresh installation gets, and an old one lacks; run it as often as you like."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flask import current_app

import questionnaires
from questionnaires import load_instrument
from survey import clock, schema
from survey.accounts import service as accounts
from survey.accounts.models import Role
from survey.agencies import loading
from survey.agencies.models import Unit, UnitKind
from survey.agencies.search import without_marks
from survey.agencies.service import list_units
from survey.audit.service import record
from survey.database import engine, transaction
from survey.instruments import service as instruments
from survey.waves import service as waves
from survey.waves.models import Wave, WaveKind
from survey.waves.rules import ONE_DAY, monthly
from survey.waves.service import NewWave
from survey.waves.targets import OF_PROVINCE

ACTOR = "command:operations install"
ADMINISTRATOR = "quantri"
UNITS = Path(loading.__file__).with_name("units") / "lai_chau_tuyen_quang.csv"
INSTRUMENTS = Path(questionnaires.__file__).with_name("instruments")
# A wave that ends sooner than this gets its successor, opened ahead of its day.
AHEAD = timedelta(days=31)


def migrate() -> None:
    """Bring the database to the newest schema, in a folder of the owner's own."""
    current_app.config["VAR_DIR"].mkdir(parents=True, exist_ok=True, mode=0o700)
    schema.upgrade(engine())


def load() -> None:
    """Load the shipped units and instruments that are not known yet."""
    with transaction():
        added = loading.load_units(UNITS)
        for path in sorted(INSTRUMENTS.glob("*/v*.yaml")):
            instruments.publish(load_instrument(path))
        if added:
            record(ACTOR, "unit.load", UNITS.name, added=added)


def fill() -> None:
    """Load what is shipped, and open the waves that are lacking."""
    load()
    open_waves()


def open_waves() -> None:
    """Open the counter waves that the provinces lack."""
    with transaction():
        for province in list_units(UnitKind.PROVINCE):
            for form in COUNTER_FORMS:
                while _opened_what_is_lacking(form, province):
                    pass


@dataclass(frozen=True)
class CounterForm:
    """A questionnaire that every one-stop counter of a province is rated by."""

    instrument: str
    slug: str
    name: str
    name_en: str


COUNTER_FORMS = (
    CounterForm(
        "five_factor_service",
        "mot-cua",
        "Đánh giá phục vụ tại Bộ phận Một cửa",
        "Service at the one-stop counter",
    ),
    CounterForm(
        "quick_counter",
        "danh-gia-nhanh",
        "Đánh giá nhanh tại quầy",
        "Quick rating at the counter",
    ),
)


def _opened_what_is_lacking(form: CounterForm, province: Unit) -> bool:
    """Open the wave of this year, or the one that follows it; say whether one was."""
    version = instruments.find_version(form.instrument)
    slug = f"{form.slug}-{slug_of(province.name)}"
    last = _last_wave(slug)
    if version is None or (last and last.closes_on > clock.today() + AHEAD):
        return False
    opens_on = clock.today().replace(day=1)
    if last:
        opens_on = max(opens_on, last.closes_on + ONE_DAY)
    closes_on = date(opens_on.year, 12, 31)
    wave = waves.create_wave(
        NewWave(
            slug=_free_slug(slug, opens_on, closes_on),
            name=f"{form.name}, {_lower(province.name)}, năm {closes_on.year}",
            name_en=f"{form.name_en}, {province.name}, {closes_on.year}",
            kind=WaveKind.COUNTER,
            instrument_version=version,
            population="Người dân, tổ chức đã giải quyết thủ tục hành chính",
            population_en="People and organisations whose dossier was handled",
            opens_on=opens_on,
            closes_on=closes_on,
            units=_units_in_force(province),
            periods=monthly(opens_on, closes_on),
            targets=OF_PROVINCE.get(province.code, ()),
        )
    )
    waves.open_wave(wave)
    record(ACTOR, "wave.open", f"wave:{wave.slug}")
    return True


def slug_of(name: str) -> str:
    """Return `Tỉnh Lai Châu` as `lai-chau`."""
    words = without_marks(name.removeprefix("Tỉnh ").removeprefix("Thành phố "))
    return "-".join(words.split())


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _last_wave(slug: str) -> Wave | None:
    known = [wave for wave in waves.list_waves() if wave.slug.startswith(f"{slug}-")]
    return max(known, key=lambda wave: wave.closes_on, default=None)


def _free_slug(slug: str, opens_on: date, closes_on: date) -> str:
    usual = f"{slug}-{closes_on.year}"
    taken = waves.find_wave(usual) is not None  # its predecessor ended early
    return f"{usual}-{opens_on.month:02}" if taken else usual


def _units_in_force(province: Unit) -> list[Unit]:
    today = clock.today()
    return [
        unit
        for kind in (UnitKind.COMMUNE, UnitKind.DEPARTMENT)
        for unit in list_units(kind, parent=province)
        if unit.valid_to is None or unit.valid_to >= today
    ]


def make_first_administrator() -> str | None:
    """Create the first administrator; return the secret of a one-time link."""
    with transaction():
        if any(account.has(Role.ADMINISTRATOR) for account in accounts.list_accounts()):
            return None
        account = accounts.create_account(
            ADMINISTRATOR, "Quản trị viên", [Role.ADMINISTRATOR], by=ACTOR
        )
        return accounts.issue_link(account, by=ACTOR)
