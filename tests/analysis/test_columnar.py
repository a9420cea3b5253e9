import sys

import numpy as np
import pandas as pd
import pytest

from analysis.columnar import tally_parquet
from analysis.design import Design
from analysis.errors import ArgumentError
from analysis.estimators import share

ITEMS = ["q1", 'q"2']
SCALE = {"favourable": {4, 5}, "valid": {1, 2, 3, 4, 5}}


def write(rows, path):
    import duckdb

    with duckdb.connect() as connection:
        connection.register("answers", rows)
        connection.execute(f"COPY answers TO '{path}' (FORMAT parquet)")


@pytest.fixture
def answers(tmp_path):
    """Rows of answers, and the Parquet file that holds them."""
    pytest.importorskip("duckdb", reason='DuckDB is not installed (extra "scale")')
    random = np.random.default_rng(3)
    n = 500
    rows = pd.DataFrame(
        {
            "agency": random.integers(7, 10, n),
            "stratum": random.integers(0, 3, n),
            "psu": random.integers(0, 6, n),
            "weight": random.uniform(1, 5, n),
        }
    )
    for item in ITEMS:
        rows[item] = random.choice([1, 2, 3, 4, 5, 98, np.nan], n)
    path = tmp_path / "answers.parquet"
    write(rows, path)
    return rows, path


def test_shares_from_parquet_are_those_of_the_rows(answers):
    rows, path = answers

    tally = tally_parquet(path, items=ITEMS, **SCALE)
    found = tally.shares()

    design = Design.of(rows["weight"], strata=rows["stratum"], psus=rows["psu"])
    assert tally.labels == [7, 8, 9]
    for number, agency in enumerate(tally.labels):
        for column, item in enumerate(ITEMS):
            base = ((rows["agency"] == agency) & (rows[item] <= 5)).to_numpy()
            alone = share((rows[item] >= 4).to_numpy(), design, base=base)
            for name in ("value", "se", "low", "high", "n", "df"):
                ours = getattr(found, name)[number, column]
                assert ours == pytest.approx(getattr(alone, name), rel=1e-10)


@pytest.mark.parametrize(
    ("favourable", "expected"), [({1, 3, 5}, [1, 3, 5]), (set(), [])]
)
def test_codes_need_not_be_neighbours(answers, favourable, expected):
    rows, path = answers

    tally = tally_parquet(
        path, items=ITEMS, favourable=favourable, valid=SCALE["valid"]
    )

    assert tally.counted_hits[:, 0].sum() == rows["q1"].isin(expected).sum()


@pytest.mark.parametrize("weight", [np.nan, -1.0, np.inf])
def test_a_row_without_a_weight_is_refused(answers, tmp_path, weight):
    rows, _ = answers
    rows.loc[3, "weight"] = weight
    path = tmp_path / "bad.parquet"
    write(rows, path)

    with pytest.raises(ArgumentError, match=r"1 rows of .* lack agency, stratum, psu"):
        tally_parquet(path, items=ITEMS, **SCALE)


def test_codes_that_do_not_fit_are_refused():
    with pytest.raises(ArgumentError, match="items is empty"):
        tally_parquet("answers.parquet", items=[], **SCALE)
    with pytest.raises(ArgumentError, match="not among the valid"):
        tally_parquet("answers.parquet", items=ITEMS, favourable={5}, valid={1})


def test_without_duckdb_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)

    with pytest.raises(ArgumentError, match='install the extra "scale"'):
        tally_parquet("answers.parquet", items=ITEMS, **SCALE)
