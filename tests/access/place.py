"""A platform with two communes, and something of every kind in each of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from survey import clock
from survey.accounts import sessions
from survey.accounts.holding import hand_over
from survey.accounts.models import DUTIES, Account, AccountRole, Role, StaffSession
from survey.agencies.models import Unit, UnitKind
from survey.database import session, transaction
from survey.invitations.codes import draw_codes
from survey.invitations.models import BatchKind
from survey.jobs.service import request_job
from survey.responses.models import Quarantined, QuarantineReason
from survey.slips import boxes, printing
from survey.slips.rules import Findings, Witness
from survey.waves.models import Wave
from tests.factories import make_account, make_unit, make_wave
from tests.survey.improvement.factories import make_action
from tests.survey.kiosks.factories import make_kiosk
from tests.survey.results.factories import make_draft, make_published, respond

OWN, OTHER = "own", "other"
UNITS = (OWN, OTHER)
NAMES = {OWN: "Xã Nậm Thử", OTHER: "Xã Mường Thử"}
# Where an account holds its role, seen from what belongs to the unit `OWN`.
TENANTS = (OWN, OTHER, "whole", "lapsed")
SESSIONS = ("valid", "expired", "revoked")
MANY = 24


@dataclass
class Place:
    """Values for the parts of addresses, and cookies of everybody."""

    shared: dict[str, object] = field(default_factory=dict)
    of_unit: dict[str, object] = field(default_factory=dict)
    cookies: dict[tuple[Role, str, str], str] = field(default_factory=dict)


def furnish() -> Place:
    """Store two communes and what belongs to one of them; sign everybody in."""
    place = Place()
    province = make_unit(code="T", name="Tỉnh", kind=UnitKind.PROVINCE)
    units = {
        name: make_unit(code=name.upper(), name=NAMES[name], parent_id=province.id)
        for name in UNITS
    }
    for role in Role:
        for tenant in TENANTS:
            account = _make_account(role, tenant, units)
            for state in SESSIONS:
                place.cookies[role, tenant, state] = _sign_in(account, state)
    wave = _make_wave(list(units.values()))
    place.shared = {
        "wave_slug": wave.slug,
        "slug": wave.slug,
        "period": 1,
        "previews.number": 1,
        "period_id": wave.periods[0].id,
        "username": make_account(Role.VIEWER, username="khac").username,
        "accounts.minutes.username": _make_leaver(),
        "job_id": _make_job(),
        "publication_id": _make_draft(wave),
        "publications.correct.publication_id": _make_published(wave),
    }
    place.of_unit = _things_of(wave, units[OWN])
    return place


def _make_leaver() -> str:
    leaver, boss = make_account(Role.CLERK), make_account(Role.ADMINISTRATOR)
    with transaction():
        hand_over(leaver, make_account(Role.VIEWER), by=boss)
    return leaver.username


def _make_job() -> int:
    with transaction():
        return request_job("results.draft", {}, make_account(Role.DESIGNER)).id


def _make_draft(wave: Wave) -> int:
    for unit in wave.units:
        respond(unit, wave.periods[1], {"overall": 5}, times=12)
    return make_draft(wave.periods[1]).id


def _make_published(wave: Wave) -> int:
    return make_published(wave.periods[0]).id


def _make_account(role: Role, tenant: str, units: dict[str, Unit]) -> Account:
    held = AccountRole(role=role, duty=DUTIES.get(role))
    if tenant in units:
        held.unit_id = units[tenant].id
    if tenant == "lapsed":
        yesterday = clock.today() - timedelta(days=1)
        held.starts_on = held.ends_on = yesterday
    return make_account(
        roles=[held], username=f"{role.value.replace('_', '-')}-{tenant}"
    )


def _sign_in(account: Account, state: str) -> str:
    with transaction():
        secret = sessions.open_session(account)
        row = session().get(StaffSession, sessions.tag_of(secret))
        if state == "expired":
            row.ends_at = clock.now() - timedelta(seconds=1)
        if state == "revoked":
            row.revoked_at = clock.now()
    return secret


def _make_wave(units: list[Unit]) -> Wave:
    today = clock.today()
    return make_wave(
        *units,
        slug="dot",
        opens_on=today - timedelta(days=40),
        closes_on=today + timedelta(days=40),
        instrument="quick_counter",
    )


def _things_of(wave: Wave, unit: Unit) -> dict[str, object]:
    kiosk = make_kiosk(unit)
    recorder = make_account(Role.DESIGNER)
    findings = Findings(
        opened_on=clock.today(),
        witness=Witness(name="Lò Thị Thử", position="Phó trưởng bản"),
        found=5,
        invalid=0,
        seal_intact=True,
    )
    with transaction():
        batch, _codes = draw_codes(wave, unit, MANY, BatchKind.SHEET, wave.closes_on)
        slips = printing.number_slips(wave, unit, MANY)
        opening = boxes.record_opening(wave, unit, findings, by=recorder)
        session().add(
            Quarantined(
                uuid_tag=uuid4().bytes,
                kiosk_id=kiosk.id,
                wave_id=wave.id,
                unit_id=unit.id,
                reason=QuarantineReason.CLOCK,
                sealed=b"sealed",
                arrived_on=clock.today(),
            )
        )
    return {
        "kiosk_id": kiosk.id,
        "unit_code": unit.code,
        "code": unit.code,
        "codes.batch_id": batch.id,
        "slips.batch_id": slips.id,
        "opening_id": opening.id,
        "action_id": make_action(unit).id,
        "slip": 1,
        "reason": QuarantineReason.CLOCK.value,
    }
