"""How often each interval of a share holds the truth, in clustered samples.

``python -m benchmarks.analysis.coverage`` simulates and writes
docs/methods/coverage-study.md; ``--runs`` makes it shorter.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from string import Template

import numpy as np
import pandas as pd
from scipy import stats

from analysis.arrays import Floats
from analysis.interval_methods import METHODS
from analysis.intervals import interval

SEED = 20261125
LEVEL = 0.95
OTHER_CELLS = 20
REPORT = Path(__file__).parents[2] / "docs" / "methods" / "coverage-study.md"
TEMPLATE = Path(__file__).with_name("coverage-study.template.md")


@dataclass(frozen=True)
class Setting:
    """A clustered survey: PSUs drawn, answers in each, likeness within a PSU."""

    share: float
    psus: int
    answers: int
    correlation: float


@dataclass(frozen=True, eq=False)
class Sample:
    """Estimates of many runs of one setting; arrays of shape (runs,)."""

    p: Floats
    se: Floats
    n: Floats
    none: Floats
    every: Floats
    pooled_deff: Floats


SETTINGS = [
    Setting(*values)
    for values in product(
        (0.85, 0.95, 0.98), (6, 15, 40), (4, 12, 30), (0.01, 0.05, 0.15)
    )
]


def simulate(setting: Setting, runs: int, random: np.random.Generator) -> Sample:
    """Draw samples with unequal PSUs and weights; estimate share and error."""
    shape = (runs, setting.psus)
    answers = 1 + random.poisson(setting.answers - 1, shape)
    weights = random.lognormal(0, 0.3, shape)
    concentration = 1 / setting.correlation - 1
    a, b = setting.share * concentration, (1 - setting.share) * concentration
    hits = random.binomial(answers, random.beta(a, b, shape))

    base = weights * answers
    mass = base.sum(axis=1)
    p = (weights * hits).sum(axis=1) / mass
    scores = (weights * hits - p[:, np.newaxis] * base) / mass[:, np.newaxis]
    # The scores of a ratio add up to nought, so their mean is nought too.
    variance = setting.psus / (setting.psus - 1) * (scores**2).sum(axis=1)
    n = answers.sum(axis=1)
    return Sample(
        p=np.clip(p, 0, 1),
        se=np.sqrt(variance),
        n=n,
        none=hits.sum(axis=1) == 0,
        every=hits.sum(axis=1) == n,
        pooled_deff=_pooled_deff(p, variance, n),
    )


def bounds(sample: Sample, df: int) -> Iterator[tuple[str, Floats, Floats]]:
    """Yield name, low and high of every method, and of Wald's for comparison."""
    for method in METHODS:
        found = interval(
            sample.p,
            sample.se,
            sample.n,
            df,
            level=LEVEL,
            method=method,
            pooled_deff=sample.pooled_deff,
            none_hit=sample.none,
            all_hit=sample.every,
        )
        yield method, found.low, found.high
    reach = stats.t.ppf((1 + LEVEL) / 2, df) * sample.se
    yield "wald", sample.p - reach, sample.p + reach


def study(runs: int) -> pd.DataFrame:
    """Return one row per setting and method."""
    random = np.random.default_rng(SEED)
    rows = []
    for setting in SETTINGS:
        sample = simulate(setting, runs, random)
        truth = setting.share
        for method, low, high in bounds(sample, setting.psus - 1):
            rows.append(
                {
                    "share": truth,
                    "psus": setting.psus,
                    "answers": setting.answers,
                    "correlation": setting.correlation,
                    "method": method,
                    "coverage": np.mean((low <= truth) & (truth <= high)),
                    "false_met": np.mean(low > truth),
                    "false_not_met": np.mean(high < truth),
                    "width": np.mean(high - low),
                }
            )
    return pd.DataFrame(rows)


def _pooled_deff(p: Floats, variance: Floats, n: Floats) -> Floats:
    """Mean design effect of other cells, as a stratum of many items would show it."""
    simple = p * (1 - p) / (n - 1)
    deff = np.divide(variance, simple, out=np.full_like(p, np.nan), where=simple > 0)
    others = [np.roll(deff, shift) for shift in range(1, OTHER_CELLS + 1)]
    known = np.array(others)
    count = np.maximum((~np.isnan(known)).sum(axis=0), 1)
    return np.asarray(np.maximum(1, np.nansum(known, axis=0) / count))


def _per_cent(values: pd.Series, digits: int = 1) -> str:
    return " | ".join(f"{100 * value:.{digits}f}" for value in values)


def _summary(rows: pd.DataFrame) -> str:
    by_method = rows.groupby("method")
    table = pd.DataFrame(
        {
            "coverage": by_method["coverage"].mean(),
            "lowest": by_method["coverage"].min(),
            "below": by_method["coverage"].apply(lambda found: (found < 0.93).mean()),
            "met": by_method["false_met"].mean(),
            "worst met": by_method["false_met"].max(),
            "not met": by_method["false_not_met"].mean(),
            "worst not met": by_method["false_not_met"].max(),
            "width": by_method["width"].mean(),
        }
    ).sort_values("worst met")
    lines = [f"| {method} | {_per_cent(row)} |" for method, row in table.iterrows()]
    head = (
        "| method | coverage, mean | lowest | settings below 93 | false met, mean |"
        " worst | false not met, mean | worst | width, mean |"
    )
    return "\n".join([head, "| --- " + "| ---: " * 8 + "|", *lines])


def _by(rows: pd.DataFrame, column: str, figure: str) -> str:
    table = rows.pivot_table(index="method", columns=column, values=figure)
    lines = [f"| {method} | {_per_cent(row)} |" for method, row in table.iterrows()]
    head = "| method | " + " | ".join(f"{value:g}" for value in table) + " |"
    return "\n".join([head, "| --- " + "| ---: " * len(table.columns) + "|", *lines])


def report(rows: pd.DataFrame, runs: int) -> str:
    """Fill in the page."""
    ordinary = rows[(rows["psus"] >= 15) & (rows["correlation"] <= 0.05)]
    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    return template.substitute(
        settings=len(SETTINGS),
        runs=f"{runs:,}",
        seed=SEED,
        others=OTHER_CELLS,
        share=_values("share"),
        psus=_values("psus"),
        answers=_values("answers"),
        correlation=_values("correlation"),
        all=_summary(rows),
        ordinary=_summary(ordinary),
        coverage_by_psus=_by(rows, "psus", "coverage"),
        coverage_by_share=_by(rows, "share", "coverage"),
        coverage_by_answers=_by(rows, "answers", "coverage"),
        met_by_psus=_by(rows, "psus", "false_met"),
        met_by_correlation=_by(rows, "correlation", "false_met"),
    )


def _values(name: str) -> str:
    return ", ".join(f"{v:g}" for v in sorted({getattr(s, name) for s in SETTINGS}))


def main() -> None:
    """Run the study and write its page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=4000)
    arguments = parser.parse_args()
    rows = study(arguments.runs)
    REPORT.write_text(report(rows, arguments.runs), encoding="utf-8")
    print(f"wrote {REPORT}")


if __name__ == "__main__":
    main()
