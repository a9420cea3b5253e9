from collections.abc import Mapping
from datetime import date

from sqlalchemy import or_, select

from questionnaires import USUAL_WORDS
from survey.agencies.models import Unit, UnitKind
from survey.database import session

# What a unit of this kind says otherwise than a rural commune.
COMMUNES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "Phường": {
            "commune": "phường",
            "loudspeaker": "loa phát thanh phường",
            "neighbourhood": "tổ dân phố",
        },
        "Đặc khu": {
            "commune": "đặc khu",
            "loudspeaker": "loa phát thanh đặc khu",
        },
    },
    "en": {
        "Phường": {
            "commune": "ward",
            "loudspeaker": "the ward loudspeaker",
            "neighbourhood": "residential group",
        },
        "Đặc khu": {
            "commune": "special zone",
            "loudspeaker": "the loudspeaker of the special zone",
        },
    },
}


SINGLE = Unit.is_group.is_(False)
"""Leaves out the groups of units that waves declare."""


def find_unit(code: str) -> Unit | None:
    """Return the unit with this code, or nothing."""
    return session().scalar(select(Unit).where(Unit.code == code, SINGLE))


def list_units(
    kind: UnitKind | None = None, parent: Unit | None = None, on: date | None = None
) -> list[Unit]:
    """Return units by name; where given, of one kind, below one parent, on a day."""
    statement = select(Unit).where(SINGLE).order_by(Unit.name, Unit.id)
    if kind is not None:
        statement = statement.where(Unit.kind == kind)
    if parent is not None:
        statement = statement.where(Unit.parent_id == parent.id)
    if on is not None:
        still_there = or_(Unit.valid_to.is_(None), Unit.valid_to >= on)
        statement = statement.where(Unit.valid_from <= on, still_there)
    return list(session().scalars(statement))


def exists(unit: Unit, on: date) -> bool:
    """Say whether there is the unit on a day."""
    return unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)


def slots_of(unit: Unit, language: str) -> dict[str, str]:
    """Return the words that a questionnaire leaves open, for this unit.

    A language without words of its own uses the Vietnamese ones.
    """
    spoken = language if language in COMMUNES else "vi"
    own = next(
        (
            words
            for prefix, words in COMMUNES[spoken].items()
            if unit.name.startswith(prefix)
        ),
        {},
    )
    return {**USUAL_WORDS[spoken], **own}
