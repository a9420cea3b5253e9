import math

import numpy as np
import pytest

from analysis.design import Design
from analysis.errors import ArgumentError, EmptyBaseError
from analysis.quantiles import quantile

VALUES = np.arange(1.0, 201.0)
DESIGN = Design.of(np.full(200, 0.1))


def test_a_tie_of_the_cumulated_weight_is_decided_by_counting():
    assert quantile(VALUES, 0.1, DESIGN).value == 20
    assert quantile(VALUES, 0.101, DESIGN).value == 21


def test_the_interval_holds_the_quantile():
    median = quantile(VALUES, 0.5, DESIGN)

    assert median.low < median.value < median.high
    assert median.method == "woodruff"


def test_the_sample_does_not_bound_an_extreme_quantile():
    assert math.isnan(quantile(VALUES, 0.001, DESIGN).low)
    assert math.isnan(quantile(VALUES, 0.999, DESIGN).high)


def test_one_psu_gives_no_interval():
    lonely = quantile(VALUES, 0.5, DESIGN, domain=VALUES == 7)

    assert lonely.value == 7
    assert math.isnan(lonely.low)
    assert math.isnan(lonely.se)


def test_bad_input_is_refused():
    with pytest.raises(EmptyBaseError, match="no quantile"):
        quantile(VALUES, 0.5, DESIGN, domain=VALUES < 0)
    with pytest.raises(ArgumentError, match="probability is 50"):
        quantile(VALUES, 50, DESIGN)
    with pytest.raises(ArgumentError, match="level is 95"):
        quantile(VALUES, 0.5, DESIGN, level=95)
