"""The samples and R's values that stand beside these tests; see reference/."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.psu_totals import PsuTotals

REFERENCE = Path(__file__).with_name("reference")
ITEMS = 5

Floats = NDArray[np.float64]


def read_reference(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / name)


class Sample:
    """Rows with a design, and a domain of them, reduced to PSU totals on demand."""

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        weight: str,
        stratum: str | None,
        psu: str | None,
        fpc: dict[object, float] | None = None,
    ) -> None:
        self.frame = frame
        self.weights = frame[weight].to_numpy(float)
        self.strata = None if stratum is None else frame[stratum].to_numpy(object)
        self.psus = None if psu is None else frame[psu].to_numpy()
        self.fpc = fpc
        self.domain = np.ones(len(frame), dtype=bool)

    def totals(self, *columns: Floats) -> PsuTotals:
        inside = np.column_stack(columns) * self.domain[:, np.newaxis]
        return PsuTotals.from_rows(
            inside, self.weights, strata=self.strata, psus=self.psus, fpc=self.fpc
        )


def api_sample(case: str) -> Sample:
    """One of `srs`, `strat`, `clus1`, `clus2`; `_fpc` and `/elementary` may follow."""
    design, _, domain = case.partition("/")
    name, _, corrected = design.partition("_")
    frame = read_reference(f"api_{name}.csv")
    stratum = "stype" if name == "strat" else None
    fpc: dict[object, float] | None = None
    if corrected:
        labels = frame["stype"] if stratum else pd.Series(0, index=frame.index)
        fpc = dict(zip(labels, frame["fpc"], strict=True))
    psu = "dnum" if name.startswith("clus") else None
    sample = Sample(frame, weight="pw", stratum=stratum, psu=psu, fpc=fpc)
    if domain:
        sample.domain = (frame["stype"] == "E").to_numpy()
    return sample


def counters_sample(name: str = "plain") -> Sample:
    """One of `plain`, `fpc`, `agency_A`, `agency_A_fpc`."""
    frame = read_reference("counters.csv")
    fpc: dict[object, float] | None = None
    if name.endswith("fpc"):
        fpc = dict(zip(frame["stratum"], frame["psus_in_stratum"], strict=True))
    sample = Sample(frame, weight="weight", stratum="stratum", psu="psu", fpc=fpc)
    if name.startswith("agency_A"):
        sample.domain = (frame["agency"] == "A").to_numpy()
    return sample


def item_table(sample: Sample) -> PsuTotals:
    """Hits of the five items of `counters`, then their valid answers."""
    codes = sample.frame[[f"q{item}" for item in range(1, ITEMS + 1)]].to_numpy(float)
    return sample.totals(codes >= 4, ~np.isnan(codes))
