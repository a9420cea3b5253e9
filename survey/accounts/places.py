"""The unit that a role is held for. Units live in a room above this one.

The application says where they are found, as it does with jobs.
"""

from importlib import import_module
from typing import Any

from flask import current_app

from survey.accounts.errors import PlaceUnknown


def find_place(code: str) -> int | None:
    """Return the id of the unit with this code; nothing for an empty code.

    Raises
    ------
    PlaceUnknown
        If no unit has the code.
    """
    code = code.strip()
    if not code:
        return None
    module, _colon, name = current_app.config["PLACES"].partition(":")
    found: Any = getattr(import_module(module), name)(code)
    if found is None:
        raise PlaceUnknown(code)
    return int(found.id)
