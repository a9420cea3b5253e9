"""Moments of PSU totals per stratum: enough for a variance, and they add up.

What may leave a province are not its PSU totals but, per stratum, the number of
PSUs, the sums of their totals and of the products of their totals. Moments of
parts that share no PSU add up to those of the whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.arrays import Floats, Integers, Labels, codes_of, same_length, sums_by
from analysis.errors import ArgumentError, LonelyPsuError
from analysis.psu_totals import PsuTotals, free_fractions
from analysis.variance import Lonely


@dataclass(frozen=True, eq=False)
class Moments:
    """Moments of the totals of k columns, one row per stratum.

    Attributes
    ----------
    strata : ndarray, shape (h,)
        Each stratum once.
    psus : ndarray of int, shape (h,)
        PSUs drawn, those without members of the domain included.
    holding : ndarray of int, shape (h,)
        PSUs with members of the domain.
    sums : ndarray of float, shape (h, k)
        Sum over PSUs of their totals.
    products : ndarray of float, shape (h, k, k)
        Sum over PSUs of the outer products of their totals.
    """

    strata: Labels
    psus: Integers
    holding: Integers
    sums: Floats
    products: Floats

    @classmethod
    def of(cls, table: PsuTotals, *, members: ArrayLike | None = None) -> Moments:
        """Sum up a table; `members` (m,) says which PSUs hold the domain."""
        codes, distinct = codes_of("strata", table.strata)
        inside = np.full(len(codes), True) if members is None else members
        same_length(strata=codes, members=inside)
        size, k = len(distinct), table.totals.shape[1]
        outer = table.totals[:, :, np.newaxis] * table.totals[:, np.newaxis, :]
        held = np.bincount(codes, np.asarray(inside, np.float64), minlength=size)
        return cls(
            strata=distinct,
            psus=np.bincount(codes, minlength=size),
            holding=held.astype(np.intp),
            sums=sums_by(codes, table.totals, size),
            products=sums_by(codes, outer.reshape(-1, k * k), size).reshape(-1, k, k),
        )

    @property
    def totals(self) -> Floats:
        """Estimated totals of the population, shape (k,)."""
        return np.asarray(self.sums.sum(axis=0))

    @property
    def df(self) -> int:
        """PSUs less strata, counting only those with members of the domain."""
        return int(self.holding.sum() - (self.holding > 0).sum())

    def covariance(
        self,
        *,
        fpc: Mapping[Hashable, float] | None = None,
        lonely: Lonely | str = Lonely.ADJUST,
    ) -> Floats:
        """Return the covariance (k, k) of the totals.

        It is that of `analysis.variance.covariance_of_totals` on the table the
        moments came from, up to float noise; an estimate that is a function of
        the totals has the variance g′Vg with g its gradient at `totals`.

        Raises
        ------
        LonelyPsuError
            If a stratum holds a single PSU and `lonely` is "fail".
        """
        free = free_fractions(self.strata, self.psus, fpc)
        alone = (self.psus == 1) & (free > 0)
        if alone.any() and Lonely(lonely) is Lonely.FAIL:
            raise LonelyPsuError(
                f"stratum {self.strata[alone][0]!r} holds a single PSU; join it with"
                " another stratum or choose how a lonely PSU counts"
            )
        size = self.psus[:, np.newaxis].astype(np.float64)
        centres = self.sums / size
        if Lonely(lonely) is Lonely.ADJUST:
            centres[alone] = self.totals / self.psus.sum()
        cross = self.sums[:, :, np.newaxis] * centres[:, np.newaxis, :]
        square = centres[:, :, np.newaxis] * centres[:, np.newaxis, :]
        spread = (
            self.products
            - cross
            - cross.transpose(0, 2, 1)
            + size[:, :, np.newaxis] * square
        )
        scale = free * self.psus / np.maximum(self.psus - 1, 1)
        return np.asarray(np.einsum("h,hij->ij", scale, spread))


def merge_moments(parts: Sequence[Moments]) -> Moments:
    """Add up the moments of parts that share no PSU, such as provinces.

    Raises
    ------
    ArgumentError
        If there is no part, or the parts differ in their number of columns.
    """
    if not parts:
        raise ArgumentError("there is nothing to merge: parts is empty")
    if len({part.sums.shape[1] for part in parts}) > 1:
        raise ArgumentError("parts differ in their number of columns")
    labels = np.concatenate([part.strata.astype(np.object_) for part in parts])
    codes, distinct = codes_of("strata", labels)
    k = parts[0].sums.shape[1]

    def added(columns: Sequence[Floats | Integers]) -> Floats:
        joined = np.concatenate(columns).astype(np.float64)
        return sums_by(codes, joined.reshape(len(codes), -1), len(distinct))

    return Moments(
        strata=distinct,
        psus=added([part.psus for part in parts])[:, 0].astype(np.intp),
        holding=added([part.holding for part in parts])[:, 0].astype(np.intp),
        sums=added([part.sums for part in parts]),
        products=added([part.products for part in parts]).reshape(-1, k, k),
    )
