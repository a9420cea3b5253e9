"""What a published questionnaire says in languages it was not published in."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from questionnaires import Instrument, Translation, speaking, texts_of
from survey.database import session
from survey.instruments.errors import LanguageUnknown, VersionNotPublished
from survey.instruments.models import InstrumentText, InstrumentVersion
from survey.instruments.service import find_version, get_instrument
from survey.languages import KNOWN


def text_in(version_id: int) -> Instrument:
    """Return the instrument with its sentences in every language there is.

    It is the frozen one, and each text has an entry more for every further
    language it was translated to: `item.text["hmn"]`. A sentence that nobody has
    translated has no such entry; say `text["vi"]` then, and mark it as Vietnamese.
    """
    instrument = get_instrument(version_id)
    translations = _translations(version_id)
    return speaking(instrument, translations) if translations else instrument


def languages_of(version_id: int) -> list[str]:
    """Return the further languages that some of its sentences were translated to."""
    statement = (
        select(InstrumentText.language)
        .where(InstrumentText.instrument_version_id == version_id)
        .distinct()
        .order_by(InstrumentText.language)
    )
    return list(session().scalars(statement))


def untranslated(instrument: Instrument, language: str) -> list[str]:
    """Return the keys of what this instrument of `text_in` lacks in a language."""
    texts = texts_of(instrument)
    return [key for key, text in texts.items() if language not in text]


def _translations(version_id: int) -> dict[str, dict[str, str]]:
    rows = session().execute(
        select(InstrumentText.language, InstrumentText.key, InstrumentText.text).where(
            InstrumentText.instrument_version_id == version_id
        )
    )
    found: dict[str, dict[str, str]] = {}
    for language, key, text in rows:
        found.setdefault(language, {})[key] = text
    return found


def get_version(instrument: str, version: int | None = None) -> InstrumentVersion:
    """Return a published version, the newest where none is named.

    Raises
    ------
    VersionNotPublished
        If there is none.
    """
    found = find_version(instrument, version)
    if found is None:
        raise VersionNotPublished(instrument, version)
    return found


def check_language(code: str) -> None:
    """Refuse a language that `survey/languages.py` does not know."""
    if code not in KNOWN:
        raise LanguageUnknown(code)


def translate(translation: Translation) -> InstrumentVersion:
    """Put a translation in the place of the one before it, as a whole.

    Raises
    ------
    InstrumentError
        If it does not fit its instrument.
    VersionNotPublished, LanguageUnknown
        If there is no such instrument, or no such language.
    """
    check_language(translation.language)
    version = get_version(translation.instrument, translation.version)
    translation.check(get_instrument(version.id))
    session().execute(
        delete(InstrumentText).where(
            InstrumentText.instrument_version_id == version.id,
            InstrumentText.language == translation.language,
        )
    )
    session().add_all(
        _rows(version.id, translation.language, translation.texts.items())
    )
    session().flush()
    return version


def _rows(
    version_id: int, language: str, texts: Iterable[tuple[str, str]]
) -> list[InstrumentText]:
    return [
        InstrumentText(
            instrument_version_id=version_id, language=language, key=key, text=text
        )
        for key, text in texts
    ]
