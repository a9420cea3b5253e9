"""Units as people write them down: by their codes."""

from survey.agencies.models import Unit
from survey.agencies.service import find_unit
from survey.waves.errors import UnitsUnknown


def units_of_codes(text: str) -> list[Unit]:
    """Return the units whose codes stand in a text, each once.

    Raises
    ------
    UnitsUnknown
        With the codes that no unit has.
    """
    found = {code: find_unit(code) for code in text.replace(",", " ").split()}
    unknown = [code for code, unit in found.items() if unit is None]
    if unknown:
        raise UnitsUnknown(unknown)
    return [unit for unit in found.values() if unit is not None]
