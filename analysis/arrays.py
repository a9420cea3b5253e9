"""The array types of this package, and the checks every estimator begins with."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.errors import ArgumentError

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
Bools = NDArray[np.bool_]
Labels = NDArray[np.object_] | NDArray[np.int64]


def finite(name: str, values: ArrayLike) -> Floats:
    """Return `values` as floats; refuse a missing or infinite one."""
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ArgumentError(
            f"{name} holds a missing or infinite value;"
            " set what lies outside the base to nought"
        )
    return array


def not_negative(name: str, values: ArrayLike) -> Floats:
    """Return `values` as finite floats; refuse a negative one."""
    array = finite(name, values)
    if (array < 0).any():
        raise ArgumentError(f"{name} holds the negative value {array.min()}")
    return array


def same_length(**arrays: ArrayLike) -> None:
    """Refuse arrays whose first dimensions differ."""
    lengths = {name: np.shape(array)[0] for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise ArgumentError(f"arrays differ in length: {lengths}")


def codes_of(name: str, labels: ArrayLike) -> tuple[Integers, Labels]:
    """Return `labels` as numbers from nought; refuse a missing one.

    Returns
    -------
    codes : ndarray of int, shape (n,)
    distinct : ndarray, shape (number of distinct labels,)
        In order of appearance.
    """
    codes, distinct = pd.factorize(np.asarray(labels))
    if (codes < 0).any():
        raise ArgumentError(f"{name} holds a missing label")
    return codes, distinct


def sums_by(codes: Integers, values: Floats, size: int) -> Floats:
    """Add up the rows of `values` (n, k) that share a code; shape (size, k)."""
    sums = np.empty((size, values.shape[1]))
    for column in range(values.shape[1]):
        sums[:, column] = np.bincount(codes, values[:, column], minlength=size)
    return sums
