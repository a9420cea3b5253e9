from itertools import permutations

import numpy as np
import pytest

from analysis.design import Design
from analysis.errors import ArgumentError, EmptyBaseError
from analysis.models.drivers import drivers, johnson, lmg

RANDOM = np.random.default_rng(12)
N = 600
PSUS = np.repeat(np.arange(60), 10)
COMMON = RANDOM.normal(size=(N, 1))
ASPECTS = COMMON + RANDOM.normal(size=(N, 4))
OUTCOME = ASPECTS @ [1.0, 0.5, 0.0, 0.0] + RANDOM.normal(size=N)
DESIGN = Design.of(RANDOM.uniform(1, 2, N), psus=PSUS)


def r_squared(matrix, chosen):
    if not chosen:
        return 0.0
    inner, cross = matrix[np.ix_(chosen, chosen)], matrix[chosen, -1]
    return cross @ np.linalg.solve(inner, cross)


def test_shapley_parts_are_the_gains_averaged_over_all_orders():
    matrix = np.corrcoef(np.column_stack([ASPECTS, OUTCOME]).T)

    expected = np.zeros(4)
    orders = list(permutations(range(4)))
    for order in orders:
        for place, aspect in enumerate(order):
            before = list(order[:place])
            gain = r_squared(matrix, [*before, aspect]) - r_squared(matrix, before)
            expected[aspect] += gain / len(orders)

    assert lmg(matrix) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("method", [lmg, johnson])
def test_parts_add_up_to_the_explained_variance(method):
    matrix = np.corrcoef(np.column_stack([ASPECTS, OUTCOME]).T)

    assert method(matrix).sum() == pytest.approx(r_squared(matrix, [0, 1, 2, 3]))


@pytest.mark.parametrize("method", [lmg, johnson])
def test_uncorrelated_aspects_have_their_squared_correlations(method):
    matrix = np.eye(4)
    matrix[3, :3] = matrix[:3, 3] = [0.6, 0.3, 0.0]

    assert method(matrix) == pytest.approx([0.36, 0.09, 0], abs=1e-12)


@pytest.mark.parametrize("method", [lmg, johnson])
def test_twins_share_their_importance(method):
    matrix = np.array([[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1.0]])

    assert method(matrix) == pytest.approx([0.125, 0.125])


@pytest.mark.parametrize("method", ["lmg", "johnson"])
def test_the_strongest_driver_is_told_from_the_others(method):
    found = drivers(ASPECTS, OUTCOME, DESIGN, seed=1, method=method, replicates=80)

    assert found.importance.argmax() == 0
    assert found.low[0] > found.high[2]
    assert (found.low < found.importance).all()
    assert (found.importance < found.high).all()
    assert found.n == N


def test_whoever_left_something_out_is_not_used():
    aspects = ASPECTS.copy()
    aspects[:7, 0] = np.nan

    assert drivers(aspects, OUTCOME, DESIGN, seed=1, replicates=2).n == N - 7


def test_bad_input_is_refused():
    def run(aspects=ASPECTS, outcome=OUTCOME, **options):
        return drivers(
            aspects, outcome, DESIGN, **({"seed": 1, "replicates": 2} | options)
        )

    with pytest.raises(ArgumentError, match="method is 'beta'"):
        run(method="beta")
    with pytest.raises(ArgumentError, match="level is 95"):
        run(level=95)
    with pytest.raises(ArgumentError, match="lmg takes at most 12"):
        run(aspects=np.hstack([ASPECTS] * 4))
    with pytest.raises(ArgumentError, match="column 4 of aspects and outcome does not"):
        run(outcome=np.ones(N))
    with pytest.raises(EmptyBaseError, match="0 respondents answered everything"):
        run(outcome=np.full(N, np.nan))
