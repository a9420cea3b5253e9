import json
from collections import Counter
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from questionnaires import CHOSEN, NOT_ASKED, NOT_CHOSEN
from survey.database import session, transaction
from survey.instruments.service import item_ids
from survey.release import service
from survey.release.errors import NotACounterWave
from survey.responses.models import Answer, Channel, Comment, Response
from survey.responses.service import submit
from tests.factories import make_unit, make_wave
from tests.survey.release.steps import OCTOBER, release
from tests.survey.release.tables import (
    count,
    inbox,
    labels,
    released_words,
    responses,
)
from tests.survey.responses.factories import (
    DAY,
    make_submission,
    send,
    send_many,
    whole_five_factor,
)


def codes_of(response, wave) -> dict[str, int]:
    names = {
        number: name for name, number in item_ids(wave.instrument_version_id).items()
    }
    rows = session().scalars(select(Answer).where(Answer.response_id == response.id))
    return {names[row.item_id]: row.code for row in rows}


def test_ten_forms_of_a_unit_are_released(wave):
    send_many(wave, 10)

    counts = release(wave)

    assert (counts.released, counts.waiting) == (10, 0)
    assert (count(Response), inbox()) == (10, [])


def test_nine_forms_wait_where_nobody_can_find_them(wave):
    uuid = uuid4()
    send(wave, uuid=uuid)
    send_many(wave, 8)
    before = {row.key for row in inbox()}

    counts = release(wave)

    after = inbox()
    assert (counts.released, counts.waiting, counts.newly_waiting) == (0, 9, 9)
    assert all(row.waiting for row in after)
    assert not before & {row.key for row in after}


def test_units_are_counted_apart(wave):
    send_many(wave, 10, unit=wave.units[0])
    send_many(wave, 9, unit=wave.units[1])

    release(wave)

    assert {row.unit_id for row in responses()} == {wave.units[0].id}
    assert {row.stratum for row in responses()} == {wave.units[0].code}


def test_periods_are_counted_apart(wave, set_clock):
    send_many(wave, 9, day=date(2026, 9, 30))
    set_clock(OCTOBER)
    send(wave, day=OCTOBER)

    assert release(wave, OCTOBER).released == 0


def test_a_second_release_changes_nothing(wave):
    send_many(wave, 10)
    send_many(wave, 3, unit=wave.units[1])
    release(wave)
    before = [row.id for row in responses()], {row.key for row in inbox()}

    counts = release(wave)

    assert not counts.changed
    assert counts.waiting == 3
    assert ([row.id for row in responses()], {row.key for row in inbox()}) == before


def test_those_who_wait_leave_with_those_who_join_them(wave):
    send_many(wave, 6)
    release(wave)
    send_many(wave, 4)

    assert release(wave).released == 10


def test_all_or_nothing_when_it_is_killed_half_way(wave):
    send_many(wave, 10, answers={"overall": 2, "comment": "Chờ lâu"})

    with pytest.raises(KeyboardInterrupt):
        release_and_be_killed(wave)

    assert [count(model) for model in (Response, Answer, Comment)] == [0, 0, 0]
    assert labels() == []
    assert [row.waiting for row in inbox()] == [False] * 10
    assert release(wave).released == 10


def release_and_be_killed(wave):
    with transaction():
        service.release(wave, DAY)
        raise KeyboardInterrupt


def test_a_form_sent_again_after_the_release_is_not_counted_again(wave):
    uuid = uuid4()
    receipt = send(wave, uuid=uuid)
    send_many(wave, 9)
    release(wave)

    again = send(wave, uuid=uuid)

    assert again == receipt
    assert (count(Response), inbox()) == (10, [])


def test_a_response_keeps_what_is_needed_and_no_more(wave):
    send_many(wave, 10, counter=3, language="en", channel=Channel.KIOSK)

    release(wave)

    row = responses()[0]
    assert row.period_id == wave.periods[0].id
    assert row.instrument_version_id == wave.instrument_version_id
    assert (row.channel, row.language) == (Channel.KIOSK, "en")
    assert (row.base_weight, row.flags, row.interviewer) == (1.0, "", None)
    assert row.service_field is None


def test_uuid_day_and_counter_are_nowhere_in_what_was_released(wave):
    uuids = [uuid4() for _ in range(10)]
    for uuid in uuids:
        send(wave, uuid=uuid, counter=77, answers={"overall": 5, "comment": "Tốt"})
    kept = [row.key.hex() for row in inbox()]

    release(wave)

    words = released_words()
    assert "Tốt" in words
    assert DAY.isoformat() not in words
    assert "\n77\n" not in words
    for uuid, key in zip(uuids, kept, strict=True):
        assert str(uuid) not in words
        assert uuid.hex not in words
        assert key not in words


def test_what_was_not_asked_is_told_from_what_was_left_blank(wave):
    send_many(wave, 10, answers={"overall": 5})
    send_many(wave, 10, unit=wave.units[1], answers={"overall": 2})

    release(wave)

    happy, unhappy = (
        codes_of(next(r for r in responses() if r.unit_id == unit.id), wave)
        for unit in wave.units
    )
    assert happy["overall"] == 5
    assert {code for name, code in happy.items() if "." in name} == {NOT_ASKED}
    assert unhappy == {"overall": 2}


def test_each_reason_is_stored_as_chosen_or_not(wave):
    send_many(wave, 10, answers={"overall": 2, "reasons": (1, 90)})

    release(wave)

    codes = codes_of(responses()[0], wave)
    assert codes["reasons.1"] == codes["reasons.90"] == CHOSEN
    assert Counter(codes.values())[NOT_CHOSEN] == 7


def test_the_service_field_is_kept_beside_the_answers(app):
    wave = make_wave()
    send_many(wave, 10, answers=whole_five_factor())

    release(wave)

    assert {row.service_field for row in responses()} == {2}
    assert len(codes_of(responses()[0], wave)) == 18


def test_words_are_cut_from_their_response(wave):
    for number in range(10):
        send(wave, answers={"overall": 5, "comment": f"Ý kiến {number}"})

    counts = release(wave)

    comments = session().scalars(select(Comment)).all()
    assert counts.comments == 10
    assert {row.words for row in comments} == {f"Ý kiến {n}" for n in range(10)}
    assert {row.asked_as for row in comments} == {"comment"}
    assert not {row.id for row in comments} & {row.id for row in responses()}


def test_a_survey_wave_is_not_released_here(app):
    wave = make_wave(make_unit(), instrument="quick_counter", kind="survey")

    with pytest.raises(NotACounterWave):
        release(wave)


def rank_correlation(first: list[int], second: list[int]) -> float:
    n = len(first)
    ranks = {value: rank for rank, value in enumerate(sorted(second))}
    apart = sum((a - ranks[b]) ** 2 for a, b in zip(first, second, strict=True))
    return 1 - 6 * apart / (n * (n * n - 1))


def test_the_order_of_arrival_says_nothing_about_the_ids(wave):
    people = 200
    with transaction():
        for number in range(people):
            words = {"overall": 1 + number % 5, "comment": str(number)}
            submit(make_submission(wave, answers=words))
    arrival = sorted(inbox(), key=lambda row: _number(row.body))
    key_order = [int.from_bytes(row.key[:8], "big") for row in arrival]

    release(wave)

    comments = sorted(
        session().scalars(select(Comment)), key=lambda row: int(row.words)
    )
    in_order = list(range(people))
    # Five standard deviations of what chance alone gives.
    assert abs(rank_correlation(in_order, key_order)) < 0.35
    assert abs(rank_correlation(in_order, [row.id for row in comments])) < 0.35


def _number(body: str) -> int:
    return int(json.loads(body)["answers"]["comment"])


def test_responses_are_numbered_in_no_order_of_arrival(wave):
    """Answers tell the rows apart: those of the first half are all fives."""
    people = 200
    with transaction():
        for number in range(people):
            code = 5 if number < people // 2 else 4
            submit(make_submission(wave, answers={"overall": code}))

    release(wave)

    overall = item_ids(wave.instrument_version_id)["overall"]
    statement = select(Answer.code).where(Answer.item_id == overall)
    codes = session().scalars(statement.order_by(Answer.response_id)).all()
    fives_in_front = codes[: people // 2].count(5)
    # The count is hypergeometric; chance alone gives a standard deviation of 3.5.
    assert abs(fives_in_front - people // 4) < 20
