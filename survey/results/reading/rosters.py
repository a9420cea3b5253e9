"""What the units of a publication were called then, and which stand in a group."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from survey.agencies.models import Unit
from survey.agencies.succession import names_on
from survey.database import session
from survey.results.models import Publication, PublicationUnit
from survey.results.reading.published import UnitLabel
from survey.waves.models import WaveUnit


@dataclass(frozen=True)
class Roster:
    """The units of a publication, by their ids.

    Attributes
    ----------
    names
        Of those that are called otherwise today.
    group_of
        The group that holds what was left of a unit, where it has a figure.
    members_of
        The units of a group whose answers it holds.
    """

    names: Mapping[int, str]
    group_of: Mapping[int, UnitLabel]
    members_of: Mapping[int, tuple[UnitLabel, ...]]


def roster_of(publication: Publication) -> Roster:
    """Return how to call the units of a publication, and its groups."""
    names = names_on(publication.period.ends_on)
    group_of: dict[int, UnitLabel] = {}
    members_of: dict[int, tuple[UnitLabel, ...]] = {}
    for pool, member in _pooled(publication):
        label = UnitLabel(code=member.code, name=names.get(member.id, member.name))
        group_of[member.id] = UnitLabel(code=pool.code, name=pool.name)
        members_of[pool.id] = (*members_of.get(pool.id, ()), label)
    return Roster(names=names, group_of=group_of, members_of=members_of)


def _pooled(publication: Publication) -> list[tuple[Unit, Unit]]:
    """Return each group in a publication with the units that have none of their own."""
    pool, member = aliased(Unit), aliased(Unit)
    own, shared = aliased(PublicationUnit), aliased(PublicationUnit)
    statement = (
        select(pool, member)
        .select_from(WaveUnit)
        .join(pool, pool.id == WaveUnit.group_id)
        .join(member, member.id == WaveUnit.unit_id)
        .join(shared, shared.unit_id == pool.id)
        .join(own, own.unit_id == member.id)
        .where(
            WaveUnit.wave_id == publication.wave_id,
            shared.publication_id == publication.id,
            own.publication_id == publication.id,
            own.batch_id.is_(None),
        )
        .order_by(member.name, member.id)
    )
    return [(row[0], row[1]) for row in session().execute(statement)]
