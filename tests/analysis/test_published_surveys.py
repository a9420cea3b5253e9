"""Figures that others printed from real surveys, computed from their rows.

The data are public but not part of this repository: set HAILONG_SHARED.
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.design import Design
from analysis.estimators import mean, share

DATA = Path(os.environ.get("HAILONG_SHARED", "../shared")) / "data"


def read(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"no public survey data at {path}: set HAILONG_SHARED")
    return pd.read_csv(path, encoding="utf-8-sig", low_memory=False)


def test_the_means_that_ciudad_juarez_published_come_out():
    printed = read("juarez/published_reference.csv")
    printed = printed[printed["statistic"] == "mean1_10"]
    frames = {name: read(f"juarez/{name}.csv") for name in set(printed["file"])}

    far = []
    for row in printed.itertuples():
        codes = pd.to_numeric(frames[row.file][row.variable], errors="coerce")
        design = Design.of(np.ones(len(codes)))
        found = mean(codes, design, domain=codes.between(1, 10).to_numpy())
        if found.n != row.n_valid or abs(found.value - row.recomputed) > 5e-5:
            far.append((row.file, row.variable, found.n, found.value, row.recomputed))

    assert len(printed) > 10
    assert far == []


@pytest.mark.parametrize(
    ("year", "item", "printed"),
    [(2013, "Q7O_WHOLE", 3.98), (2015, "Q7ALL", 4.04), (2016, "Q7ALL", 4.05)],
)
def test_the_weighted_means_of_san_francisco_s_airport_come_out(year, item, printed):
    frame = read(f"sfo/sfo_{year}.csv")
    rated = frame[item].between(1, 5).to_numpy()
    weights = frame["WEIGHT"].fillna(0)
    design = Design.of(weights, strata=frame["STRATA"].astype(str))

    found = mean(frame[item], design, domain=rated)

    assert round(found.value, 2) == printed
    assert found.deff > 1
    top_two = share((frame[item] >= 4).to_numpy(), design, base=rated)
    assert top_two.low < top_two.value < top_two.high
