"""Ten million answers, 11,000 figures: from tallies, from raw rows, pandas and R.

``python -m benchmarks.analysis`` times each way in one run, and checks that the numbers
are the same. R is run where it has its package survey 4.4 or newer, on some of the
items; its time is then scaled up, and the line says so.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.arrays import Floats
from analysis.columnar import Tally, tally_parquet
from analysis.domain_shares import DomainShares
from benchmarks.analysis import with_pandas

AGENCIES, DAYS, ITEMS = 500, 22, 22
ANSWERS = 10_000_000
SEED = 20261125
NAMES = [f"q{item}" for item in range(1, ITEMS + 1)]
SVYBY = Path(__file__).with_name("svyby.R")
CLOSE = 1e-9

Result = TypeVar("Result")


def make_answers(answers: int) -> pd.DataFrame:
    """Invent answers: agencies are strata, counter-days are PSUs."""
    random = np.random.default_rng(SEED)
    n = -(-answers // ITEMS)
    agency, day = random.integers(0, AGENCIES, n), random.integers(0, DAYS, n)
    lean = random.normal(0, 0.3, AGENCIES)[agency]
    lean += random.normal(0, 0.2, (AGENCIES, DAYS))[agency, day]
    frame = pd.DataFrame(
        {
            "agency": agency.astype(np.int16),
            "stratum": agency.astype(np.int16),
            "psu": day.astype(np.int16),
            "weight": random.uniform(1, 4, n),
        }
    )
    for name in NAMES:
        code = np.clip(np.round(4.3 + lean + random.normal(0, 0.8, n)), 1, 5)
        code[random.random(n) < 0.03] = 98
        frame[name] = code.astype(np.int8)
    return frame


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return the result and the best of three times, in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return result, min(times)


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.register("answers", frame)
        connection.execute(f"COPY answers TO '{path}' (FORMAT parquet)")


def through_duckdb(path: Path) -> Tally:
    return tally_parquet(path, items=NAMES, favourable={4, 5}, valid={1, 2, 3, 4, 5})


def in_r(frame: pd.DataFrame, items: int, folder: Path) -> tuple[pd.DataFrame, float]:
    """Return R's shares and errors of the first items, and its time for all items."""
    source, target = folder / "answers.csv", folder / "svyby.csv"
    frame[["agency", "stratum", "psu", "weight", *NAMES[:items]]].to_csv(
        source, index=False
    )
    done = subprocess.run(
        ["Rscript", "--vanilla", str(SVYBY), str(source), str(target), str(items)],
        capture_output=True,
        text=True,
        check=True,
    )
    return pd.read_csv(target), float(done.stdout.strip()) / items * ITEMS


def has_r() -> bool:
    if which("Rscript") is None:
        return False
    asks = 'stopifnot(packageVersion("survey") >= "4.4")'
    asked = subprocess.run(["Rscript", "-e", asks], capture_output=True, check=False)
    return asked.returncode == 0


def difference(ours: Floats, theirs: Floats) -> float:
    """Return the largest relative difference."""
    return float(np.nanmax(np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-300)))


def check(
    name: str, found: DomainShares, value: Floats, se: Floats, items: int
) -> None:
    far = max(
        difference(found.value[:, :items], value), difference(found.se[:, :items], se)
    )
    print(f"  {name}: largest relative difference {far:.1e}")
    if not far <= CLOSE:
        sys.exit(f"{name} gives other numbers")


def line(name: str, seconds: float, note: str = "") -> None:
    print(f"{name:<42}{seconds:>10.3f} s  {note}")


def main() -> None:
    """Time all ways and compare their numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument(
        "--r-items", type=int, default=1, help="items given to R; 0: none"
    )
    options = parser.parse_args()
    frame = make_answers(options.answers)
    print(f"{len(frame):,} responses, {len(frame) * ITEMS:,} answers, ", end="")
    print(f"{AGENCIES * ITEMS:,} figures with error and interval; best of three\n")

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "answers.parquet"
        write_parquet(frame, path)
        tally = through_duckdb(path)
        found, from_tallies = timed(tally.shares)
        _, from_rows = timed(lambda: through_duckdb(path).shares())
        theirs, in_pandas = timed(lambda: with_pandas.shares(frame, NAMES))
        line("from tallies", from_tallies, "(goal: below 1 s)")
        line("from raw rows, DuckDB on Parquet", from_rows, "(goal: below 3 s)")
        line("from raw rows, pandas, without intervals", in_pandas)
        check("pandas", found, *theirs, ITEMS)
        if options.r_items and has_r():
            rows, seconds = in_r(frame, options.r_items, Path(name))
            scaled = "" if options.r_items == ITEMS else ", scaled up"
            note = f"({options.r_items} of {ITEMS} items run{scaled})"
            line("R, svyby(svymean), without intervals", seconds, note)
            size = (AGENCIES, options.r_items)
            value, se = (rows[c].to_numpy().reshape(size[::-1]).T for c in ("p", "se"))
            check("R", found, value, se, options.r_items)
            print(
                f"\nraw rows: {seconds / from_rows:,.0f} times as fast as R (goal: 100)"
            )
        else:
            print("R: not run (no Rscript with survey 4.4, or --r-items 0)")


if __name__ == "__main__":
    main()
