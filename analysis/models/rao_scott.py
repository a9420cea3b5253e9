"""Whether two groupings are related: Pearson's test, corrected for the design."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import linalg, stats

from analysis.arrays import Floats, codes_of, same_length
from analysis.design import Design
from analysis.errors import ArgumentError


@dataclass(frozen=True, kw_only=True)
class RaoScott:
    """Rao and Scott's test of no association.

    Attributes
    ----------
    statistic : float
        Pearson's X² over the mean design effect of the association times its
        (r − 1)(c − 1): to be compared with F.
    df_numerator, df_denominator : float
        Second-order (Satterthwaite) degrees of freedom of that F.
    p_value : float
    pearson : float
        X² of the weighted shares, scaled to the number of respondents.
    p_value_first_order : float
        From X² over the mean design effect and a chi-square.
    n : int
        Respondents of the table.
    """

    statistic: float
    df_numerator: float
    df_denominator: float
    p_value: float
    pearson: float
    p_value_first_order: float
    n: int


def rao_scott(
    rows: ArrayLike,
    columns: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
) -> RaoScott:
    """Test whether two groupings of the domain are unrelated.

    Parameters
    ----------
    rows, columns : array_like, shape (n,)
        Group of each row of the sample in each of the two groupings.
    design : Design
        Of the whole sample.
    domain : array_like of bool, shape (n,), optional
        Rows of the table, such as those with both groups known.

    Raises
    ------
    ArgumentError
        If a grouping has a single group, or cells are so empty that the
        association has no variance.

    References
    ----------
    .. [1] J. N. K. Rao, A. J. Scott, On chi-squared tests for multiway contingency
       tables with cell proportions estimated from survey data, Annals of
       Statistics 12, 1984. Agrees with ``survey::svychisq(statistic = "F")`` and
       ``"Chisq"``.
    """
    inside = design.members(domain)
    same_length(weights=design.weights, rows=rows, columns=columns)
    row, row_labels = codes_of("rows", np.asarray(rows)[inside])
    column, column_labels = codes_of("columns", np.asarray(columns)[inside])
    r, c = len(row_labels), len(column_labels)
    if r < 2 or c < 2:
        raise ArgumentError(f"the table is {r} by {c}; both groupings need two groups")

    cell = np.zeros((len(design), r * c))
    cell[np.flatnonzero(inside), row * c + column] = 1
    weight = design.weights * inside
    shares = weight @ cell / weight.sum()
    scores = (cell - shares) * (weight / weight.sum())[:, np.newaxis]
    effects = _design_effects(
        shares, design.covariance(scores), r, c, n=int(inside.sum())
    )
    pearson = int(inside.sum()) * _association(shares.reshape(r, c))
    trace = float(np.trace(effects))
    freedom = trace**2 / float(np.trace(effects @ effects))
    # The table's own cells do not change how many PSUs the design has.
    below = freedom * design.degrees_of_freedom()
    return RaoScott(
        statistic=pearson / trace,
        df_numerator=freedom,
        df_denominator=below,
        p_value=float(stats.f.sf(pearson / trace, freedom, below)),
        pearson=pearson,
        p_value_first_order=float(
            stats.chi2.sf(pearson * len(effects) / trace, len(effects))
        ),
        n=int(inside.sum()),
    )


def _association(table: Floats) -> float:
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    return float(((table - expected) ** 2 / expected).sum())


def _design_effects(
    shares: Floats, covariance: Floats, r: int, c: int, *, n: int
) -> Floats:
    """Generalised design effects of the (r − 1)(c − 1) contrasts of association."""
    intercept, by_row, by_column = np.ones((r * c, 1)), np.eye(r), np.eye(c)
    main = np.hstack(
        [
            intercept,
            np.repeat(by_row, c, axis=0)[:, 1:],
            np.tile(by_column, (r, 1))[:, 1:],
        ]
    )
    both = np.einsum(
        "ij,ik->ijk",
        np.repeat(by_row, c, axis=0)[:, 1:],
        np.tile(by_column, (r, 1))[:, 1:],
    ).reshape(r * c, -1)
    basis = np.linalg.qr(main)[0]
    contrasts = both - basis @ (basis.T @ both)
    inverse = np.divide(1, shares, out=np.zeros_like(shares), where=shares > 0)
    simple = contrasts.T @ (contrasts * (inverse / n)[:, np.newaxis])
    scaled = contrasts * inverse[:, np.newaxis]
    if np.linalg.matrix_rank(simple) < len(simple):
        raise ArgumentError("too many cells of the table are empty; join groups")
    return np.asarray(linalg.solve(simple, scaled.T @ covariance @ scaled))
