"""Receipts: short codes that prove counting and say nothing of what was said."""

import secrets

from survey import keys

LENGTH = 10
GROUP = 5


def draw_receipt() -> str:
    """Return a new random receipt."""
    return keys.readable(secrets.token_bytes(LENGTH), LENGTH)


def normal_receipt(typed: str) -> str:
    """Return a receipt as it is stored, from one as people write it down."""
    return keys.as_readable(typed)


def grouped_receipt(receipt: str) -> str:
    """Return a receipt in groups, easy to copy by hand."""
    return f"{receipt[:GROUP]}-{receipt[GROUP:]}"
