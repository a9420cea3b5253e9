"""Records of openings: by two people, and never changed."""

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from survey import clock
from survey.accounts.models import Role
from survey.database import session, transaction
from survey.slips import boxes
from survey.slips.errors import CorrectedBefore, FewerThanEntered, WitnessIsRecorder
from survey.slips.models import BoxOpening
from survey.slips.rules import Witness
from tests.factories import make_account, make_unit, make_wave
from tests.survey.responses.senders import at_once
from tests.survey.slips.makers import (
    TODAY,
    enter,
    make_findings,
    open_box,
    print_slips,
)


def correct(opening, **values):
    by = make_account(Role.DESIGNER)
    with clock.at(TODAY), transaction():
        return boxes.correct(opening, make_findings(**values), by=by)


def test_a_record_keeps_who_opened_the_box_and_what_was_in_it(wave):
    recorder, colleague = make_account(Role.DESIGNER), make_account(Role.APPROVER)

    opening = open_box(
        wave, by=recorder, witness=Witness(account_id=colleague.id), found=7, invalid=2
    )

    assert (opening.recorder, opening.witness) == (recorder, colleague)
    assert (opening.found, opening.invalid, opening.seal_intact) == (7, 2, True)


def test_nobody_is_his_own_witness(wave):
    recorder = make_account(Role.DESIGNER)

    with pytest.raises(WitnessIsRecorder):
        open_box(wave, by=recorder, witness=Witness(account_id=recorder.id))


def test_a_correction_takes_the_place_of_a_record_and_both_stay(wave):
    wrong = open_box(wave, found=5)

    right = correct(wrong, found=6, note="Đếm thiếu 1 phiếu.")

    assert boxes.list_openings(wave, wave.units[0]) == [right]
    assert boxes.earlier_records(right) == [wrong]
    session().refresh(wrong)
    assert wrong.found == 5
    assert wrong.corrected_by is right


def test_a_record_is_corrected_once(wave):
    wrong = open_box(wave)
    correct(wrong)

    with pytest.raises(CorrectedBefore):
        correct(wrong)


def test_of_two_who_correct_at_once_one_is_told_so(app, wave):
    number = open_box(wave).id

    def act(_number):
        try:
            correct(boxes.find_opening(number))
        except CorrectedBefore:
            return "refused"
        return "kept"

    assert sorted(at_once(app, act, 3)) == ["kept", "refused", "refused"]


def test_a_correction_cannot_leave_fewer_slips_than_were_entered(wave):
    print_slips(wave)
    opening = open_box(wave, found=2)
    enter(opening, 1)
    enter(opening, 2)

    with pytest.raises(FewerThanEntered):
        correct(opening, found=1)


def test_the_database_lets_nobody_change_or_delete_a_record(wave):
    open_box(wave)

    for statement in (update(BoxOpening).values(found=9), delete(BoxOpening)):
        with pytest.raises(IntegrityError, match="never changed"), transaction():
            session().execute(statement)


def test_the_record_of_an_illustration_may_be_dropped(app):
    example = make_wave(instrument="quick_counter", illustrative=True)
    open_box(example)

    with transaction():
        session().execute(delete(BoxOpening))


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"witness_name": None, "witness_position": None}, "one_witness"),
        ({"witness_position": None}, "one_witness"),
        ({"invalid": 9}, "invalid_are_among_found"),
        ({"seal_intact": False, "note": ""}, "broken_seal_is_explained"),
    ],
)
def test_the_database_keeps_the_rules_of_a_record(wave, wrong, rule):
    with pytest.raises(IntegrityError, match=rule), transaction():
        session().execute(insert(BoxOpening).values(row(wave) | wrong))


def test_the_database_wants_two_people(wave):
    wrong = row(wave) | {"witness_name": None, "witness_position": None}
    wrong["witness_id"] = wrong["recorder_id"]

    with pytest.raises(IntegrityError, match="two_people"), transaction():
        session().execute(insert(BoxOpening).values(wrong))


def test_a_correction_belongs_to_the_office_of_the_record(app):
    wave = make_wave(make_unit(), make_unit(), instrument="quick_counter")
    opening = open_box(wave)
    wrong = row(wave) | {"unit_id": wave.units[1].id, "corrects_id": opening.id}

    with pytest.raises(IntegrityError), transaction():
        session().execute(insert(BoxOpening).values(wrong))


def row(wave):
    return {
        "wave_id": wave.id,
        "unit_id": wave.units[0].id,
        "opened_on": TODAY,
        "recorder_id": make_account(Role.DESIGNER).id,
        "witness_name": "Lò Thị Thử",
        "witness_position": "Phó trưởng bản",
        "found": 5,
        "invalid": 0,
        "seal_intact": True,
        "note": "",
        "recorded_on": TODAY,
    }
