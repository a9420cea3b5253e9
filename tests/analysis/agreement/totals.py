"""Estimates from PSU totals; see reference/estimates.R."""

from collections.abc import Iterator

import numpy as np

from analysis.linearised import Aggregation
from analysis.means import mean_estimate, ratio_estimate, total_estimate
from analysis.shares import composite_estimate, share_estimate
from analysis.variance import covariance_of_totals
from tests.analysis.agreement.comparison import Comparison, compared, parts
from tests.analysis.samples import (
    ITEMS,
    api_sample,
    counters_sample,
    item_table,
)

FILE = "estimates.csv"
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


def comparisons() -> Iterator[Comparison]:
    for case in API:
        yield from shares(case)
        yield from means(case)
        yield from ratios_and_totals(case)
        yield from covariances(case)
    for lonely, name in COUNTERS:
        yield from composites(lonely, name)
        yield from lonely_psus(lonely, name)


def shares(case: str) -> Iterator[Comparison]:
    sample = api_sample(case)
    hits = (sample.frame["sch_wide"] == "Yes").to_numpy()
    table = sample.totals(hits, np.ones(len(hits)))
    for method, theirs in (("logit", "xlogit"), ("beta", "beta")):
        ours = share_estimate(
            *table.totals.T,
            table.strata,
            n=int(sample.domain.sum()),
            fpc=table.fpc,
            interval=method,
        )
        bounds = {f"{method}_low": ours.low, f"{method}_high": ours.high}
        call = f'svyciprop(method = "{theirs}")'
        yield from compared("share interval", call, FILE, f"{case}/share", **bounds)
    found = parts(ours, "value", "se", "deff", "df")
    call = 'svymean(deff = "replace")'
    yield from compared("share", call, FILE, f"{case}/share", **found)


def means(case: str) -> Iterator[Comparison]:
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
    found = parts(ours, "value", "se", "deff", "low", "high")
    call = 'svymean(deff = "replace"), confint'
    yield from compared("mean", call, FILE, f"{case}/mean", **found)


def ratios_and_totals(case: str) -> Iterator[Comparison]:
    """With answers missing, which leave the domain."""
    sample = api_sample(case)
    asked = sample.frame["enroll"].notna().to_numpy()
    sample.domain = sample.domain & asked
    pupils = sample.frame["enroll"].fillna(0).to_numpy()
    tested = sample.frame["api_stu"].to_numpy(float)
    table = sample.totals(tested, pupils, asked, pupils**2)
    n = int(sample.domain.sum())
    ratio = ratio_estimate(*table.totals.T[:2], table.strata, n=n, fpc=table.fpc)
    found = parts(ratio, "value", "se")
    yield from compared("ratio", "svyratio", FILE, f"{case}/ratio", **found)
    total = total_estimate(
        table.totals[:, 1],
        table.strata,
        n=n,
        members=table.totals[:, 2] > 0,
        base=table.totals[:, 2].sum(),
        sum_squares=table.totals[:, 3].sum(),
        fpc=table.fpc,
    )
    found = parts(total, "value", "se", "deff")
    call = 'svytotal(deff = "replace")'
    yield from compared("total", call, FILE, f"{case}/total", **found)


def covariances(case: str) -> Iterator[Comparison]:
    sample = api_sample(case)
    yes = sample.frame[["sch_wide", "comp_imp"]].to_numpy() == "Yes"
    score = sample.frame["api00"].to_numpy(float)
    ours = covariance_of_totals(sample.totals(yes, score))
    found = {
        f"c{row}{column}": ours[row - 1, column - 1]
        for row, column in ((1, 1), (1, 2), (1, 3), (2, 3), (3, 3))
    }
    call = "vcov(svytotal)"
    case = f"{case}/covariance"
    yield from compared("covariance of totals", call, FILE, case, **found)


def composites(lonely: str, name: str) -> Iterator[Comparison]:
    sample = counters_sample(name)
    table = item_table(sample)
    for aggregation, factors in AGGREGATIONS.items():
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
        found = parts(ours, "value", "se", "df")
        case = f"counters/{lonely}/{name}/{aggregation}"
        call = "svycontrast(svytotal, quote(…))"
        yield from compared("composite index", call, FILE, case, **found)


def lonely_psus(lonely: str, name: str) -> Iterator[Comparison]:
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
    quantity, call = "lonely PSU", "options(survey.lonely.psu)"
    case = f"counters/{lonely}/{name}"
    found = parts(share, "value", "se", "deff", "df")
    yield from compared(f"{quantity}, share", call, FILE, f"{case}/share", **found)
    found = parts(total, "value", "se")
    yield from compared(f"{quantity}, total", call, FILE, f"{case}/total", **found)
