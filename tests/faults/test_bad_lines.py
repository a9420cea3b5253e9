"""Over a line that breaks in every way, nothing is lost and nothing counts twice."""

import pytest

from tests.faults.proxy import Fault
from tests.faults.street import make_street, send_all
from tests.journeys.conftest import served

FORMS = 1_000


@pytest.mark.xdist_group("faults")
def test_a_thousand_forms_over_a_breaking_line_are_counted_once_each(installation):
    wave = make_street()
    with served(installation) as address:
        count = send_all(installation, wave, address, forms=FORMS, seed=20261126)

    assert count.sound, count
    assert count.counted == FORMS
    assert count.released_meanwhile > 0
    assert set(count.faults) == {"nothing", *Fault}
