"""Estimators against R's survey package; see reference/estimates.R."""

import numpy as np
import pytest

from analysis.linearised import Aggregation
from analysis.means import mean_estimate, ratio_estimate, total_estimate
from analysis.shares import composite_estimate, share_estimate
from analysis.variance import covariance_of_totals
from tests.analysis.samples import (
    ITEMS,
    api_sample,
    counters_sample,
    item_table,
    r_value,
    read_reference,
)

CLOSE = 1e-10

API = [
    design + domain
    for design in (
        "srs",
        "srs_fpc",
        "strat",
        "strat_fpc",
        "clus1",
        "clus1_fpc",
        "clus2",
    )
    for domain in ("", "/elementary")
]
COUNTERS = [
    (lonely, name)
    for lonely in ("adjust", "remove", "certainty")
    for name in ("plain", "fpc", "agency_A", "agency_A_fpc")
]
AGGREGATIONS = {
    Aggregation.MEAN_OF_ITEM_SHARES: None,
    Aggregation.RATIO_OF_TOTALS: None,
    Aggregation.MEAN_OF_FACTORS: [1, 1, 2, 2, 2],
}


def agrees(ours: float, case: str, quantity: str) -> bool:
    return ours == pytest.approx(r_value(case, quantity), rel=CLOSE, abs=0)


def test_the_reference_is_a_survey_package_that_centres_lonely_psus():
    versions = read_reference("versions.csv").set_index("software")["version"]

    assert tuple(map(int, versions["survey"].split(".")))[:2] >= (4, 4)


@pytest.mark.parametrize("method", ["wilson", "logit", "beta"])
@pytest.mark.parametrize("case", API)
def test_a_share_agrees(case, method):
    sample = api_sample(case)
    hits = (sample.frame["sch_wide"] == "Yes").to_numpy()
    table = sample.totals(hits, np.ones(len(hits)))

    ours = share_estimate(
        *table.totals.T,
        table.strata,
        n=int(sample.domain.sum()),
        fpc=table.fpc,
        interval=method,
    )

    for quantity in ("value", "se", "deff", "df"):
        assert agrees(getattr(ours, quantity), f"{case}/share", quantity)
    if method != "wilson":
        assert agrees(ours.low, f"{case}/share", f"{method}_low")
        assert agrees(ours.high, f"{case}/share", f"{method}_high")


@pytest.mark.parametrize("case", API)
def test_a_mean_agrees(case):
    sample = api_sample(case)
    score = sample.frame["api00"].to_numpy(float)
    table = sample.totals(score, np.ones(len(score)), score**2)

    ours = mean_estimate(
        *table.totals.T[:2],
        table.strata,
        n=int(sample.domain.sum()),
        sum_squares=table.totals[:, 2].sum(),
        fpc=table.fpc,
    )

    for quantity in ("value", "se", "deff", "low", "high"):
        assert agrees(getattr(ours, quantity), f"{case}/mean", quantity)


@pytest.mark.parametrize("case", API)
def test_a_ratio_and_a_total_with_answers_missing_agree(case):
    sample = api_sample(case)
    asked = sample.frame["enroll"].notna().to_numpy()
    sample.domain = sample.domain & asked
    pupils = sample.frame["enroll"].fillna(0).to_numpy()
    tested = sample.frame["api_stu"].to_numpy(float)
    table = sample.totals(tested, pupils, asked, pupils**2)
    n = int(sample.domain.sum())

    ratio = ratio_estimate(*table.totals.T[:2], table.strata, n=n, fpc=table.fpc)
    total = total_estimate(
        table.totals[:, 1],
        table.strata,
        n=n,
        members=table.totals[:, 2] > 0,
        base=table.totals[:, 2].sum(),
        sum_squares=table.totals[:, 3].sum(),
        fpc=table.fpc,
    )

    for quantity in ("value", "se"):
        assert agrees(getattr(ratio, quantity), f"{case}/ratio", quantity)
    for quantity in ("value", "se", "deff"):
        assert agrees(getattr(total, quantity), f"{case}/total", quantity)


@pytest.mark.parametrize("case", API)
def test_the_covariance_of_totals_agrees(case):
    sample = api_sample(case)
    yes = sample.frame[["sch_wide", "comp_imp"]].to_numpy() == "Yes"
    score = sample.frame["api00"].to_numpy(float)

    ours = covariance_of_totals(sample.totals(yes, score))

    for row, column in ((1, 1), (1, 2), (1, 3), (2, 3), (3, 3)):
        element = ours[row - 1, column - 1]
        assert agrees(element, f"{case}/covariance", f"c{row}{column}")


@pytest.mark.parametrize(("aggregation", "factors"), AGGREGATIONS.items())
@pytest.mark.parametrize(("lonely", "name"), COUNTERS)
def test_a_composite_agrees(lonely, name, aggregation, factors):
    sample = counters_sample(name)
    table = item_table(sample)

    ours = composite_estimate(
        table.totals[:, :ITEMS],
        table.totals[:, ITEMS:],
        table.strata,
        n=int(sample.domain.sum()),
        aggregation=aggregation,
        factors=factors,
        fpc=table.fpc,
        lonely=lonely,
    )

    for quantity in ("value", "se", "df"):
        case = f"counters/{lonely}/{name}/{aggregation}"
        assert agrees(getattr(ours, quantity), case, quantity)


@pytest.mark.parametrize(("lonely", "name"), COUNTERS)
def test_lonely_psus_count_as_in_r(lonely, name):
    sample = counters_sample(name)
    table = item_table(sample)
    first = table.totals[:, 0], table.totals[:, ITEMS], table.strata
    n = int(table.counts[:, ITEMS].sum())

    share = share_estimate(*first, n=n, fpc=table.fpc, lonely=lonely)
    total = total_estimate(
        table.totals[:, 0],
        table.strata,
        n=n,
        members=(table.totals[:, ITEMS:] > 0).any(axis=1),
        fpc=table.fpc,
        lonely=lonely,
    )

    case = f"counters/{lonely}/{name}"
    for quantity in ("value", "se", "deff", "df"):
        assert agrees(getattr(share, quantity), f"{case}/share", quantity)
    for quantity in ("value", "se"):
        assert agrees(getattr(total, quantity), f"{case}/total", quantity)
