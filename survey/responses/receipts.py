"""Receipts: short codes that prove counting and say nothing of what was said."""

import secrets

from survey import keys

LENGTH = 10
GROUP = 5
# Base 32 has no 0, 1 and 8: whoever reads them means the letter that looks alike.
_LOOKALIKES = str.maketrans("018", "OIB", " -")


def draw_receipt() -> str:
    """Return a new random receipt."""
    return keys.readable(secrets.token_bytes(LENGTH), LENGTH)


def normal_receipt(typed: str) -> str:
    """Return a receipt as it is stored, from one as people write it down."""
    return typed.upper().translate(_LOOKALIKES)


def grouped_receipt(receipt: str) -> str:
    """Return a receipt in groups, easy to copy by hand."""
    return f"{receipt[:GROUP]}-{receipt[GROUP:]}"
