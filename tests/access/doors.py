"""The declared doors: who may open which route, as `docs/access.md` tells it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from survey.accounts.models import Role

TABLE = Path(__file__).parents[2] / "docs" / "access.md"
LINE = re.compile(r"\| `(?P<rule>/[^`]*)` \| (?P<methods>[A-Z, ]+) \| (?P<rest>.+) \|")
ANYBODY = "anybody"
STAFF = "staff"


class Reach(StrEnum):
    """What of the installation a role opens behind a door."""

    ALL = "all"  # the same for whomever holds the role, wherever
    UNIT = "unit"  # what belongs to the unit it is held for, or lies below it
    WHOLE = "whole"  # only where it is held for the whole installation
    OWN = "own"  # what one has asked for oneself


@dataclass(frozen=True)
class Door:
    """One line of the table."""

    rule: str
    methods: frozenset[str]
    public: bool
    roles: frozenset[Role]
    reach: Reach


def read_doors() -> list[Door]:
    """Return the lines of the table, in its order."""
    return list(_doors(TABLE.read_text("utf-8")))


def _doors(text: str) -> Iterator[Door]:
    for line in text.splitlines():
        if found := LINE.fullmatch(line):
            who, reach = (part.strip() for part in found["rest"].split("|"))
            yield Door(
                rule=found["rule"],
                methods=frozenset(re.split(r", ?", found["methods"].strip())),
                public=who == ANYBODY,
                roles=_roles(who),
                reach=Reach(reach),
            )


def _roles(who: str) -> frozenset[Role]:
    if who == ANYBODY:
        return frozenset()
    return frozenset(Role if who == STAFF else map(Role, re.split(r", ?", who)))
