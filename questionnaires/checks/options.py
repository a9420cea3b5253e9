"""Codes and favourable codes, of scales and of items with options of their own."""

from collections.abc import Iterator

from questionnaires.checks.places import located_items
from questionnaires.codes import HIGHEST_CODE, LOWEST_CODE
from questionnaires.flaws import Flaw
from questionnaires.schema import InstrumentPart, OptionPart
from questionnaires.source import Path


def option_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield what is wrong with codes on every scale and every item."""
    for name, scale in instrument.scales.items():
        path: Path = ("scales", name)
        if all(option.missing for option in scale.options):
            yield Flaw(path, "the scale has no valid code")
        yield from _code_flaws(scale.options, path)
        yield from _favourable_flaws(scale.favourable, scale.options, path)
    for path, item in located_items(instrument):
        yield from _code_flaws(item.options, path)
        if item.scale is None:
            yield from _favourable_flaws(item.favourable, item.options, path)


def _code_flaws(options: tuple[OptionPart, ...], path: Path) -> Iterator[Flaw]:
    seen: set[int] = set()
    for index, option in enumerate(options):
        here = (*path, "options", index)
        if not LOWEST_CODE <= option.code <= HIGHEST_CODE:
            yield Flaw(here, f"a code is a number from {LOWEST_CODE} to {HIGHEST_CODE}")
        if option.code in seen:
            yield Flaw(here, f"the code {option.code} comes twice")
        seen.add(option.code)


def _favourable_flaws(
    favourable: tuple[int, ...], options: tuple[OptionPart, ...], path: Path
) -> Iterator[Flaw]:
    missing = {option.code: option.missing for option in options}
    for index, code in enumerate(favourable):
        here = (*path, "favourable", index)
        if code not in missing:
            yield Flaw(here, f"the favourable code {code} is not on the scale")
        elif missing[code]:
            yield Flaw(here, f"the favourable code {code} is a missing code")
        if code in favourable[:index]:
            yield Flaw(here, f"the favourable code {code} comes twice")
