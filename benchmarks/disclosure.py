"""How long the disclosure check takes: 200 units, twelve months, 22 questions.

``python -m benchmarks.disclosure`` decides for every count of a province's year
whether it is printed. Units have from 10 to 900 forms a month, as communes and
provincial offices do; few answers are unfavourable.
"""

import time

import numpy as np

from analysis.disclosure.suppression import protect
from analysis.disclosure.tables import CountTable

UNITS, MONTHS, ITEMS = 200, 12, 22
SIZES = [12, 25, 40, 60, 100, 300, 900]
GROUPS = np.array([1, 1, 1, 0, 0, 2])
LIKELY = [0.3, 0.5, 1.0, 6.0, 8.0, 0.3]
SEED = 20261126


def make_table(random: np.random.Generator) -> CountTable:
    sizes = random.choice(SIZES, UNITS)
    likely = random.dirichlet(LIKELY, UNITS)
    counts = np.array(
        [random.multinomial(n, p) for n, p in zip(sizes, likely, strict=True)]
    )
    return CountTable(
        counts=counts,
        groups=GROUPS,
        banded=sizes < 30,
        silent=np.zeros(UNITS, dtype=bool),
        sizes=sizes,
    )


def main() -> None:
    random = np.random.default_rng(SEED)
    tables = [make_table(random) for _ in range(MONTHS * ITEMS)]
    started = time.perf_counter()
    masks = [protect(table).hidden[:-1][~table.banded] for table in tables]
    seconds = time.perf_counter() - started
    hidden = sum(int(mask.sum()) for mask in masks)
    counts = sum(mask.size for mask in masks)
    print(
        f"{UNITS} units, {MONTHS} months, {ITEMS} questions: {seconds:.1f} s; "
        f"{hidden / counts:.1%} of {counts:,} counts are hidden"
    )


if __name__ == "__main__":
    main()
