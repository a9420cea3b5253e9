"""The linkage game: who wrote which row of a stolen dump?

The attacker knows in which order everybody came and what the rows hold; she tries
every order that a database keeps. Guessing blindly finds one in k of a batch of k.
`LINKAGE_BATCHES=834` plays ten thousand forms.
"""

import os

import pytest
from sqlalchemy import select, text

from survey.database import engine, session
from survey.instruments.service import item_ids
from survey.release import jobs
from survey.responses.models import Answer
from tests.factories import make_unit, make_wave
from tests.survey.responses.factories import DAY, send

# A shuffled batch has one right guess on average, with a variance of one: of a hundred
# batches chance alone passes the bound once in a million runs.
BATCHES = int(os.environ.get("LINKAGE_BATCHES", "100"))
K = 12
BOUND = 1.5 / K
# Twelve people, no two with the same form.
FORMS = [
    {"overall": overall, "reasons": [reason]}
    for overall in (1, 2, 3)
    for reason in (1, 2, 3, 4)
]
ORDERS = {
    "sqlite": ("1", "id", "id DESC", "rowid", "cluster, id"),
    "postgresql": ("1", "id", "id DESC", "ctid", "xmin::text::bigint, ctid"),
}


@pytest.fixture
def dump(app):
    """Batches of twelve, each sent in the same order, released in one night."""
    units = [make_unit() for _ in range(BATCHES)]
    wave = make_wave(*units, slug="nhanh", instrument="quick_counter")
    for form in FORMS:
        for unit in units:
            send(wave, answers=form, unit=unit, day=DAY)
    jobs.nightly(DAY)
    session().rollback()
    return wave


def test_no_order_of_the_dump_tells_who_came_when(dump):
    came = {form: place for place, form in enumerate(map(_signature, FORMS))}
    for order in _orders():
        right = guesses = 0
        for unit in dump.units:
            for place, row in enumerate(_rows(dump, unit.id, order)):
                right += came[_said(dump, row)] == place
                guesses += 1
        assert guesses == K * BATCHES
        assert right / guesses <= BOUND, order


def test_an_order_that_is_kept_would_be_noticed():
    """The attacker's way of counting finds everybody where nothing is shuffled."""
    came = {form: place for place, form in enumerate(map(_signature, FORMS))}
    rows = map(_signature, FORMS)
    assert sum(came[form] == place for place, form in enumerate(rows)) == K


def _orders() -> tuple[str, ...]:
    orders = ORDERS[engine().dialect.name]
    return tuple(order for order in orders if order != "rowid" or _has_rowids())


def _has_rowids() -> bool:
    statement = "SELECT sql FROM sqlite_master WHERE name = 'response'"
    return "WITHOUT ROWID" not in str(session().scalar(text(statement)))


def _rows(wave, unit_id: int, order: str) -> list[int]:
    statement = text(
        "SELECT id FROM response WHERE wave_id = :wave AND unit_id = :unit "  # noqa: S608
        f"ORDER BY {order}"
    )
    return list(session().scalars(statement, {"wave": wave.id, "unit": unit_id}))


def _signature(form) -> tuple[int, int]:
    return form["overall"], form["reasons"][0]


def _said(wave, response_id: int) -> tuple[int, int]:
    names = {id_: name for name, id_ in item_ids(wave.instrument_version_id).items()}
    given = {
        names[item]: code
        for item, code in session().execute(
            select(Answer.item_id, Answer.code).where(
                Answer.wave_id == wave.id, Answer.response_id == response_id
            )
        )
    }
    [reason] = [
        int(name.rpartition("reasons")[2].strip("._:"))
        for name, code in given.items()
        if name.startswith("reasons") and code == 1
    ]
    return given["overall"], reason
