"""The stacked bar of one item or factor: its answers from best to worst."""

from collections.abc import Sequence
from dataclasses import dataclass

# From best to worst; the words for them stand beside the bar or in its key.
PALETTE = ("#0b6e4f", "#7cbfa4", "#d9dfe3", "#e3a184", "#a63d17")
DARK = frozenset({"#0b6e4f", "#a63d17"})  # on which letters are white
FITS = 12.0  # per cent of the bar that a label such as "12 %" needs


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer and how often it was given; the caller sorts best to worst."""

    label: str
    share: float
    favourable: bool


@dataclass(frozen=True, kw_only=True)
class Segment:
    option: Option
    x: float
    width: float
    fill: str
    ink: str
    is_labelled: bool
    hatched: bool  # on paper: its grey could be taken for that of its mirror


def stacked_bar(options: Sequence[Option]) -> list[Segment]:
    """Return the segments of a bar that is 100 % wide in all."""
    total = sum(option.share for option in options)
    fills = colours(len(options))
    segments, x = [], 0.0
    for place, option in enumerate(options):
        width = 100 * option.share / total if total else 0.0
        fill = fills[place]
        segments.append(
            Segment(
                option=option,
                x=round(x, 2),
                width=round(width, 2),
                fill=fill,
                ink="#ffffff" if fill in DARK else "#16232e",
                is_labelled=width >= FITS,
                hatched=place > (len(options) - 1) / 2,
            )
        )
        x += width
    return segments


def colours(count: int) -> list[str]:
    """Return `count` colours of the palette, best first, worst last."""
    if count == 1:
        return [PALETTE[0]]
    if count == 2:
        return [PALETTE[0], PALETTE[-1]]
    if count == 4:
        return [colour for colour in PALETTE if colour != PALETTE[2]]
    last = len(PALETTE) - 1
    return [PALETTE[round(place * last / (count - 1))] for place in range(count)]
