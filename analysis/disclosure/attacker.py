"""A reader with patience: what follows from all printed numbers together.

Every printed number bounds a sum of unknown counts. A linear programme (HiGHS)
gives the lowest and highest value that each count can have; where no whole number
but one lies between, the count is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from analysis.arrays import Floats
from analysis.errors import ArgumentError

SLACK = 1e-6


@dataclass(frozen=True)
class Statement:
    """A printed number: a weighted sum of counts lies between two ends."""

    weights: Mapping[int, float]
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Attack:
    """Everything that is printed about some counts.

    Attributes
    ----------
    cells : int
        Number of counts, each nought or more.
    statements : sequence of Statement
    own : int, optional
        A count that the attacker is part of.
    """

    cells: int
    statements: Sequence[Statement]
    own: int | None = None

    def bounds(self, cell: int) -> tuple[float, float]:
        """Return the lowest and highest value a count can have.

        Raises
        ------
        ArgumentError
            If no counts fit what is printed.
        """
        ends = [self._solve(cell, sign) for sign in (1.0, -1.0)]
        return ends[0], ends[1]

    def tells(self, cell: int) -> bool:
        """Return whether the attacker knows a count for certain."""
        low, high = self.bounds(cell)
        return bool(np.floor(high + SLACK) <= np.ceil(low - SLACK))

    def _solve(self, cell: int, sign: float) -> float:
        costs = np.zeros(self.cells)
        costs[cell] = sign
        matrix, low, high = self._system()
        floor = np.zeros(self.cells)
        if self.own is not None:
            floor[self.own] = 1.0
        # its types forget that it takes sparse matrices
        found = optimize.linprog(  # type: ignore[call-overload]
            costs,
            A_ub=sparse.vstack([matrix, -matrix]),
            b_ub=np.concatenate([high, -low]),
            bounds=np.column_stack([floor, np.full(self.cells, np.inf)]),
            method="highs",
        )
        if found.status == 3:  # nothing printed bounds it
            return float(-sign * np.inf)
        if not found.success:
            raise ArgumentError(found.message)
        return float(found.x[cell])

    def _system(self) -> tuple[sparse.csr_array, Floats, Floats]:
        rows, columns, values = [], [], []
        for number, statement in enumerate(self.statements):
            for cell, weight in statement.weights.items():
                rows.append(number)
                columns.append(cell)
                values.append(weight)
        shape = (len(self.statements), self.cells)
        matrix = sparse.csr_array((values, (rows, columns)), shape=shape)
        low = np.array([statement.low for statement in self.statements])
        high = np.array([statement.high for statement in self.statements])
        return matrix, low, high
