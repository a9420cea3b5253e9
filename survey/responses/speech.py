"""Words of a form in the language of the reader, or marked where they are not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from questionnaires import Text, fill
from survey.i18n import sentences_in
from survey.languages import VIETNAMESE

MARK = Markup(' <small class="other" lang="vi">(tiếng Việt)</small>')


class Said(str):
    """Words that carry their language along where it is not that of the page.

    In an attribute or a title, where no element can stand, say `plain`.
    """

    language: str | None = None
    is_marked = False

    def __new__(
        cls, words: str, language: str | None = None, *, is_marked: bool = False
    ) -> "Said":
        said = super().__new__(cls, words)
        said.language, said.is_marked = language, is_marked
        return said

    @property
    def plain(self) -> str:
        """Return the words alone."""
        return str(self)

    def __html__(self) -> str:
        if self.language is None:
            return escape(self.plain)
        words = Markup('<span lang="{}">{}</span>').format(self.language, self.plain)
        return words + MARK if self.is_marked else words


@dataclass(frozen=True, kw_only=True)
class Speech:
    """The language of a page, and the words of its office.

    Attributes
    ----------
    marks
        Whether words that have to be said in Vietnamese are marked as such: not
        where a language is only read aloud, and all of them are.
    page_language
        The language that the page itself is marked with.
    """

    language: str
    slots: Mapping[str, str]
    marks: bool = True
    page_language: str = field(default_factory=sentences_in)

    def say(self, text: Text | None) -> Said:
        """Return a sentence with the words of the office; empty if there is none."""
        if not text:
            return Said("")
        if self.language in text:
            other = self.language if self.language != self.page_language else None
            return Said(fill(text[self.language], self.slots), other)
        spoken = VIETNAMESE if VIETNAMESE in text else next(iter(text))
        return Said(fill(text[spoken], self.slots), spoken, is_marked=self.marks)

    @property
    def service_point(self) -> Said:
        """Return what the place is called where people are served."""
        return Said(fill("{service_point}", self.slots))
