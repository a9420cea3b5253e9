"""Two waves with answers, closed and open periods, and a signed night."""

from datetime import date

from sqlalchemy import text

from survey.audit.service import record
from survey.database import session, transaction
from survey.evidence import jobs
from survey.waves.models import Wave
from tests.factories import make_unit
from tests.survey.results.factories import close, make_wave, rated, respond

NIGHT = date(2026, 2, 5)


def make_world() -> Wave:
    """Return a wave whose first period is closed, of two units."""
    units = [make_unit(), make_unit()]
    wave = make_wave(units, periods=2)
    for period in wave.periods:
        respond(units[0], period, rated(4), times=3, channel="kiosk")
        for unit in units:
            for code in (1, 3, 5):
                respond(unit, period, rated(code), times=2)
    close(wave.periods[0])
    with transaction():
        for number in range(8):
            record("account:thao", "kiosk.change", f"kiosk:{number}", pin=False)
    return wave


def unguard() -> None:
    """Do away with the database's own guards, as its owner could, until the end."""
    if session().get_bind().dialect.name == "postgresql":
        session().execute(text("SET LOCAL session_replication_role = replica"))
        return
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for name in session().execute(text(triggers)).scalars().all():
        session().execute(text(f'DROP TRIGGER "{name}"'))
    session().execute(text("PRAGMA defer_foreign_keys = ON"))


def sign(night: date = NIGHT) -> str:
    return jobs.sign(night)
