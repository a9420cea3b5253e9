"""What a record of an opening must say."""

from datetime import date

import pytest

from survey.slips import rules
from survey.slips.errors import (
    DayOutsideWave,
    MoreInvalidThanFound,
    OneWitness,
    SealUnexplained,
    WitnessIsRecorder,
)
from survey.slips.rules import Witness
from tests.survey.slips.makers import TODAY, make_findings

WAVE = (date(2026, 9, 1), date(2026, 12, 31))


def check(**values):
    rules.check_findings(
        make_findings(**values), recorder_id=1, wave_days=WAVE, today=TODAY
    )


def test_a_whole_record_is_taken():
    check(found=0)
    check(found=3, invalid=3, witness=Witness(account_id=2))
    check(seal_intact=False, note="Dán lại ngày 05/9.")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"opened_on": date(2026, 8, 31)}, DayOutsideWave),
        ({"opened_on": date(2026, 9, 8)}, DayOutsideWave),
        ({"found": 2, "invalid": 3}, MoreInvalidThanFound),
        ({"found": 2, "invalid": -1}, MoreInvalidThanFound),
        ({"seal_intact": False}, SealUnexplained),
        ({"witness": Witness(account_id=1)}, WitnessIsRecorder),
        ({"witness": Witness()}, OneWitness),
        ({"witness": Witness(name="Lò Thị Thử")}, OneWitness),
        ({"witness": Witness(position="Trưởng bản")}, OneWitness),
        ({"witness": Witness(account_id=2, name="A", position="B")}, OneWitness),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(wrong, refusal):
    with pytest.raises(refusal):
        check(**wrong)
