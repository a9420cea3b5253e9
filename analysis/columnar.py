"""Tallies straight from Parquet through DuckDB, for more rows than memory should hold.

Needs the extra ``scale`` (DuckDB); nothing else of this package does.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.arrays import Floats, Integers, codes_of
from analysis.domain_shares import DomainShares, domain_shares
from analysis.errors import ArgumentError


@dataclass(frozen=True, eq=False)
class Tally:
    """One row for each part of a PSU that belongs to a domain; J items.

    Attributes
    ----------
    labels : list
        Label of each domain, in the order of their numbers.
    domains, psus : ndarray of int, shape (r,)
    strata : ndarray of int, shape (m,)
        Stratum of each PSU.
    hits, bases : ndarray of float, shape (r, J)
        Sums of weights of favourable and of valid answers.
    counted_hits, counted_bases : ndarray of float, shape (r, J)
        The same unweighted.
    """

    labels: list[Any]
    domains: Integers
    psus: Integers
    strata: Integers
    hits: Floats
    bases: Floats
    counted_hits: Floats
    counted_bases: Floats

    def shares(self, *, level: float = 0.95, interval: str = "wilson") -> DomainShares:
        """Return the share of every item in every domain; see `domain_shares`."""
        return domain_shares(
            self.domains,
            self.psus,
            self.strata,
            hits=self.hits,
            bases=self.bases,
            counted_hits=self.counted_hits,
            counted_bases=self.counted_bases,
            level=level,
            interval=interval,
        )


def tally_parquet(
    path: str | Path,
    *,
    items: Sequence[str],
    favourable: Collection[int],
    valid: Collection[int],
    domain: str = "agency",
    stratum: str = "stratum",
    psu: str = "psu",
    weight: str = "weight",
) -> Tally:
    """Add up answers in wide Parquet files, one row per respondent.

    Parameters
    ----------
    path : str or Path
        A file, or a pattern of several.
    items : sequence of str, length J
        Columns of codes; null for no answer.
    favourable, valid : collection of int
        Codes that are a hit, and those in the base; favourable ones are valid.
    domain, stratum, psu, weight : str
        Columns of these names. A PSU's label is unique in its stratum.

    Raises
    ------
    ArgumentError
        If DuckDB is not installed, there are no items, a favourable code is not valid,
        or a row lacks its domain, stratum, PSU or a weight of at least nought.
    """
    if not items:
        raise ArgumentError("items is empty: there is nothing to add up")
    if not set(favourable) <= set(valid):
        raise ArgumentError("favourable holds a code that is not among the valid ones")
    keys = [_quoted(name) for name in (domain, stratum, psu)]
    columns = [
        _unusable(keys, _quoted(weight)),
        *_aggregates(items, favourable, valid, _quoted(weight)),
    ]
    # Names are quoted and codes are numbers; the path is bound as a parameter.
    query = (
        f"SELECT {', '.join([*keys, *columns])} FROM read_parquet($path)"  # noqa: S608
        f" GROUP BY {', '.join(keys)} ORDER BY {', '.join(keys)}"
    )
    with _duckdb().connect() as connection:
        found = connection.execute(query, {"path": str(path)}).fetchnumpy()
    labels, unusable = list(found.values())[:3], list(found.values())[3]
    if unusable.sum():
        raise ArgumentError(
            f"{unusable.sum():.0f} rows of {path} lack {domain}, {stratum}, {psu} or"
            f" {weight}, or have a weight below nought"
        )
    return _tally(labels, np.column_stack(list(found.values())[4:]))


def _unusable(keys: Sequence[str], weight: str) -> str:
    missing = " OR ".join(f"{key} IS NULL" for key in keys)
    usable = f"coalesce({weight} >= 0 AND isfinite({weight}::DOUBLE), false)"
    return f"count_if({missing} OR NOT {usable})::DOUBLE"


def _aggregates(
    items: Sequence[str],
    favourable: Collection[int],
    valid: Collection[int],
    weight: str,
) -> list[str]:
    """Weighted hits of all items, then bases, then both counted."""
    # Products are several times as fast here as FILTER, and BETWEEN as IN.
    forms = (f"sum({weight} * coalesce({{0}}, false)::TINYINT)", "count_if({0})")
    return [
        f"{form.format(_chosen(_quoted(item), codes))}::DOUBLE"
        for form in forms
        for codes in (favourable, valid)
        for item in items
    ]


def _tally(labels: Sequence[Any], sums: Floats) -> Tally:
    domain, stratum, psu = (np.ma.getdata(column) for column in labels)
    domains, names = codes_of("domain", domain)
    strata, _ = codes_of("stratum", stratum)
    inner, distinct = codes_of("psu", psu)
    psus, _ = codes_of("psu", strata.astype(np.int64) * len(distinct) + inner)
    first = np.unique(psus, return_index=True)[1]
    hits, bases, counted_hits, counted_bases = np.split(sums, 4, axis=1)
    return Tally(
        labels=names.tolist(),
        domains=domains,
        psus=psus,
        strata=strata[first],
        hits=hits,
        bases=bases,
        counted_hits=counted_hits,
        counted_bases=counted_bases,
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _chosen(column: str, codes: Collection[int]) -> str:
    known = sorted(int(code) for code in codes)
    if not known:
        return "false"
    if known == list(range(known[0], known[-1] + 1)):
        return f"{column} BETWEEN {known[0]} AND {known[-1]}"
    return f"{column} IN ({', '.join(map(str, known))})"


def _duckdb() -> Any:
    try:
        return importlib.import_module("duckdb")
    except ModuleNotFoundError as missing:
        raise ArgumentError(
            'DuckDB is not installed; install the extra "scale", or add up with pandas'
        ) from missing
