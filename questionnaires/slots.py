"""Place words inside a sentence, such as `{commune}`, filled in per unit."""

import re
from collections.abc import Iterator, Mapping

SLOTS = frozenset(
    {"commune", "province", "loudspeaker", "neighbourhood", "service_point"}
)

USUAL_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "commune": "xã",
        "province": "tỉnh",
        "loudspeaker": "loa phát thanh xã",
        "neighbourhood": "thôn, bản",
        "service_point": "Trung tâm Phục vụ hành chính công",
    },
    "en": {
        "commune": "commune",
        "province": "province",
        "loudspeaker": "the commune loudspeaker",
        "neighbourhood": "village",
        "service_point": "the Public Administration Service Centre",
    },
}
"""What a rural unit would put there: for previews, and as a base to overlay."""

_SLOT = re.compile(r"\{([^{}]*)\}")
_SENTENCE_OPENS = re.compile(r"(?:^|[.?!…]\s+|\n)[\s\"“(*]*$")


def fill(text: str, slots: Mapping[str, str]) -> str:
    """Return the text with its slots filled, a capital where a sentence opens.

    Raises
    ------
    KeyError
        If the text has a slot without a word: a page must not print braces.
    """

    def word(match: re.Match[str]) -> str:
        filling = slots[match[1]]
        opens = _SENTENCE_OPENS.search(text[: match.start()])
        return filling[:1].upper() + filling[1:] if opens else filling

    return _SLOT.sub(word, text)


def slots_in(text: str) -> set[str]:
    """Return the names of the slots that a text leaves open."""
    return set(_SLOT.findall(text))


def slot_problems(text: str) -> Iterator[str]:
    """Say which slots are unknown, and whether a brace stands alone."""
    for name in sorted(slots_in(text) - SLOTS):
        yield f"no slot is called {name[:40]!r}; there are {', '.join(sorted(SLOTS))}"
    if re.search(r"[{}]", _SLOT.sub("", text)):
        yield "a brace stands alone; braces only enclose a slot"
