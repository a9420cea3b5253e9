"""The languages a page may be written in, whether or not Babel has heard of them.

A language is offered where somebody has written it: the platform's own sentences
where a catalogue lies in `translations/`, a form where its texts or its recordings
were loaded. Two are complete; the others are places kept for translations by
native speakers.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("translations")
VIETNAMESE = "vi"
ENGLISH = "en"


@dataclass(frozen=True)
class Language:
    """A language, and how it is called by those who speak it.

    Attributes
    ----------
    name_in
        The language of `name`. The languages of the mountains carry their
        Vietnamese name until a speaker has told us hers.
    font
        A stylesheet of `static/` with the font of its script, where phones have
        none; it is loaded on pages in this language and on no other.
    """

    code: str
    name: str
    name_in: str
    font: str | None = None

    @property
    def has_catalogue(self) -> bool:
        """Say whether the platform's own sentences can be read in it."""
        # English is the language of the code, so it needs no catalogue. A source
        # that nobody has compiled is found by `flask doctor`, and not passed over.
        catalogue = FOLDER / self.code / "LC_MESSAGES" / "messages.po"
        return self.code == ENGLISH or catalogue.exists()


KNOWN = {
    language.code: language
    for language in (
        Language(VIETNAMESE, "Tiếng Việt", VIETNAMESE),
        Language(ENGLISH, "English", ENGLISH),
        Language("hmn", "Tiếng Mông", VIETNAMESE),
        Language("blt", "Tiếng Thái", VIETNAMESE),
        Language("ium", "Tiếng Dao", VIETNAMESE),
        Language("hni", "Tiếng Hà Nhì", VIETNAMESE),
    )
}


def with_catalogue() -> dict[str, str]:
    """Return the names of the languages that the whole platform speaks."""
    return {
        code: language.name
        for code, language in KNOWN.items()
        if language.has_catalogue
    }
