"""The methods behind `analysis.intervals`: bounds of shares ready for an interval."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy import special, stats

from analysis.arrays import Floats


@dataclass(frozen=True, eq=False)
class Cells:
    """Shares ready for an interval; all arrays of one shape."""

    p: Floats
    se: Floats
    n: Floats
    n_eff: Floats
    uncapped: Floats  # effective size before the cap at n
    df: Floats
    level: float

    @property
    def quantile(self) -> Floats:
        return np.asarray(stats.t.ppf((1 + self.level) / 2, self.df))

    @property
    def df_factor(self) -> Floats:
        """Korn and Graubard's factor on the effective size, for few PSUs."""
        ordinary = stats.t.ppf((1 + self.level) / 2, self.n - 1)
        few = self.df < self.n - 1
        return np.where(few, (ordinary / self.quantile) ** 2, 1.0)


def _wilson(cells: Cells) -> tuple[Floats, Floats]:
    z = cells.quantile**2 / cells.n_eff
    centre = (cells.p + z / 2) / (1 + z)
    reach = np.sqrt(z * (cells.p * (1 - cells.p) + z / 4)) / (1 + z)
    return centre - reach, centre + reach


def _exact(cells: Cells, size: Floats) -> tuple[Floats, Floats]:
    """Clopper and Pearson's bounds for p·size hits among size."""
    alpha = 1 - cells.level
    hits, misses = cells.p * size, (1 - cells.p) * size
    return (
        _beta_quantile(hits, misses + 1, alpha / 2),
        _beta_quantile(hits + 1, misses, 1 - alpha / 2),
    )


def _clopper_pearson(cells: Cells) -> tuple[Floats, Floats]:
    return _exact(cells, cells.n_eff)


def _beta(cells: Cells) -> tuple[Floats, Floats]:
    return _exact(cells, cells.uncapped * cells.df_factor)


def _korn_graubard(cells: Cells) -> tuple[Floats, Floats]:
    return _exact(cells, _corrected_size(cells))


def _jeffreys(cells: Cells) -> tuple[Floats, Floats]:
    alpha = 1 - cells.level
    size = _corrected_size(cells)
    hits, misses = cells.p * size + 0.5, (1 - cells.p) * size + 0.5
    return (
        _beta_quantile(hits, misses, alpha / 2),
        _beta_quantile(hits, misses, 1 - alpha / 2),
    )


def _logit(cells: Cells) -> tuple[Floats, Floats]:
    simple = cells.p * (1 - cells.p)
    se = np.where(cells.se == 0, np.sqrt(simple / cells.n), cells.se)
    reach = cells.quantile * se / simple
    low, high = (
        special.expit(special.logit(cells.p) + side * reach) for side in (-1, 1)
    )
    fallback = _korn_graubard(cells)
    edge = simple == 0
    return np.where(edge, fallback[0], low), np.where(edge, fallback[1], high)


def _beta_quantile(a: Floats, b: Floats, probability: float) -> Floats:
    return np.asarray(special.betaincinv(a, b, probability), dtype=np.float64)


def _corrected_size(cells: Cells) -> Floats:
    return np.minimum(cells.n, cells.uncapped * cells.df_factor)


METHODS: Mapping[str, Callable[[Cells], tuple[Floats, Floats]]] = MappingProxyType(
    {
        "wilson": _wilson,
        "korn_graubard": _korn_graubard,
        "beta": _beta,
        "jeffreys": _jeffreys,
        "clopper_pearson": _clopper_pearson,
        "logit": _logit,
    }
)
