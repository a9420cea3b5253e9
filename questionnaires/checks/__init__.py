"""What a schema cannot say: every rule that an instrument must keep to be sound."""

from collections.abc import Iterator

from questionnaires.checks.identity import identity_flaws
from questionnaires.checks.items import item_flaws
from questionnaires.checks.measures import measure_flaws
from questionnaires.checks.options import option_flaws
from questionnaires.checks.skips import skip_flaws
from questionnaires.checks.texts import text_flaws
from questionnaires.checks.tree import tree_flaws
from questionnaires.flaws import Flaw
from questionnaires.schema import InstrumentPart

CHECKS = (
    identity_flaws,
    text_flaws,
    option_flaws,
    item_flaws,
    skip_flaws,
    tree_flaws,
    measure_flaws,
)


def find_flaws(instrument: InstrumentPart) -> Iterator[Flaw]:
    """Yield everything that is wrong with the instrument, not only the first."""
    for check in CHECKS:
        yield from check(instrument)
