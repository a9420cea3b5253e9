from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from survey import clock
from survey.database import session, transaction
from survey.invitations import codes, uses
from survey.invitations.errors import CodeUsed, NothingToReplace
from survey.invitations.models import (
    AccessCode,
    BatchKind,
    CodeBatch,
    CodeReport,
    CodeUse,
)
from survey.waves.models import Wave, WaveState
from tests.factories import make_wave

KEY = bytes(range(32))
EXPIRES_ON = date(2026, 10, 7)


@pytest.fixture
def wave(app) -> Wave:
    return make_wave(instrument="quick_counter")


def count(model) -> int:
    return session().scalar(select(func.count()).select_from(model))


def draw(wave: Wave, number: int = 1, expires_on: date = EXPIRES_ON) -> codes.Numbered:
    with clock.at(date(2026, 9, 7)), transaction():
        batch, numbered = codes.draw_codes(
            wave, wave.units[0], number, BatchKind.SHEET, expires_on
        )
    assert (batch.size, batch.made_on) == (number, date(2026, 9, 7))
    return numbered


def form_of(wave: Wave, receipt: str = "AAAAAAAAAA", key: bytes = KEY) -> uses.Form:
    return uses.Form(
        wave_id=wave.id, unit_id=wave.units[0].id, receipt=receipt, inbox_key=key
    )


def burn(code: str, form: uses.Form) -> None:
    with clock.at(date(2026, 9, 7)), transaction():
        uses.burn(code, form)


def test_codes_are_numbered_random_and_kept_only_as_tags(wave):
    numbered = draw(wave, 30)

    assert [serial for serial, _code in numbered] == list(range(1, 31))
    drawn = {code for _serial, code in numbered}
    assert len(drawn) == 30
    assert {len(code) for code in drawn} == {26}
    kept = session().scalars(select(AccessCode.code_tag)).all()
    assert set(kept) == {codes.code_tag(code) for code in drawn}
    assert not any(code.encode() in tag for code in drawn for tag in kept)


def test_a_code_is_found_with_its_office(wave):
    [(_serial, code)] = draw(wave)

    found = codes.find(code)

    assert codes.is_of(found, wave, wave.units[0])
    assert codes.find("A" * 26) is None


def test_a_code_is_over_after_its_last_day(wave):
    [(_serial, code)] = draw(wave)
    found = codes.find(code)

    assert not codes.is_over(found, EXPIRES_ON)
    assert codes.is_over(found, EXPIRES_ON + timedelta(days=1))


def test_a_code_is_written_in_groups_of_five():
    assert codes.grouped_code("ABCDE" * 5 + "F") == "ABCDE-ABCDE-ABCDE-ABCDE-ABCDE-F"


def test_a_code_is_burnt_once(wave):
    [(_serial, code)] = draw(wave)
    burn(code, form_of(wave))

    with pytest.raises(CodeUsed):
        burn(code, form_of(wave, receipt="BBBBBBBBBB"))

    assert codes.is_used(code)
    assert count(CodeUse) == 1


def test_only_code_and_receipt_together_lead_to_the_inbox(wave):
    (_, code), (_, other) = draw(wave, 2)
    burn(code, form_of(wave))
    burn(other, form_of(wave, receipt="BBBBBBBBBB", key=KEY[::-1]))

    assert uses.get_inbox_key(code, "AAAAAAAAAA") == KEY
    for wrong in ((code, "BBBBBBBBBB"), (other, "AAAAAAAAAA"), ("", "AAAAAAAAAA")):
        with pytest.raises(NothingToReplace):
            uses.get_inbox_key(*wrong)


def test_what_is_kept_of_a_use_names_neither_row_nor_receipt(wave):
    [(_serial, code)] = draw(wave)
    burn(code, form_of(wave))

    used = session().scalars(select(CodeUse)).one()

    for kept in (used.code_tag, used.receipt_tag, used.locator):
        assert kept != KEY
        assert b"AAAAAAAAAA" not in kept
        assert code.encode() not in kept


def test_a_later_form_moves_the_way_and_the_first_receipt_is_dead(wave):
    [(_serial, code)] = draw(wave)
    burn(code, form_of(wave))
    later = form_of(wave, receipt="BBBBBBBBBB", key=KEY[::-1])

    with clock.at(date(2026, 9, 7)), transaction():
        assert uses.replace(code, "AAAAAAAAAA", later) == KEY

    assert uses.get_inbox_key(code, "BBBBBBBBBB") == KEY[::-1]
    with (
        clock.at(date(2026, 9, 7)),
        pytest.raises(NothingToReplace),
        transaction(),
    ):
        uses.replace(code, "AAAAAAAAAA", later)


def test_a_code_that_was_given_back_can_be_used_again(wave):
    [(_serial, code)] = draw(wave)
    burn(code, form_of(wave))

    with transaction():
        assert uses.give_back(code, "AAAAAAAAAA") == KEY
    burn(code, form_of(wave, receipt="BBBBBBBBBB"))

    assert uses.get_inbox_key(code, "BBBBBBBBBB") == KEY


def test_old_codes_are_forgotten_thirteen_months_after_their_end(wave):
    (_, old), (_, reported) = draw(wave, 2)
    draw(wave, expires_on=EXPIRES_ON + timedelta(days=1))
    burn(old, form_of(wave))
    with transaction():
        uses.report(reported)

    for day, left in ((date(2027, 11, 7), 3), (date(2027, 11, 8), 1)):
        with transaction():
            codes.sweep(day)
        assert count(AccessCode) == left
    assert (count(CodeBatch), count(CodeUse), count(CodeReport)) == (1, 0, 0)


def test_the_ways_of_a_closed_wave_are_forgotten(wave):
    [(_serial, code)] = draw(wave)
    burn(code, form_of(wave))
    with transaction():
        codes.sweep(date(2026, 9, 8))
    assert uses.get_inbox_key(code, "AAAAAAAAAA") == KEY

    with transaction():
        session().execute(update(Wave).values(state=WaveState.CLOSED))
        codes.sweep(date(2026, 9, 8))

    assert codes.is_used(code)
    assert session().scalars(select(CodeUse.locator)).all() == [b""]
    with pytest.raises(NothingToReplace):
        uses.get_inbox_key(code, "AAAAAAAAAA")
