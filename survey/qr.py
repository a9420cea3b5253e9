"""QR codes as one path of an SVG, for paper."""

from dataclasses import dataclass
from itertools import groupby

import segno


@dataclass(frozen=True)
class QrCode:
    """A symbol of `size` × `size` modules, drawn without its quiet zone.

    Whoever prints it leaves four modules of white on every side.
    """

    size: int
    path: str


def draw(address: str, *, mask: int | None = None) -> QrCode:
    """Return the symbol that leads to `address`, fit for a creased piece of paper.

    Parameters
    ----------
    address : str
        What a phone opens.
    mask : int, optional
        A pattern chosen beforehand: trying all eight takes four times as long,
        which a thousand labels would feel.
    """
    symbol = segno.make(address, micro=False, error="m", mask=mask)
    rows = [bytes(row) for row in symbol.matrix]
    return QrCode(len(rows), "".join(_drawn(y, row) for y, row in enumerate(rows)))


def _drawn(y: int, row: bytes) -> str:
    """Return the dark stretches of a row as rectangles."""
    parts, x = [], 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            parts.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(parts)
