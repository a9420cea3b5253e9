import numpy as np
import pytest

from analysis.domain_shares import domain_shares
from analysis.errors import ArgumentError
from analysis.psu_totals import PsuTotals
from analysis.shares import share_estimate

ITEMS = 4


def tally(random, *, agencies=3, psus=14, strata=4, rows=400):
    """Rows of answers, and the same as one row per PSU and agency."""
    stratum = random.integers(0, strata, psus)
    psu, agency = random.integers(0, psus, rows), random.integers(0, agencies, rows)
    weight = random.uniform(1, 9, rows)
    valid = random.random((rows, ITEMS)) < 0.9
    hits = valid & (random.random((rows, ITEMS)) < [0.5, 0.8, 0.97, 1.0])
    key, code = np.unique(agency * psus + psu, return_inverse=True)

    def added(columns):
        return np.stack([np.bincount(code, c) for c in columns.T.astype(float)], axis=1)

    w = weight[:, np.newaxis]
    arguments = {
        "domains": key // psus,
        "psus": key % psus,
        "strata": stratum,
        "hits": added(hits * w),
        "bases": added(valid * w),
        "counted_hits": added(hits),
        "counted_bases": added(valid),
    }
    return arguments, (stratum, psu, agency, weight, valid, hits)


@pytest.mark.parametrize("interval", ["wilson", "korn_graubard", "logit"])
@pytest.mark.parametrize("seed", range(4))
def test_all_cells_are_what_the_shares_one_by_one_are(seed, interval):
    arguments, raw = tally(np.random.default_rng(seed))
    stratum, psu, agency, weight, valid, hits = raw

    found = domain_shares(**arguments, interval=interval)

    for domain in range(3):
        for item in range(ITEMS):
            inside = agency == domain
            columns = np.column_stack([hits[:, item], valid[:, item]])
            # Noughts keep the PSUs of other agencies, and those nobody answered in.
            rows = np.vstack([columns * inside[:, np.newaxis], np.zeros((14, 2))])
            table = PsuTotals.from_rows(
                rows,
                np.concatenate([weight, np.ones(14)]),
                strata=np.concatenate([stratum[psu], stratum]),
                psus=np.concatenate([psu, np.arange(14)]),
            )
            alone = share_estimate(
                *table.totals.T,
                table.strata,
                n=int((valid[:, item] & inside).sum()),
                n_hits=int((hits[:, item] & inside).sum()),
                interval=interval,
                pooled_deff=pooled(found, domain),
            )
            for name in ("value", "se", "low", "high", "n", "n_eff", "df"):
                ours = getattr(found, name)[domain, item]
                assert ours == pytest.approx(getattr(alone, name), rel=1e-9, abs=1e-12)


def pooled(found, domain):
    p, n = found.value[domain], found.n[domain]
    shown = (p > 0) & (p < 1)
    deff = (found.se[domain] ** 2)[shown] / (p * (1 - p) / (n - 1))[shown]
    return np.average(deff, weights=n[shown])


def test_a_cell_without_answers_is_empty():
    arguments, _ = tally(np.random.default_rng(1))
    for name in ("hits", "bases", "counted_hits", "counted_bases"):
        arguments[name][arguments["domains"] == 1, 2] = 0

    found = domain_shares(**arguments)

    assert np.isnan(found.value[1, 2])
    assert np.isnan(found.low[1, 2])
    assert found.n[1, 2] == found.df[1, 2] == 0
    assert not np.isnan(found.value[1, 1])


def test_unanimity_everywhere_assumes_no_design_effect():
    ones = np.ones((4, 1))

    found = domain_shares(
        [0] * 4,
        range(4),
        [0] * 4,
        hits=ones * 9,
        bases=ones * 9,
        counted_hits=ones * 30,
        counted_bases=ones * 30,
    )

    assert (found.value[0, 0], found.high[0, 0], found.n_eff[0, 0]) == (1, 1, 120)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"hits": np.ones((4, 2))}, "both must be"),
        ({"hits": np.full((4, 1), 9.0)}, "hits exceed their base"),
        ({"psus": [0, 1, 2, 4]}, "psus holds a number"),
        ({"domains": [0, 0, 0, -1]}, "domains holds a number"),
        ({"psus": [0, 0, 1, 2]}, "two rows in one domain"),
        ({"domains": [0]}, "differ in length"),
    ],
)
def test_a_bad_tally_is_refused(changed, message):
    ones = np.ones((4, 1))
    arguments = {
        "domains": [0] * 4,
        "psus": range(4),
        "strata": [0, 0, 1, 1],
        "hits": ones,
        "bases": ones,
        "counted_hits": ones,
        "counted_bases": ones,
    }

    with pytest.raises(ArgumentError, match=message):
        domain_shares(**(arguments | changed))
