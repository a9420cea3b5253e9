"""Finding a unit by words of its name, with marks or without."""

import unicodedata


def matches(search: str, name: str) -> bool:
    """Say whether the name holds every word, written with marks or without."""
    plain = without_marks(name)
    return all(word in plain for word in without_marks(search).split())


def without_marks(text: str) -> str:
    """Return `Xã Mường Tè` as `xa muong te`.

    đ is a letter of its own, not a d with a mark: it has no decomposition.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
