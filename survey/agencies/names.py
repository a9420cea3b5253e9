"""The order of Vietnamese names: letters before tones, numbers by their value."""

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Level, falling, asking, tumbling, sharp, heavy: the order of dictionaries.
TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
KINDS = re.compile(r"^(xã|phường|đặc khu)\s+")

Key = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def name_key(name: str) -> Key:
    """Return the key that sorts units by their proper name, whatever their kind.

    Tones decide only between names whose letters are the same.
    """
    whole = unicodedata.normalize("NFC", name).casefold()
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in re.findall(r"\d+|\D", KINDS.sub("", whole)):
        if part.isdecimal():
            letters.append((0, int(part)))
            continue
        letter, tone = _without_tone(part)
        position = LETTERS.find(letter)
        letters.append((1, position) if position >= 0 else (-1, ord(letter[0])))
        tones.append(tone)
    return tuple(letters), tuple(tones), whole


def _without_tone(letter: str) -> tuple[str, int]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((TONES.index(mark) + 1 for mark in marks if mark in TONES), 0)
    bare = "".join(mark for mark in marks if mark not in TONES)
    return unicodedata.normalize("NFC", bare), tone
