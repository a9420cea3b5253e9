"""Doing something with an action, saying what came of it, and leading back."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from survey.database import transaction
from survey.improvement.errors import ImprovementError


def try_to(deed: Callable[[], object], said: str) -> bool:
    """Do it and say so; a refusal is told, and nothing is done."""
    try:
        with transaction():
            deed()
    except ImprovementError as refusal:
        flash(str(refusal), "error")
        return False
    flash(said, "success")
    return True


def do(deed: Callable[[], object], said: str, code: str) -> ResponseReturnValue:
    """Do it, or say why not, and lead back to the unit's plan."""
    try_to(deed, said)
    return back_to(code)


def back_to(code: str) -> ResponseReturnValue:
    """Lead to the plan of the unit with this code."""
    return redirect(url_for("improvement.unit", code=code))


def number(field: HiddenField) -> int:
    """Return the number in a hidden field; nought where somebody changed it."""
    text = field.data or ""
    return int(text) if text.isascii() and text.isdecimal() else 0
