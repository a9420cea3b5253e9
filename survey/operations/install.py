"""What a fresh installation gets, and an old one lacks; run it as often as you like."""

from datetime import date
from pathlib import Path

import questionnaires
from questionnaires import load_instrument
from survey import clock, schema
from survey.accounts import service as accounts
from survey.accounts.models import Role
from survey.agencies import loading
from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import list_units
from survey.audit.service import record
from survey.database import engine, transaction
from survey.instruments import service as instruments
from survey.waves import service as waves
from survey.waves.models import WaveKind
from survey.waves.rules import monthly
from survey.waves.service import NewWave, Target

ACTOR = "command:operations install"
ADMINISTRATOR = "quantri"
UNITS = Path(loading.__file__).with_name("units") / "lai_chau_tuyen_quang.csv"
INSTRUMENTS = Path(questionnaires.__file__).with_name("instruments")
# Installed so close to the year's end, a wave runs on through the next year.
LATE_IN_THE_YEAR = 11

TARGETS = (
    Target(
        value=0.85,
        legal_text=(
            "Mức độ hài lòng về giải quyết thủ tục hành chính đạt từ 85 % trở lên "
            "(kế hoạch 02/KH-VHTTDL ngày 12/01/2021, Tuyên Quang)"
        ),
        legal_text_en=(
            "Satisfaction with the handling of procedures of 85 % or more "
            "(plan 02/KH-VHTTDL of 12 January 2021, Tuyên Quang)"
        ),
    ),
    Target(
        value=0.95,
        legal_text=(
            "Mức độ hài lòng đạt từ 95 % trở lên, tính theo Bộ Chỉ số phục vụ người "
            "dân, doanh nghiệp (kế hoạch cải cách hành chính năm 2025, Lai Châu); "
            "là thước đo khác với tỷ lệ ở trang này"
        ),
        legal_text_en=(
            "Satisfaction of 95 % or more by the service index set (reform plan for "
            "2025, Lai Châu); another measure than the share on this page"
        ),
        only_reference=True,
    ),
)


def migrate() -> None:
    """Bring the database to the newest schema."""
    schema.upgrade(engine())


def fill() -> None:
    """Load units and instruments, and open the counter waves, where absent."""
    with transaction():
        added = loading.load_units(UNITS)
        for path in sorted(INSTRUMENTS.glob("*/v*.yaml")):
            instruments.publish(load_instrument(path))
        if added:
            record(ACTOR, "unit.load", UNITS.name, added=added)
    with transaction():
        for instrument, slug, name, name_en in COUNTER_WAVES:
            _open_counter_wave(instrument, slug, name, name_en)


COUNTER_WAVES = (
    (
        "five_factor_service",
        "mot-cua",
        "Đánh giá phục vụ tại Bộ phận Một cửa",
        "Service at the one-stop counter",
    ),
    (
        "quick_counter",
        "danh-gia-nhanh",
        "Đánh giá nhanh tại quầy",
        "Quick rating at the counter",
    ),
)


def _open_counter_wave(instrument: str, slug: str, name: str, name_en: str) -> None:
    version = instruments.find_version(instrument)
    known = any(wave.slug.startswith(f"{slug}-") for wave in waves.list_waves())
    if version is None or known:
        return
    opens_on = clock.today().replace(day=1)
    closes_on = _end_of_wave(opens_on)
    wave = waves.create_wave(
        NewWave(
            slug=f"{slug}-{closes_on.year}",
            name=f"{name} năm {closes_on.year}",
            name_en=f"{name_en}, {closes_on.year}",
            kind=WaveKind.COUNTER,
            instrument_version=version,
            population="Người dân, tổ chức đã giải quyết thủ tục hành chính",
            population_en="People and organisations whose dossier was handled",
            opens_on=opens_on,
            closes_on=closes_on,
            units=_units_in_force(),
            periods=monthly(opens_on, closes_on),
            targets=TARGETS,
        )
    )
    waves.open_wave(wave)
    record(ACTOR, "wave.open", f"wave:{wave.slug}")


def _end_of_wave(opens_on: date) -> date:
    late = opens_on.month >= LATE_IN_THE_YEAR
    return date(opens_on.year + (1 if late else 0), 12, 31)


def _units_in_force() -> list[Unit]:
    today = clock.today()
    return [
        unit
        for kind in (UnitKind.COMMUNE, UnitKind.DEPARTMENT)
        for unit in list_units(kind)
        if not unit.illustrative and (unit.valid_to is None or unit.valid_to >= today)
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
