"""Groups of small units, declared before a wave opens.

A unit that is still short of ten answers when its wave ends would stay without a
figure. Where it was declared beforehand, what is left of the members of its group is
published as one. The group is a row among the units, so that batches, figures and
pages treat it as one of them; it belongs to its wave only, and nobody rates it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from survey.agencies.models import Unit
from survey.database import session
from survey.forms import tidy
from survey.waves.codes import units_of_codes
from survey.waves.errors import GroupDoesNotFit, GroupNotReadable
from survey.waves.models import Wave, WaveUnit

LONGEST = 120  # letters of a name


@dataclass(frozen=True, kw_only=True)
class Group:
    """A name, and the units that stand together under it."""

    name: str
    units: Sequence[Unit]


def read_groups(text: str) -> list[Group]:
    """Return groups as they are written: a line each, name, colon, codes.

    Raises
    ------
    GroupNotReadable, UnitsUnknown
    """
    return [_read(line) for line in text.splitlines() if line.strip()]


def _read(line: str) -> Group:
    name, colon, rest = line.rpartition(":")
    if not colon or not tidy(name) or not rest.strip() or len(name) > LONGEST:
        raise GroupNotReadable(line.strip())
    return Group(name=tidy(name), units=units_of_codes(rest))


def line_of_group(group: Group) -> str:
    """Return a group as it is written."""
    return f"{group.name}: {', '.join(unit.code for unit in group.units)}"


def check_groups(groups: Sequence[Group], units: Sequence[Unit]) -> None:
    """Refuse groups whose members are not rated, differ in kind, or stand twice.

    Raises
    ------
    GroupDoesNotFit
    """
    free = {unit.id for unit in units}
    names = set()
    for group in groups:
        ids = {unit.id for unit in group.units}
        kinds = {unit.kind for unit in group.units}
        if len(ids) < 2 or len(kinds) > 1 or not ids <= free or group.name in names:
            raise GroupDoesNotFit(group.name)
        free -= ids
        names.add(group.name)


def rate(wave: Wave, units: Sequence[Unit], groups: Sequence[Group]) -> None:
    """Let a drafted wave rate units, some of them in groups."""
    pools = [_unit_of(group, wave, i) for i, group in enumerate(groups, start=1)]
    session().add_all(pools)
    session().flush()
    session().add_all(WaveUnit(wave_id=wave.id, unit_id=pool.id) for pool in pools)
    session().flush()
    group_of = {
        unit.id: pool.id
        for group, pool in zip(groups, pools, strict=True)
        for unit in group.units
    }
    session().add_all(
        WaveUnit(wave_id=wave.id, unit_id=unit.id, group_id=group_of.get(unit.id))
        for unit in units
    )
    session().flush()


def _unit_of(group: Group, wave: Wave, number: int) -> Unit:
    return Unit(
        code=f"{wave.slug}.nhom-{number}",
        name=group.name,
        kind=group.units[0].kind,
        valid_from=wave.opens_on,
        valid_to=wave.closes_on,
        illustrative=wave.illustrative,
        is_group=True,
    )


def groups_of(wave: Wave) -> list[Group]:
    """Return the groups that a wave declares, in the order they were written."""
    units = {unit.id: unit for unit in wave.units}
    return [
        Group(name=pool.name, units=[units[one] for one in members])
        for pool, members in members_by_group(wave.id).items()
    ]


def members_by_group(wave_id: int) -> dict[Unit, list[int]]:
    """Return the ids of the members of each group of a wave, by name."""
    member = aliased(Unit)
    statement = (
        select(Unit, WaveUnit.unit_id)
        .join(WaveUnit, WaveUnit.group_id == Unit.id)
        .join(member, member.id == WaveUnit.unit_id)
        .where(WaveUnit.wave_id == wave_id)
        .order_by(Unit.id, member.name, member.id)
    )
    found: dict[Unit, list[int]] = {}
    for pool, member_id in session().execute(statement):
        found.setdefault(pool, []).append(member_id)
    return found


def drop_unused() -> None:
    """Delete groups that no wave declares any more."""
    in_use = exists().where(WaveUnit.unit_id == Unit.id)
    session().execute(delete(Unit).where(Unit.is_group, ~in_use))
