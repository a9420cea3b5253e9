"""Makes stored objects for tests; name only what the test is about."""

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import questionnaires
from questionnaires import load_instrument
from survey.accounts.models import DUTIES, Account, AccountRole, Role
from survey.agencies.models import Unit, UnitKind
from survey.database import Base, session, transaction
from survey.instruments.models import InstrumentVersion
from survey.instruments.service import publish
from survey.waves.models import Wave, WaveKind, WaveState
from survey.waves.rules import monthly
from survey.waves.service import NewWave, Target, create_wave

_serial = count(1)

T = TypeVar("T", bound=Base)


def make_account(*roles: Role, **values: Any) -> Account:
    number = next(_serial)
    defaults = {
        "username": f"canbo{number}",
        "name": f"Cán bộ {number}",
        "created_at": datetime(2026, 1, 5, tzinfo=UTC),
        "roles": [AccountRole(role=role, duty=DUTIES.get(role)) for role in roles],
    }
    return store(Account(**defaults | values))


def make_unit(**values: Any) -> Unit:
    number = next(_serial)
    defaults = {
        "code": f"9{number:04}",
        "name": f"Xã Thử nghiệm {number}",
        "kind": UnitKind.COMMUNE,
        "valid_from": date(2025, 7, 1),
    }
    return store(Unit(**defaults | values))


INSTRUMENTS = Path(questionnaires.__file__).with_name("instruments")


def make_instrument(name: str = "five_factor_service") -> InstrumentVersion:
    """Publish one of the project's own questionnaires."""
    with transaction():
        return publish(load_instrument(INSTRUMENTS / name / "v1.yaml"))


OPENS_ON = date(2026, 9, 1)
CLOSES_ON = date(2026, 12, 31)


def make_wave(*units: Unit, **values: Any) -> Wave:
    """Make an open counter wave of four months that rates `units`, or one unit.

    `state=WaveState.DRAFT` leaves it drafted; `instrument` names another
    questionnaire; the rest are fields of `NewWave`.
    """
    state = values.pop("state", WaveState.OPEN)
    instrument = values.pop("instrument", "five_factor_service")
    opens_on = values.get("opens_on", OPENS_ON)
    closes_on = values.get("closes_on", CLOSES_ON)
    defaults = {
        "slug": f"dot-{next(_serial)}",
        "name": "Đợt thử nghiệm",
        "name_en": "Test wave",
        "kind": WaveKind.COUNTER,
        "instrument_version": make_instrument(instrument),
        "population": "Người dân đã giải quyết thủ tục hành chính",
        "population_en": "People whose dossier was handled",
        "opens_on": opens_on,
        "closes_on": closes_on,
        "units": units or (make_unit(),),
        "periods": monthly(opens_on, closes_on),
        "targets": (
            Target(value=0.85, legal_text="Mốc 85 %", legal_text_en="85 %"),
            Target(
                value=0.95,
                legal_text="Mốc 95 %",
                legal_text_en="95 %",
                only_reference=True,
            ),
        ),
    }
    with transaction():
        wave = create_wave(NewWave(**defaults | values))
        wave.state = state
    return wave


def store(thing: T) -> T:
    """Commit a new row: a refused one leaves nothing half done."""
    with transaction():
        session().add(thing)
    return thing
