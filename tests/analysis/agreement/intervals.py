"""Binomial intervals of every x ≤ n ≤ 200; see reference/grid.R and intervals.R."""

from collections.abc import Iterator

import numpy as np

from analysis.intervals import interval
from tests.analysis.agreement.comparison import Comparison
from tests.analysis.samples import read_reference

CALLS = {
    "clopper_pearson": "binom.test",
    "wilson": "prop.test(correct = FALSE)",
    "jeffreys": "qbeta, closed at 0",
}


def comparisons() -> Iterator[Comparison]:
    n, x = np.array([(n, x) for n in range(1, 201) for x in range(n + 1)]).T
    p = x / n
    se = np.sqrt(p * (1 - p) / n)
    for level, rows in read_reference("grid.csv").groupby("level"):
        for method, call in CALLS.items():
            low = interval(p, se, n, np.inf, level=float(level), method=method).low
            place = (x + 1) / (n + 1)
            for number, column in enumerate(
                (low, low * place, low**2 * (1 - place)), start=1
            ):
                sums = np.bincount(n, column)[1:]
                theirs = rows[f"{method}_{number}"].to_numpy()
                for size, (ours, r) in enumerate(zip(sums, theirs, strict=True), 1):
                    yield Comparison(
                        quantity=f"binomial interval, {method}: sums of bounds",
                        call=call,
                        case=f"n = {size}, level {level}, sum {number}",
                        ours=float(ours),
                        theirs=float(r),
                    )
