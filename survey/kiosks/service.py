import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from survey import clock, keys
from survey.agencies.models import Unit
from survey.agencies.tenancy import EVERYTHING, Scope
from survey.audit.service import record
from survey.database import session
from survey.kiosks import pins, rules
from survey.kiosks.errors import KioskRevoked
from survey.kiosks.models import Kiosk, KioskEnrolment
from survey.kiosks.rules import KioskState

DEVICE_LENGTH = 16
DEVICE_BYTES = 10


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What staff decide about a kiosk."""

    name: str
    counters: str = ""
    idle_seconds: int = 60
    pin: str = ""  # nothing leaves the one it has


@dataclass(frozen=True)
class Listed:
    """A kiosk and how it stands with it at this moment."""

    kiosk: Kiosk
    state: KioskState


def find_kiosk(kiosk_id: int) -> Kiosk | None:
    """Return the kiosk with this number, or nothing."""
    return session().get(Kiosk, kiosk_id)


def state_of(kiosk: Kiosk) -> KioskState:
    """Say how it stands with a kiosk now."""
    return rules.state_of(kiosk, _here())


def list_kiosks(
    state: KioskState | None = None, scope: Scope = EVERYTHING
) -> list[Listed]:
    """Return the kiosks of one state, or all that were not revoked, by unit."""
    kiosks = session().scalars(
        select(Kiosk)
        .join(Unit, Unit.id == Kiosk.unit_id)
        .where(scope.covers(Kiosk.unit_id))
        .options(joinedload(Kiosk.unit))
        .order_by(Unit.name, Unit.id, Kiosk.name, Kiosk.id)
    )
    here = _here()
    listed = [Listed(kiosk, rules.state_of(kiosk, here)) for kiosk in kiosks]
    if state is None:
        return [one for one in listed if one.state is not KioskState.REVOKED]
    return [one for one in listed if one.state is state]


def count_silent(scope: Scope = EVERYTHING) -> int:
    """Return how many kiosks give no sign of life though their office is open."""
    here = _here()
    used = session().scalars(
        select(Kiosk).where(
            Kiosk.enrolled_at.is_not(None),
            Kiosk.revoked_at.is_(None),
            scope.covers(Kiosk.unit_id),
        )
    )
    return sum(rules.state_of(kiosk, here) is KioskState.SILENT for kiosk in used)


def _here() -> datetime:
    return clock.local(clock.now())


def create_kiosk(unit: Unit, setup: Setup, *, by: str) -> Kiosk:
    """Add a kiosk that no tablet has become yet."""
    rules.check_pin(setup.pin)
    salt = pins.make_salt()
    kiosk = Kiosk(
        device=keys.readable(secrets.token_bytes(DEVICE_BYTES), DEVICE_LENGTH),
        name=setup.name,
        unit_id=unit.id,
        counters=_counters(setup),
        idle_seconds=setup.idle_seconds,
        pin_salt=salt,
        pin_hash=pins.hash_of(setup.pin, salt),
        created_at=clock.now(),
    )
    session().add(kiosk)
    session().flush()
    record(by, "kiosk.create", f"kiosk:{kiosk.id}", unit=unit.code)
    return kiosk


def change_kiosk(kiosk: Kiosk, setup: Setup, *, by: str) -> None:
    """Change what staff decide about a kiosk; it learns so by its next heartbeat."""
    _check_usable(kiosk)
    counters = _counters(setup)
    if setup.pin:
        rules.check_pin(setup.pin)
        kiosk.pin_salt = pins.make_salt()
        kiosk.pin_hash = pins.hash_of(setup.pin, kiosk.pin_salt)
    kiosk.name = setup.name
    kiosk.counters = counters
    kiosk.idle_seconds = setup.idle_seconds
    record(by, "kiosk.change", f"kiosk:{kiosk.id}", pin=bool(setup.pin))


def revoke_kiosk(kiosk: Kiosk, *, by: str) -> None:
    """Let a kiosk take no more answers, for good."""
    _check_usable(kiosk)
    kiosk.revoked_at = clock.now()
    session().execute(delete(KioskEnrolment).where(KioskEnrolment.kiosk_id == kiosk.id))
    record(by, "kiosk.revoke", f"kiosk:{kiosk.id}")


def _check_usable(kiosk: Kiosk) -> None:
    if kiosk.revoked_at is not None:
        raise KioskRevoked


def _counters(setup: Setup) -> str:
    numbers: Sequence[int] = rules.read_counters(setup.counters)
    return ",".join(map(str, numbers))
