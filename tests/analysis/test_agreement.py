"""Everything that R computes too; docs/methods/agreement.md is made from the same."""

import pytest

from tests.analysis.agreement import report
from tests.analysis.samples import read_reference

CLOSE = 1e-10


@pytest.mark.parametrize("module", report.MODULES, ids=lambda module: module.__name__)
def test_every_number_agrees_with_r_and_the_page_lists_its_quantity(module):
    found = list(module.comparisons())

    far = [one for one in found if not one.relative_difference <= CLOSE]

    assert found
    assert far == []
    listed = report.quantities(report.PAGE.read_text(encoding="utf-8"))
    assert {one.quantity for one in found} <= listed


def test_the_reference_is_a_survey_package_that_centres_lonely_psus():
    versions = read_reference("versions.csv").set_index("software")["version"]

    assert tuple(map(int, versions["survey"].split(".")))[:2] >= (4, 4)
