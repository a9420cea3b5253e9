"""One number of ours beside R's."""

import math
from dataclasses import dataclass
from functools import cache

from analysis.estimate import Estimate
from tests.analysis.samples import read_reference


@dataclass(frozen=True, kw_only=True)
class Comparison:
    quantity: str  # what docs/methods/agreement.md lists
    call: str  # the R call it must agree with
    case: str
    ours: float
    theirs: float

    @property
    def relative_difference(self) -> float:
        if math.isnan(self.ours) and math.isnan(self.theirs):
            return 0.0
        if self.ours == self.theirs:
            return 0.0
        return abs(self.ours - self.theirs) / abs(self.theirs)


@cache
def references(name: str) -> dict[str, dict[str, float]]:
    rows = read_reference(name)
    return {
        str(case): dict(zip(group["quantity"], group["value"], strict=True))
        for case, group in rows.groupby("case")
    }


def compared(
    quantity: str, call: str, name: str, case: str, **ours: float
) -> list[Comparison]:
    """Compare numbers with those that file `name` holds for `case`."""
    theirs = references(name)[case]
    return [
        Comparison(
            quantity=f"{quantity}: {part}",
            call=call,
            case=f"{case}/{part}",
            ours=float(value),
            theirs=theirs[part],
        )
        for part, value in ours.items()
    ]


def parts(estimate: Estimate, *names: str) -> dict[str, float]:
    return {name: getattr(estimate, name) for name in names}
