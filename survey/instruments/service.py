"""Published instruments: frozen in the database, read back as plain values."""

import json

from sqlalchemy import select

from questionnaires import (
    Instrument,
    content_hash,
    from_document,
    stored_items,
    to_document,
)
from survey import clock
from survey.database import session
from survey.instruments.errors import VersionIsFrozen
from survey.instruments.models import InstrumentVersion, Item


def publish(instrument: Instrument) -> InstrumentVersion:
    """Freeze the instrument; publishing the same content twice changes nothing.

    Raises
    ------
    VersionIsFrozen
        If this version was published with another content.
    """
    document = to_document(instrument)
    digest = content_hash(document)
    known = find_version(instrument.id, instrument.version)
    if known is not None:
        if known.content_hash != digest:
            raise VersionIsFrozen(instrument.id, instrument.version)
        return known
    published = InstrumentVersion(
        instrument=instrument.id,
        version=instrument.version,
        languages=",".join(instrument.languages),
        content_hash=digest,
        document=json.dumps(document, ensure_ascii=False, sort_keys=True),
        published_at=clock.now(),
        items=_items(instrument),
    )
    session().add(published)
    session().flush()
    return published


def _items(instrument: Instrument) -> list[Item]:
    return [
        Item(
            code=item.code,
            asked_as=item.item_id,
            option=item.option,
            type=item.type.value,
            position=item.position,
        )
        for item in stored_items(instrument)
    ]


def find_version(
    instrument: str, version: int | None = None
) -> InstrumentVersion | None:
    """Return one published version, the newest where none is named."""
    statement = (
        select(InstrumentVersion)
        .where(InstrumentVersion.instrument == instrument)
        .order_by(InstrumentVersion.version.desc())
        .limit(1)
    )
    if version is not None:
        statement = statement.where(InstrumentVersion.version == version)
    return session().scalar(statement)


def list_versions() -> list[InstrumentVersion]:
    """Return all published versions, by name and number."""
    order = (InstrumentVersion.instrument, InstrumentVersion.version)
    return list(session().scalars(select(InstrumentVersion).order_by(*order)))


def get_instrument(version_id: int) -> Instrument:
    """Return a published instrument by the id of its version."""
    digest = get_content_hash(version_id)
    return _cached(digest) or _read(version_id, digest)


def get_content_hash(version_id: int) -> str:
    """Return what tells this version's content from any other."""
    statement = select(InstrumentVersion.content_hash)
    return session().scalars(statement.where(InstrumentVersion.id == version_id)).one()


# Keyed by content, so the cache is right for whatever database is asked.
_instruments: dict[str, Instrument] = {}


def _cached(digest: str) -> Instrument | None:
    return _instruments.get(digest)


def _read(version_id: int, digest: str) -> Instrument:
    document = (
        session()
        .scalars(
            select(InstrumentVersion.document).where(InstrumentVersion.id == version_id)
        )
        .one()
    )
    _instruments[digest] = from_document(json.loads(document))
    return _instruments[digest]


def item_ids(version_id: int) -> dict[str, int]:
    """Return the database id of every stored item, by its code."""
    rows = session().execute(
        select(Item.code, Item.id).where(Item.instrument_version_id == version_id)
    )
    return {row.code: row.id for row in rows}
