"""Draws of a sample from a frame and a seed; standard library only.

Chance comes from SHA-256 of seed and label, so the same seed and frame give the
same list on any machine and version, and whoever doubts it can draw again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from analysis.errors import ArgumentError

Frame: TypeAlias = Mapping[str, "Frame"] | Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A unit of the sample.

    Attributes
    ----------
    unit : str
    probability : float
        Its chance to be drawn, in (0, 1]; its base weight is 1/probability.
    stratum : str
        Where it was drawn; empty without strata.
    clusters : tuple of str
        The clusters it was drawn in, the PSU first; empty in a draw of one stage.
    """

    unit: str
    probability: float
    stratum: str = ""
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draw:
    """The sample in the order of the draw, and who replaces, in this order.

    A reserve takes the place of a unit of its stratum and cluster, and its weight.
    """

    sample: tuple[Drawn, ...]
    reserve: tuple[Drawn, ...] = ()


def frame_hash(units: Sequence[str]) -> str:
    """Return the SHA-256 of a frame, to store beside the seed; order matters."""
    digest = hashlib.sha256()
    for unit in units:
        digest.update(f"{len(unit)}:{unit}".encode())
    return digest.hexdigest()


def simple_draw(
    units: Sequence[str], size: int, *, seed: str, reserve: int = 0
) -> Draw:
    """Draw without replacement, all units with the same chance.

    Parameters
    ----------
    units : sequence of str
        Labels of the frame, each once; their order does not matter.
    size : int
        At most the number of units.
    seed : str
        Not empty; stored with the plan.
    reserve : int, default 0
        How many more to draw as replacements, as far as the frame reaches.

    Raises
    ------
    ArgumentError
        If the seed is empty, a label returns, or the frame is too short.
    """
    _check_frame(units, seed)
    _check_size(size, len(units))
    order = sorted(units, key=lambda unit: (_chance(seed, unit), unit))
    chosen = [
        Drawn(unit=unit, probability=size / len(units))
        for unit in order[: size + reserve]
    ]
    return Draw(tuple(chosen[:size]), tuple(chosen[size:]))


def stratified_draw(
    strata: Mapping[str, Sequence[str]],
    sizes: Mapping[str, int],
    *,
    seed: str,
    reserve: int = 0,
) -> Draw:
    """Draw in each stratum on its own; see `simple_draw`.

    Parameters
    ----------
    strata : mapping of stratum to sequence of str
    sizes : mapping of stratum to int
        How many to draw; see `analysis.sampling.allocation`.
    reserve : int, default 0
        Replacements of each stratum.
    """
    missing = [stratum for stratum in strata if stratum not in sizes]
    if missing:
        raise ArgumentError(f"sizes lacks the stratum {missing[0]!r}")
    draws = {
        stratum: simple_draw(
            units, sizes[stratum], seed=_inner(seed, stratum), reserve=reserve
        )
        for stratum, units in strata.items()
    }
    return Draw(
        tuple(_placed(d, stratum=s) for s, draw in draws.items() for d in draw.sample),
        tuple(_placed(d, stratum=s) for s, draw in draws.items() for d in draw.reserve),
    )


def systematic_draw(units: Sequence[str], size: int, *, seed: str) -> Draw:
    """Draw every k-th unit from a random start; k need not be whole.

    Parameters
    ----------
    units : sequence of str
        Labels in an order that means something: the sample spreads along it.
    size, seed
        See `simple_draw`.
    """
    _check_frame(units, seed)
    _check_size(size, len(units))
    start = _chance(seed, "start")
    chosen = [units[int((start + k) * len(units) / size)] for k in range(size)]
    probability = size / len(units)
    return Draw(tuple(Drawn(unit=unit, probability=probability) for unit in chosen))


def pps_draw(measures: Mapping[str, float], size: int, *, seed: str) -> Draw:
    """Draw systematically with chances in proportion to a measure of size.

    Parameters
    ----------
    measures : mapping of unit to float
        Positive, such as the households of a village, in an order that means
        something.
    size, seed
        See `simple_draw`.

    Returns
    -------
    Draw
        Units too large to be drawn once at most (n·x/X ≥ 1) are in for certain, with
        probability 1; they come first.

    References
    ----------
    .. [1] W. G. Madow, On the theory of systematic sampling II, Annals of
       Mathematical Statistics 20, 1949.
    """
    _check_frame(list(measures), seed)
    _check_size(size, len(measures))
    if any(not measure > 0 for measure in measures.values()):
        raise ArgumentError("measures holds a size that is not positive")
    certain, rest = _certainty(measures, size)
    sample = [Drawn(unit=unit, probability=1.0) for unit in certain]
    left, total = size - len(certain), sum(rest.values())
    start, reached, passed = _chance(seed, "start"), 0.0, 0
    last = next(reversed(rest), None)
    for unit, measure in rest.items():
        reached += measure
        # The last unit ends the line exactly, whatever float noise the sum holds.
        places = left if unit == last else left * reached / total
        if start + passed < places:
            sample.append(Drawn(unit=unit, probability=left * measure / total))
            passed += 1
    return Draw(tuple(sample))


def multi_stage_draw(
    frame: Frame, sizes: Sequence[int], *, seed: str, reserve: int = 0
) -> Draw:
    """Draw clusters by their number of units, clusters within these, then units.

    With the same sizes everywhere every unit has the same chance, except in clusters
    drawn for certain or holding fewer than is to be drawn.

    Parameters
    ----------
    frame : mapping of cluster to frame, or sequence of str
        A mapping for every stage but the last, such as communes of villages of
        households; the label of a unit is unique in its cluster.
    sizes : sequence of int
        How many to draw at each stage from the first on; after the first, all where
        there are fewer.
    seed, reserve
        See `simple_draw`; the reserve is that of each last cluster.

    Returns
    -------
    Draw
        The probability is that of all stages. For a stratified draw of several stages
        draw the strata one by one, with a seed for each.

    Raises
    ------
    ArgumentError
        If the frame has more or fewer stages than `sizes`, or as in `simple_draw`.
    """
    if not sizes or isinstance(frame, Mapping) == (len(sizes) == 1):
        raise ArgumentError(f"sizes names {len(sizes)} stages, the frame has others")
    if not isinstance(frame, Mapping):
        return simple_draw(frame, sizes[0], seed=seed, reserve=reserve)
    measures = {cluster: float(_units_in(inner)) for cluster, inner in frame.items()}
    sample: list[Drawn] = []
    replacements: list[Drawn] = []
    for first in pps_draw(measures, sizes[0], seed=seed).sample:
        inner = frame[first.unit]
        within = multi_stage_draw(
            inner,
            [min(sizes[1], len(inner)), *sizes[2:]],
            seed=_inner(seed, first.unit),
            reserve=reserve,
        )
        sample += [_inside(first, one) for one in within.sample]
        replacements += [_inside(first, one) for one in within.reserve]
    return Draw(tuple(sample), tuple(replacements))


def _units_in(frame: Frame) -> int:
    if isinstance(frame, Mapping):
        return sum(_units_in(inner) for inner in frame.values())
    return len(frame)


def _inside(cluster: Drawn, drawn: Drawn) -> Drawn:
    return Drawn(
        unit=drawn.unit,
        probability=cluster.probability * drawn.probability,
        clusters=(cluster.unit, *drawn.clusters),
    )


def _certainty(
    measures: Mapping[str, float], size: int
) -> tuple[list[str], dict[str, float]]:
    certain: list[str] = []
    rest = dict(measures)
    while True:
        left, total = size - len(certain), sum(rest.values())
        large = [unit for unit, measure in rest.items() if left * measure >= total]
        if not large or left == 0:
            return certain, rest
        certain += large
        for unit in large:
            del rest[unit]


def _chance(seed: str, label: str) -> float:
    """Return a number in [0, 1) that only seed and label decide."""
    digest = hashlib.sha256(f"{len(seed)}:{seed}{label}".encode()).digest()
    # 53 bits, which a float holds exactly, so that it never rounds up to 1.
    return (int.from_bytes(digest[:7], "big") >> 3) / 2**53


def _inner(seed: str, label: str) -> str:
    if not seed:
        raise ArgumentError(
            "seed is empty; store one, so that the draw can be repeated"
        )
    return f"{len(seed)}:{seed}/{label}"


def _placed(drawn: Drawn, *, stratum: str) -> Drawn:
    return Drawn(unit=drawn.unit, probability=drawn.probability, stratum=stratum)


def _check_frame(units: Sequence[str], seed: str) -> None:
    if not seed:
        raise ArgumentError(
            "seed is empty; store one, so that the draw can be repeated"
        )
    if len(set(units)) < len(units):
        twice = next(unit for unit in units if units.count(unit) > 1)
        raise ArgumentError(f"units holds {twice!r} more than once")


def _check_size(size: int, frame: int) -> None:
    if not 1 <= size <= frame:
        raise ArgumentError(f"size is {size}; the frame holds {frame} units")
