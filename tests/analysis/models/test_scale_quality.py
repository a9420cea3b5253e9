import math

import numpy as np
import pytest

from analysis.errors import ArgumentError, EmptyBaseError
from analysis.models.scale_quality import scale_quality, weighted_covariance

RANDOM = np.random.default_rng(9)


def test_parallel_items_have_the_alpha_of_spearman_and_brown():
    true = RANDOM.normal(size=(20_000, 1))
    answers = true + RANDOM.normal(size=(20_000, 4))

    quality = scale_quality(answers)

    assert quality.alpha == pytest.approx(4 * 0.5 / (1 + 3 * 0.5), abs=0.01)
    assert quality.alpha_without == pytest.approx(3 * 0.5 / (1 + 2 * 0.5), abs=0.01)
    assert quality.item_total == pytest.approx(0.5 * 3**0.5 / 2**0.5, abs=0.02)


def test_an_item_of_another_kind_shows():
    true = RANDOM.normal(size=(500, 1))
    answers = np.hstack(
        [true + RANDOM.normal(size=(500, 4)), RANDOM.normal(size=(500, 1))]
    )

    quality = scale_quality(answers)

    assert quality.item_total.argmin() == 4
    assert quality.alpha_without[4] > quality.alpha


def test_incomplete_forms_are_dropped_and_counted():
    answers = np.array([[1.0, 2], [2, np.nan], [3, 3], [4, 5], [5, 5]])

    quality = scale_quality(answers, weights=[1, 1, 1, 1, 0])

    assert (quality.n, quality.dropped) == (3, 1)


def test_two_items_leave_one_alone():
    assert np.isnan(scale_quality([[1, 1], [2, 3], [3, 2]]).alpha_without).all()


def test_items_that_do_not_vary_have_no_quality():
    quality = scale_quality([[5, 5], [5, 5]])

    assert math.isnan(quality.alpha)
    assert np.isnan(quality.item_total).all()


def test_weights_count_rows_several_times():
    values = RANDOM.normal(size=(5, 2))

    assert weighted_covariance(values, [2, 1, 1, 1, 1]) == pytest.approx(
        np.cov(np.vstack([values, values[:1]]).T, bias=True)
    )


def test_too_little_is_refused():
    with pytest.raises(EmptyBaseError, match="fewer than two"):
        scale_quality([[1, np.nan], [1, 2]])
    for shape in ((3,), (3, 1)):
        with pytest.raises(ArgumentError, match="J at least 2"):
            scale_quality(np.ones(shape))
