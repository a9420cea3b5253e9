import math

import pytest

from analysis.errors import ArgumentError
from analysis.intervals import interval, p_value
from analysis.verdict import Verdict, holm_verdicts, verdict
from tests.analysis.samples import read_reference


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.96, 0.99, Verdict.MET),
        (0.95, 0.99, Verdict.MET),
        (0.90, 0.949, Verdict.NOT_MET),
        (0.90, 0.95, Verdict.CANNOT_TELL),
        (0.9499999, 1.0, Verdict.CANNOT_TELL),
        (math.nan, math.nan, Verdict.CANNOT_TELL),
    ],
)
def test_a_verdict_needs_the_whole_interval_on_one_side(low, high, expected):
    assert verdict(low, high, 0.95) is expected


def test_97_per_cent_on_400_forms_does_not_prove_95():
    bounds = interval(0.97, math.sqrt(0.97 * 0.03 / 400), 400, math.inf)

    assert (round(float(bounds.low), 3), round(float(bounds.high), 3)) == (0.948, 0.983)
    assert verdict(float(bounds.low), float(bounds.high), 0.95) is Verdict.CANNOT_TELL


def test_bounds_the_wrong_way_round_are_refused():
    with pytest.raises(ArgumentError, match="above high"):
        verdict(0.9, 0.8, 0.95)


def test_holm_settles_what_rs_adjusted_p_values_settle():
    rows = read_reference("holm.csv")

    for level in (0.9, 0.95, 0.99):
        verdicts = holm_verdicts([0.99] * len(rows), list(rows["p"]), 0.95, level=level)

        settled = [found is Verdict.MET for found in verdicts]
        assert settled == list(rows["holm"] <= 1 - level)


@pytest.mark.parametrize("share", [0.80, 0.89, 0.93, 0.95, 0.97, 0.99, 1.0])
def test_a_family_of_one_gets_the_verdict_of_its_interval(share):
    bounds = interval(share, math.sqrt(share * (1 - share) / 150), 150, 12)
    p = p_value(share, bounds.n_eff, 12, index_target=0.95)

    [found] = holm_verdicts([share], [float(p)], 0.95)

    assert found is verdict(float(bounds.low), float(bounds.high), 0.95)


def test_a_large_family_settles_less_and_says_on_which_side():
    alone = holm_verdicts([0.99, 0.90], [0.04, 1e-6], 0.95)
    listed = holm_verdicts([0.99, 0.90] + [0.95] * 8, [0.04, 1e-6] + [1.0] * 8, 0.95)

    assert alone == [Verdict.MET, Verdict.NOT_MET]
    assert listed[:2] == [Verdict.CANNOT_TELL, Verdict.NOT_MET]


def test_an_agency_without_interval_leaves_the_family():
    verdicts = holm_verdicts([0.99, 0.99], [0.04, math.nan], 0.95)

    assert verdicts == [Verdict.MET, Verdict.CANNOT_TELL]


def test_an_empty_family_has_no_verdicts():
    assert holm_verdicts([], [], 0.95) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"p_values": []}, "1 values, but 0"),
        ({"p_values": [1.1]}, "outside"),
        ({"level": 95}, "level is 95"),
    ],
)
def test_a_bad_family_is_refused(arguments, message):
    defaults = {"values": [0.9], "p_values": [0.1], "index_target": 0.95}

    with pytest.raises(ArgumentError, match=message):
        holm_verdicts(**(defaults | arguments))
