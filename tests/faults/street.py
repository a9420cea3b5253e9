"""Many people who send at once over a line that breaks, and the count afterwards."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import func, select

from survey import clock
from survey.database import session, transaction
from survey.release.service import release
from survey.responses import trust
from survey.responses.body import read_answers_of
from survey.responses.models import Comment, InboxRow, Response, Spent
from survey.waves.models import Wave
from tests.factories import make_unit, make_wave
from tests.faults.proxy import faulty_line
from tests.faults.sender import Outcome, Parcel, plain_parcel, sealed_parcel, send
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.post import Tablet, envelope_of, form_of, make_tablet

KINDS = ("phone", "code", "kiosk", "plain form")


@dataclass(frozen=True, kw_only=True)
class Count:
    """What was sent, what became of it, and what the line did meanwhile."""

    sent: int
    counted: int
    lost: int
    doubled: int
    wrong_receipts: int
    refused: int
    released_meanwhile: int
    tries: int
    new_after_replay: int
    faults: Counter[str]

    @property
    def sound(self) -> bool:
        """Say whether every form was counted once and its sender told so."""
        wrong = self.lost, self.doubled, self.wrong_receipts, self.refused
        return not any(wrong) and self.new_after_replay == 0


def make_street() -> Wave:
    """Make a wave of two offices that takes answers today."""
    today = clock.today()
    return make_wave(
        make_unit(),
        make_unit(),
        slug="nhanh",
        instrument="quick_counter",
        opens_on=today - timedelta(days=20),
        closes_on=today + timedelta(days=20),
    )


def send_all(app: Flask, wave: Wave, address: str, *, forms: int, seed: int) -> Count:
    """Send forms of every kind over a breaking line to `address`, and count.

    In the middle a nightly release runs. Afterwards everything is sent once
    more, in another order.
    """
    parcels = dict(itertools.islice(_parcels(wave), forms))
    with faulty_line(address, seed=seed) as (line, proxy):
        outcomes, released = _send_over(app, wave, line, parcels, seed)
    # The word that each form carries tells it from all others.
    stored = _words_stored()
    before = _rows()
    again = _replay(address, parcels, outcomes, seed)
    return Count(
        sent=forms,
        counted=sum(outcome.state == "counted" for outcome in outcomes.values()),
        lost=sum(word not in stored for word in parcels),
        doubled=sum(times - 1 for times in stored.values()),
        wrong_receipts=_wrong(outcomes) + again,
        refused=sum(outcome.state != "counted" for outcome in outcomes.values()),
        released_meanwhile=released,
        tries=sum(outcome.tries for outcome in outcomes.values()),
        new_after_replay=_rows() - before,
        faults=proxy.seen,
    )


def _parcels(wave: Wave) -> Iterator[tuple[str, Parcel]]:
    tablets = {unit.id: make_tablet(unit) for unit in wave.units}
    for number in itertools.count():
        unit = wave.units[number % len(wave.units)]
        uuid, word = uuid4(), f"word-{number}"
        kind = KINDS[number // len(wave.units) % len(KINDS)]
        if kind == "plain form":
            yield word, _plain(form_of(wave, unit), uuid, word)
            continue
        answers = {"overall": [str(1 + number % 5)], "comment": [word]}
        code = code_for(wave, unit=unit) if kind == "code" else None
        envelope = envelope_of(wave, uuid=uuid, unit=unit, answers=answers, code=code)
        yield word, sealed_parcel(_signed(kind, tablets[unit.id], envelope))


def _signed(
    kind: str, tablet: Tablet, envelope: dict[str, object]
) -> dict[str, object]:
    return tablet.sign(envelope, clock.today()) if kind == "kiosk" else envelope


def _plain(form: str, uuid: UUID, word: str) -> Parcel:
    fields = {"language": "vi", "a.overall": "5", "a.comment": word}
    return plain_parcel(
        form, str(uuid), {"token": trust.token_of(uuid, form), **fields}
    )


def _send_over(
    app: Flask, wave: Wave, line: str, parcels: dict[str, Parcel], seed: int
) -> tuple[dict[str, Outcome], int]:
    chance = random.Random(seed)
    half = len(parcels) // 2
    with ThreadPoolExecutor(8) as pool:
        asked = {
            word: pool.submit(send, parcel, line, random.Random(chance.random()))
            for word, parcel in parcels.items()
        }
        outcomes = {
            word: asked[word].result() for word in itertools.islice(asked, half)
        }
        released = _release(wave)
        outcomes |= {word: future.result() for word, future in asked.items()}
    return outcomes, released


def _release(wave: Wave) -> int:
    with transaction():
        return release(wave, clock.today()).released


def _replay(
    address: str, parcels: dict[str, Parcel], outcomes: dict[str, Outcome], seed: int
) -> int:
    """Send everything again, over a good line; return how many receipts differ."""
    order = list(parcels)
    random.Random(seed).shuffle(order)
    chance = random.Random(seed)
    return sum(
        send(parcels[word], address, chance).receipt != outcomes[word].receipt
        for word in order
    )


def _words_stored() -> Counter[str]:
    session().rollback()
    waiting = session().scalars(select(InboxRow.body)).all()
    released = session().scalars(select(Comment.words)).all()
    return Counter(
        [*(str(read_answers_of(body)["comment"]) for body in waiting), *released]
    )


def _rows() -> int:
    session().rollback()
    return sum(
        session().scalar(select(func.count()).select_from(table)) or 0
        for table in (InboxRow, Response)
    )


def _wrong(outcomes: dict[str, Outcome]) -> int:
    """Return how many receipts the server does not know, or two people share."""
    known = set(session().scalars(select(Spent.receipt)))
    told = [outcome.receipt for outcome in outcomes.values()]
    return sum(receipt not in known for receipt in told) + len(told) - len(set(told))
