import pytest
from sqlalchemy.exc import IntegrityError

from questionnaires import InstrumentError, read_translation
from survey.database import session, transaction
from survey.instruments import texts
from survey.instruments.errors import LanguageUnknown, VersionNotPublished
from survey.instruments.models import InstrumentText
from survey.instruments.offering import asked_in
from tests.factories import make_instrument, store

FILE = (
    "instrument: {name}\nversion: 1\nlanguage: {language}\ntexts:\n  title: {title}\n"
)


@pytest.fixture
def version(app):
    return make_instrument("quick_counter")


def load(title: str = "T", *, name: str = "quick_counter", language: str = "hmn"):
    words = FILE.format(name=name, language=language, title=title)
    with transaction():
        return texts.translate(read_translation(words.encode(), "file"))


def test_an_instrument_speaks_what_it_was_translated_to(version):
    load("Xx")

    instrument = texts.text_in(version.id)

    assert instrument.title["hmn"] == "Xx"
    assert texts.languages_of(version.id) == ["hmn"]
    assert texts.untranslated(instrument, "hmn")[0] == "item.overall"
    assert texts.untranslated(instrument, "vi") == []


def test_a_translation_takes_the_place_of_the_one_before_it(version):
    load("Xx")
    load("Yy")

    assert texts.text_in(version.id).title["hmn"] == "Yy"


def test_the_frozen_version_stays_as_it_is(version):
    digest, document = version.content_hash, version.document

    load("Xx")

    session().refresh(version)
    assert (version.content_hash, version.document) == (digest, document)


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        ({"name": "other"}, VersionNotPublished),
        ({"language": "xx"}, LanguageUnknown),
        ({"language": "vi"}, InstrumentError),
    ],
)
def test_a_translation_of_nothing_is_refused(version, file, refusal):
    with pytest.raises(refusal):
        load(**file)


def test_the_database_refuses_a_sentence_without_words(version):
    with pytest.raises(IntegrityError):
        store(
            InstrumentText(
                instrument_version_id=version.id, language="hmn", key="title", text=""
            )
        )


def test_a_further_language_is_offered_once_there_is_something_in_it(version):
    assert asked_in(version.id, "vi,en,hmn")[1] == ["vi", "en"]

    load("Xx")

    instrument, languages = asked_in(version.id, "vi,hmn,blt")
    assert languages == ["vi", "hmn"]
    assert instrument.title["hmn"] == "Xx"


def test_a_wave_that_does_not_want_the_language_does_not_offer_it(version):
    load("Xx")

    assert asked_in(version.id, "vi,en")[1] == ["vi", "en"]
