import numpy as np
import pytest
from scipy import stats

from analysis.design import Design
from analysis.errors import ArgumentError
from analysis.models.rao_scott import rao_scott

RANDOM = np.random.default_rng(6)


def test_a_simple_sample_gives_pearson_s_test():
    rows, columns = RANDOM.integers(0, 3, 900), RANDOM.integers(0, 2, 900)
    rows = np.where(RANDOM.random(900) < 0.1, columns, rows)

    ours = rao_scott(rows, columns, Design.of(np.ones(900)))

    plain = stats.chi2_contingency(
        stats.contingency.crosstab(rows, columns).count, correction=False
    )
    assert ours.pearson == pytest.approx(plain.statistic)
    assert ours.p_value_first_order == pytest.approx(plain.pvalue, rel=0.02)
    assert ours.p_value == pytest.approx(plain.pvalue, rel=0.05)


def test_clusters_make_an_association_less_certain():
    psus = np.repeat(np.arange(30), 30)
    rows = RANDOM.integers(0, 2, 30)[psus]
    columns = (RANDOM.random(30)[psus] < 0.5).astype(int)

    clustered = rao_scott(rows, columns, Design.of(np.ones(900), psus=psus))
    plain = rao_scott(rows, columns, Design.of(np.ones(900)))

    assert clustered.pearson == pytest.approx(plain.pearson)
    assert clustered.statistic < plain.statistic / 10


def test_the_domain_may_be_narrower_than_the_sample():
    rows = np.array(["a", "b", None] * 40, dtype=object)
    columns = np.tile([1, 2, 2, 1], 30)

    found = rao_scott(
        rows, columns, Design.of(np.ones(120)), domain=rows != np.array(None)
    )

    assert found.n == 80


def test_tables_that_hold_no_association_are_refused():
    design = Design.of(np.ones(4))
    with pytest.raises(ArgumentError, match="the table is 1 by 2"):
        rao_scott([1, 1, 1, 1], [1, 2, 1, 2], design)
    with pytest.raises(ArgumentError, match="too many cells of the table are empty"):
        rao_scott([1, 1, 2, 3], [1, 1, 2, 3], design)
