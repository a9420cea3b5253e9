"""Shares of many agencies and items at once, from one table of tallies.

The same numbers as `analysis.shares.share_estimate` gives one by one; here all cells
are estimated together, since a country has thousands of agencies and tens of items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, Integers, not_negative, same_length, sums_by
from analysis.errors import ArgumentError
from analysis.intervals import interval as confidence_interval


@dataclass(frozen=True, eq=False)
class DomainShares:
    """Shares of d domains and J items; all arrays of shape (d, J).

    A cell without valid answers is nan throughout, with `n` and `df` nought.
    """

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    n: Floats
    n_eff: Floats
    df: Floats
    level: float
    method: str


def domain_shares(
    domains: ArrayLike,
    psus: ArrayLike,
    strata: ArrayLike,
    *,
    hits: ArrayLike,
    bases: ArrayLike,
    counted_hits: ArrayLike,
    counted_bases: ArrayLike,
    level: float = 0.95,
    interval: str = "wilson",
) -> DomainShares:
    """Return the share of every item in every domain, with intervals.

    Parameters
    ----------
    domains : array_like of int, shape (r,)
        Domain of each row of the tally, numbered from 0: a row is the part of a PSU
        that belongs to a domain, and there is one row for each such part.
    psus : array_like of int, shape (r,)
        PSU of each row, numbered from 0.
    strata : array_like of int, shape (m,)
        Stratum of each PSU of the whole sample, numbered from 0; PSUs without a row
        count, too.
    hits, bases : array_like of float, shape (r, J)
        Weighted satisfied and valid answers.
    counted_hits, counted_bases : array_like of int, shape (r, J)
        The same unweighted.
    level : float, default 0.95
    interval : str, default "wilson"
        See `analysis.intervals.interval`. A unanimous cell takes the mean design
        effect, weighted by answers, of the other items of its domain.

    Returns
    -------
    DomainShares
        Without a finite-population correction; a lonely PSU is compared with the mean
        over all PSUs ("adjust"), which for a share is nought.

    Raises
    ------
    ArgumentError
        If shapes differ, a number is out of range, or a PSU has two rows in a domain.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R, 2010. `value` and
       `se` agree with ``survey::svyby(~hit, ~domain, design, svymean)``.
    """
    domain, psu = np.asarray(domains, np.intp), np.asarray(psus, np.intp)
    stratum = np.asarray(strata, np.intp)
    above, below = not_negative("hits", hits), not_negative("bases", bases)
    same_length(domains=domain, psus=psu, hits=above, bases=below)
    _check(domain, psu, stratum, above, below)
    size = int(domain.max(initial=-1)) + 1
    total = sums_by(domain, below, size)
    n = sums_by(domain, not_negative("counted_bases", counted_bases), size)
    n_hits = sums_by(domain, not_negative("counted_hits", counted_hits), size)

    with np.errstate(invalid="ignore"):
        share = sums_by(domain, above, size) / total
        scores = (above - share[domain] * below) / total[domain]
    cells = _Cells.of(domain, psu, stratum)
    variance = cells.variance(np.nan_to_num(scores), size)
    df = cells.degrees_of_freedom((below > 0).astype(np.float64), size)
    known, none, every = n > 0, n_hits == 0, n_hits == n
    value = np.where(none, 0.0, np.where(every, 1.0, np.clip(share, 0, 1)))
    se = np.where(none | every, 0.0, np.sqrt(variance))
    found = confidence_interval(
        value,
        se,
        n,
        df,
        level=level,
        method=interval,
        pooled_deff=_pooled_deff(value, se, n),
        none_hit=none,
        all_hit=every,
    )
    return DomainShares(
        value=np.where(known, value, np.nan),
        se=np.where(known, se, np.nan),
        low=found.low,
        high=found.high,
        n=n,
        n_eff=found.n_eff,
        df=df,
        level=level,
        method=interval,
    )


@dataclass(frozen=True, eq=False)
class _Cells:
    """The pairs of domain and stratum that occur, c of them."""

    of_row: Integers  # (r,)
    domain: Integers  # (c,)
    psus: Floats  # (c, 1), drawn in the stratum, with and without a row

    @classmethod
    def of(cls, domain: Integers, psu: Integers, strata: Integers) -> _Cells:
        stratum = strata[psu]
        key = domain * (int(strata.max(initial=0)) + 1) + stratum
        _, first, code = np.unique(key, return_index=True, return_inverse=True)
        drawn = np.bincount(strata)[stratum[first]]
        return cls(code, domain[first], drawn[:, np.newaxis].astype(np.float64))

    def variance(self, scores: Floats, size: int) -> Floats:
        """Return the variance of the sum of scores (r, J) in each domain."""
        sums = sums_by(self.of_row, scores, len(self.domain))
        squares = sums_by(self.of_row, scores**2, len(self.domain))
        # The scores of a share add up to nought over all PSUs, and so does the mean
        # that a lonely PSU is compared with.
        lonely = self.psus == 1
        spread = np.where(lonely, squares, squares - sums**2 / self.psus)
        scale = self.psus / np.maximum(self.psus - 1, 1)
        return np.maximum(sums_by(self.domain, spread * scale, size), 0)

    def degrees_of_freedom(self, holds: Floats, size: int) -> Floats:
        psus = sums_by(self.of_row, holds, len(self.domain))
        return sums_by(self.domain, psus - (psus > 0), size)


def _pooled_deff(value: Floats, se: Floats, n: Floats) -> Floats:
    """Mean design effect of the items of each domain, weighted by answers; (d, 1)."""
    simple = value * (1 - value) / np.maximum(n - 1, 1)
    shown = (simple > 0) & (n > 1)
    deff = np.divide(se**2, simple, out=np.zeros_like(se), where=shown)
    weight = np.where(shown, n, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    mean = (deff * weight).sum(axis=1, keepdims=True) / np.maximum(total, 1)
    return np.asarray(np.where(total > 0, mean, 1.0))


def _check(
    domain: Integers, psu: Integers, stratum: Integers, hits: Floats, bases: Floats
) -> None:
    if hits.ndim != 2 or hits.shape != bases.shape:
        raise ArgumentError(
            f"hits are {hits.shape}, bases {bases.shape}; both must be (r, J)"
        )
    for name, codes, size in (
        ("domains", domain, np.inf),
        ("psus", psu, len(stratum)),
        ("strata", stratum, np.inf),
    ):
        if ((codes < 0) | (codes >= size)).any():
            raise ArgumentError(f"{name} holds a number below 0 or beyond the last PSU")
    # Sums of the same weights in another order differ by float noise.
    if (hits > bases * (1 + 1e-9)).any():
        raise ArgumentError("hits exceed their base in at least one row")
    rows = domain * len(stratum) + psu
    if len(np.unique(rows)) < len(rows):
        raise ArgumentError("a PSU has two rows in one domain; add them up first")
