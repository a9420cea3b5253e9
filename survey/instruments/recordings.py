"""Questionnaires read aloud: taking recordings in, finding and serving them."""

from pathlib import Path

from flask import url_for
from sqlalchemy import delete, select

from survey.database import session
from survey.instruments.models import InstrumentVersion, Recording
from survey.instruments.service import get_instrument
from survey.instruments.sound_files import Place, SoundFile, places_of, read_folder
from survey.instruments.texts import check_language

QUESTION = "item"

Sounds = dict[str, dict[str, dict[str, str]]]
"""Addresses of sounds by language, item, and `item` or the code of an answer."""


def record_folder(folder: Path, version: InstrumentVersion, language: str) -> int:
    """Take in the sounds of a folder, each in the place of the one before it.

    Returns how many there are.

    Raises
    ------
    RecordingsRefused, LanguageUnknown
        If a file is no sound of this questionnaire; then none is taken in.
    """
    check_language(language)
    files = read_folder(folder, get_instrument(version.id))
    for file in files:
        _put(file, version.id, language)
    session().flush()
    return len(files)


def _put(file: SoundFile, version_id: int, language: str) -> None:
    place = {
        "instrument_version_id": version_id,
        "language": language,
        "item": file.item,
        "code": file.code,
    }
    session().execute(delete(Recording).filter_by(**place))
    session().add(
        Recording(
            **place, mime=file.mime, content_hash=file.content_hash, sound=file.sound
        )
    )


def sounds_of(version_id: int) -> Sounds:
    """Return where each recording is served: `{language: {item: {"item": url}}}`.

    Beside `item`, the question itself, stand the codes of the answers that were
    recorded, as text. A language, an item or a code without a recording has no
    entry.
    """
    rows = session().execute(
        select(
            Recording.language, Recording.item, Recording.code, Recording.content_hash
        ).where(Recording.instrument_version_id == version_id)
    )
    found: Sounds = {}
    for language, item, code, digest in rows:
        sounds = found.setdefault(language, {}).setdefault(item, {})
        sounds[code or QUESTION] = url_for("instruments.sound", content_hash=digest)
    return found


def recorded_languages(version_id: int) -> list[str]:
    """Return the languages that some of a questionnaire was recorded in."""
    statement = (
        select(Recording.language)
        .where(Recording.instrument_version_id == version_id)
        .distinct()
        .order_by(Recording.language)
    )
    return list(session().scalars(statement))


def find_sound(content_hash: str) -> tuple[bytes, str] | None:
    """Return a sound and its MIME type, or nothing."""
    row = session().execute(
        select(Recording.sound, Recording.mime)
        .where(Recording.content_hash == content_hash)
        .limit(1)
    )
    found = row.first()
    return (found.sound, found.mime) if found else None


def unrecorded(version_id: int, language: str) -> list[Place]:
    """Return the questions and answers that were not recorded in a language."""
    there = session().execute(
        select(Recording.item, Recording.code).where(
            Recording.instrument_version_id == version_id,
            Recording.language == language,
        )
    )
    recorded = {(item, code) for item, code in there}
    places = places_of(get_instrument(version_id))
    return [place for place in places if place not in recorded]
