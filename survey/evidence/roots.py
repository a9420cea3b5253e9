"""The documents of the days: made, signed, found, exported."""

import hashlib
import json
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select

from survey import clock
from survey.audit import service as audit
from survey.database import session
from survey.evidence import partitions, signing, tree
from survey.evidence.models import DailyRoot

FIRST = "0" * 64
FORMAT = 1
# Fewer are not told apart: how many came by a channel must not single anybody out.
FEWEST = 10


def find(day: date) -> DailyRoot | None:
    """Return the document of a day, or nothing."""
    return session().get(DailyRoot, day)


def sign_day(day: date) -> DailyRoot:
    """Write down and sign how everything stands; each day has one document."""
    document = tree.canonical(_contents(day)).decode("utf-8")
    signed = DailyRoot(
        day=day,
        document=document,
        digest=digest_of(document),
        signature=signing.sign(document),
        signed_at=clock.now(),
    )
    session().add(signed)
    session().flush()
    return signed


def digest_of(document: str) -> str:
    """Return the one line that stands for a document."""
    return hashlib.sha256(document.encode("utf-8")).hexdigest()


def _contents(day: date) -> dict[str, Any]:
    newest, end = find_newest(), audit.find_end()
    return {
        "format": FORMAT,
        "day": day.isoformat(),
        "previous": newest.digest if newest else FIRST,
        "audit": {"seq": end.seq if end else 0, "hash": end.hash if end else FIRST},
        "partitions": {
            part.name: {"closed": part.closed, "root": part.root}
            for part in partitions.list_partitions()
        },
        "answers_of_closed_periods": _told(partitions.count_by_channel()),
        "software": current_app.config["SOFTWARE_VERSION"],
        "public_key": signing.public_key(),
    }


def _told(counts: dict[str, int]) -> dict[str, int]:
    """Return the counts that may be told; few of a channel go with the others."""
    few = {channel for channel, n in counts.items() if n < FEWEST}
    told = {channel: n for channel, n in counts.items() if channel not in few}
    rest = sum(counts[channel] for channel in few)
    return told | ({"other": rest} if rest >= FEWEST else {})


def find_newest() -> DailyRoot | None:
    """Return the document of the newest signed day, or nothing."""
    return session().scalar(select(DailyRoot).order_by(DailyRoot.day.desc()).limit(1))


def find_by_digest(digest: str) -> DailyRoot | None:
    """Return the document with this digest, however it was typed."""
    tidy = "".join(digest.split()).lower()
    return session().scalar(select(DailyRoot).where(DailyRoot.digest == tidy))


def list_roots(limit: int | None = None) -> list[DailyRoot]:
    """Return the documents, the newest first."""
    statement = select(DailyRoot).order_by(DailyRoot.day.desc()).limit(limit)
    return list(session().scalars(statement))


def contents_of(signed: DailyRoot) -> dict[str, Any]:
    """Return what a document says."""
    contents: dict[str, Any] = json.loads(signed.document)
    return contents


def export() -> str:
    """Return all documents with their signatures, as keepers outside store them."""
    lines = [
        {
            "day": signed.day.isoformat(),
            "document": signed.document,
            "digest": signed.digest,
            "signature": signed.signature.hex(),
        }
        for signed in reversed(list_roots())
    ]
    return json.dumps(lines, ensure_ascii=False, indent=1) + "\n"
