"""The same figures the way one would write them in pandas."""

import numpy as np
import pandas as pd

from analysis.arrays import Floats


def shares(frame: pd.DataFrame, items: list[str]) -> tuple[Floats, Floats]:
    """Return shares and standard errors, each of shape (agencies, items)."""
    weight = frame["weight"].to_numpy()
    keys = [frame["agency"], frame["stratum"], frame["psu"]]
    values, errors = [], []
    for item in items:
        codes = frame[item].to_numpy()
        sums = (
            pd.DataFrame(
                {
                    "hits": weight * ((codes >= 4) & (codes <= 5)),
                    "base": weight * ((codes >= 1) & (codes <= 5)),
                }
            )
            .groupby(keys)
            .sum()
        )
        totals = sums.groupby("agency").sum()
        share = totals["hits"] / totals["base"]
        agency = sums.index.get_level_values("agency")
        score = sums["hits"] - share.reindex(agency).to_numpy() * sums["base"]
        score = score / totals["base"].reindex(agency).to_numpy()
        by_stratum = score.groupby(["agency", "stratum"])
        variance = by_stratum.var() * by_stratum.size()
        values.append(share.to_numpy())
        errors.append(np.sqrt(variance.groupby("agency").sum().to_numpy()))
    return np.column_stack(values), np.column_stack(errors)
