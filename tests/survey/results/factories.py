"""Makes waves with answers to count; answers are stored as release stores them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from questionnaires import Instrument, parse_instrument
from survey.accounts.models import Role
from survey.agencies.models import Unit
from survey.database import session, transaction
from survey.instruments import service as instruments
from survey.responses.models import Answer, Channel, Response
from survey.results.drafting import draft_publication
from survey.results.models import Figure, Publication
from survey.results.publications import approve
from survey.results.reviewing import submit
from survey.waves import service as waves
from survey.waves.models import Period, Wave, WaveKind
from survey.waves.rules import monthly
from tests.factories import make_account

SMALL_SERVICE = Path(__file__).with_name("small_service.yaml")
CLOSED_AT = datetime(2027, 1, 1, tzinfo=UTC)
_serial = count(1)


def make_wave(
    units: Sequence[Unit],
    *,
    periods: int = 1,
    measured: Mapping[str, str] | None = None,
    opens_on: date = date(2026, 1, 1),
    **values: Any,
) -> Wave:
    """Make a wave with monthly periods, usually from January 2026, all still open.

    `measured` rewrites lines of the small instrument, such as a measure's rule.
    """
    number = next(_serial)
    last_day = opens_on.replace(month=opens_on.month + periods - 1, day=28)
    defaults = {
        "slug": f"dot-{number}",
        "name": f"Đợt {number}",
        "name_en": f"Round {number}",
        "kind": WaveKind.COUNTER,
        "population": "Người dân",
        "population_en": "People",
        "opens_on": opens_on,
        "closes_on": last_day,
        "units": units,
        "periods": monthly(opens_on, last_day),
        "targets": (target(0.85), target(0.95, only_reference=True)),
    }
    with transaction():
        version = instruments.publish(small_service(measured or {}))
        new = waves.NewWave(instrument_version=version, **defaults | values)
        return waves.create_wave(new)


def small_service(rewritten: Mapping[str, str]) -> Instrument:
    source = SMALL_SERVICE.read_text("utf-8")
    for old, new in rewritten.items():
        source = source.replace(old, new, 1)
    return parse_instrument(source.encode(), SMALL_SERVICE.name)


def target(value: float, **values: Any) -> waves.Target:
    law, law_en = f"Mốc {value}", f"Target {value}"
    return waves.Target(value=value, legal_text=law, legal_text_en=law_en, **values)


def close(*periods: Period) -> None:
    with transaction():
        for period in periods:
            period.closed_at = period.closed_at or CLOSED_AT


def respond(
    unit: Unit,
    period: Period,
    answers: Mapping[str, int],
    *,
    times: int = 1,
    **values: Any,
) -> None:
    """Store the same response several times, by stored item code."""
    respond_all(unit, period, [answers] * times, **values)


def respond_all(
    unit: Unit, period: Period, rows: Sequence[Mapping[str, int]], **values: Any
) -> None:
    wave = period.wave
    ids = instruments.item_ids(wave.instrument_version_id)
    defaults = {
        "wave_id": wave.id,
        "instrument_version_id": wave.instrument_version_id,
        "unit_id": unit.id,
        "period_id": period.id,
        "channel": Channel.PHONE,
        "language": "vi",
        "stratum": unit.code,
    }
    numbered = [(next(_serial), answers) for answers in rows]
    if not numbered:
        return
    with transaction():
        session().execute(
            insert(Response), [{"id": id_, **defaults, **values} for id_, _ in numbered]
        )
        codes = [
            {
                "wave_id": wave.id,
                "response_id": id_,
                "item_id": ids[item],
                "code": code,
            }
            for id_, answers in numbered
            for item, code in answers.items()
        ]
        if codes:
            session().execute(insert(Answer), codes)


def rated(code: int) -> dict[str, int]:
    """Answers of somebody who gives every rating the same code."""
    return dict.fromkeys(("a1", "a2", "r1", "r2", "overall"), code)


def make_draft(
    period: Period, correction: str | None = None, *, handed_over: bool = True
) -> Publication:
    """Close the period where it is open, draft its publication, hand it over."""
    close(*(each for each in period.wave.periods if each.number <= period.number))
    account = make_account(Role.DESIGNER)
    with transaction():
        publication = draft_publication(period, account, correction)
        if handed_over:
            submit(publication, account)
        return publication


def find_figure(
    publication: Publication,
    unit: Unit | None,
    subject: str = "service",
    measure: str = "satisfied",
) -> Figure:
    return (
        session()
        .scalars(
            select(Figure).where(
                Figure.publication_id == publication.id,
                Figure.unit_id == (unit.id if unit else None),
                Figure.measure == measure,
                Figure.subject == subject,
            )
        )
        .one()
    )


def make_published(period: Period, correction: str | None = None) -> Publication:
    """Draft a publication and approve it by a second account."""
    publication = make_draft(period, correction)
    account = make_account(Role.APPROVER)
    with transaction():
        approve(publication, account)
    return publication
