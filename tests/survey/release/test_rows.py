from datetime import date

from survey.release import rows
from survey.responses.body import write_body
from survey.responses.models import Channel, InboxRow, Proof
from survey.waves.models import Period, Wave
from tests.survey.responses.questionnaires_at_hand import small

PLACE = rows.Place(
    wave=Wave(id=1, instrument_version_id=2),
    period=Period(id=3),
    stratum="00691",
    instrument=small(),
    item_ids={"came": 11, "times": 12, "rated": 13, "heard.1": 14, "heard.2": 15},
)


def waiting(**answers):
    return InboxRow(
        key=b"key",
        wave_id=1,
        unit_id=4,
        channel=Channel.KIOSK,
        proof=Proof.DEVICE,
        partial=False,
        language="vi",
        counter=3,
        day=date(2026, 9, 7),
        body=write_body(answers, "digest"),
    )


def codes(**answers) -> dict[int, int]:
    return {
        row["item_id"]: row["code"]
        for row in rows.answer_rows(waiting(**answers), PLACE, 99)
    }


def test_what_speaks_for_a_response_stays_with_it():
    finished, left = waiting(came=1), waiting(came=1)
    left.partial = True

    kept = [rows.response_row(form, PLACE, "label", 9) for form in (finished, left)]

    assert [row["proof"] for row in kept] == [Proof.DEVICE, Proof.DEVICE]
    assert [row["flags"] for row in kept] == ["", "partial"]


def test_a_number_is_stored_as_it_is():
    assert codes(came=1, times=7, rated=98) == {11: 1, 12: 7, 13: 98}


def test_what_a_rule_left_out_is_stored_as_not_asked():
    assert codes(came=2, heard=(2,)) == {11: 2, 12: -1, 13: -1, 14: 0, 15: 1}


def test_words_have_no_code_and_no_number_of_their_response():
    (comment,) = rows.comment_rows(waiting(came=2, words="Tốt"), PLACE)

    assert comment == {
        "wave_id": 1,
        "unit_id": 4,
        "asked_as": "words",
        "words": "Tốt",
    }


def test_a_form_without_words_makes_no_comment():
    assert rows.comment_rows(waiting(came=2), PLACE) == []
