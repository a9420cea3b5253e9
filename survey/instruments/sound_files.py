"""Sound files in a folder, held against a questionnaire before any is taken in.

`overall.mp3` reads the question `overall` aloud, `overall.5.mp3` its answer 5.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from questionnaires import Instrument, Item
from survey.instruments.errors import RecordingsRefused
from survey.instruments.models import LARGEST_SOUND

MIMES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}
FRAME_SYNC = 0xE0  # the eleven ones that begin a frame of MPEG audio
BRANDS = (b"M4A ", b"mp42", b"mp41", b"isom", b"iso2", b"dash")

Place = tuple[str, str]
"""An item, and the code of one of its answers; no code for the question itself."""


@dataclass(frozen=True)
class SoundFile:
    """A sound that may be taken in, and what it reads aloud."""

    item: str
    code: str
    mime: str
    sound: bytes

    @property
    def content_hash(self) -> str:
        """Return the name of exactly this sound."""
        return hashlib.sha256(self.sound).hexdigest()


def places_of(instrument: Instrument) -> list[Place]:
    """Return all that can be read aloud, in the order in which it is asked."""
    return [place for item in instrument.items() for place in _places_of(item)]


def _places_of(item: Item) -> list[Place]:
    return [(item.id, ""), *((item.id, str(option.code)) for option in item.options)]


def read_folder(folder: Path, instrument: Instrument) -> list[SoundFile]:
    """Return the sounds of a folder.

    Raises
    ------
    RecordingsRefused
        With every file that is none, or that the questionnaire has no place for.
    """
    known = set(places_of(instrument))
    sounds: dict[Place, SoundFile] = {}
    problems: list[str] = []
    for path in _files(folder):
        flaw = _read_into(sounds, path, known)
        if flaw:
            problems.append(f"{path.name}: {flaw}")
    if problems or not sounds:
        raise RecordingsRefused(problems or [f"{folder}: no sound files"])
    return list(sounds.values())


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield path


def _read_into(
    sounds: dict[Place, SoundFile], path: Path, known: set[Place]
) -> str | None:
    """Add the sound of a file; return what is wrong with it instead, if anything."""
    item, _dot, code = path.stem.partition(".")
    mime = MIMES.get(path.suffix.lower())
    if mime is None:
        return f"not one of {', '.join(MIMES)}"
    if (item, code) not in known:
        return "the questionnaire has no such question or answer"
    if (item, code) in sounds:
        return "a second recording of the same"
    if path.stat().st_size > LARGEST_SOUND:
        return f"larger than {LARGEST_SOUND // 1024} KiB"
    sound = path.read_bytes()
    if kind_of(sound) != mime:
        return f"its content is no {path.suffix.lower()[1:]} sound"
    sounds[item, code] = SoundFile(item, code, mime, sound)
    return None


def kind_of(sound: bytes) -> str | None:
    """Return the MIME type that the first bytes of a sound speak for, if any."""
    if sound[:4] == b"OggS" and b"OpusHead" in sound[:128]:
        return MIMES[".opus"]
    if sound[:4] == b"RIFF" and sound[8:12] == b"WAVE":
        return MIMES[".wav"]
    if sound[4:8] == b"ftyp" and sound[8:12] in BRANDS:
        return MIMES[".m4a"]
    frame = len(sound) > 1 and sound[0] == 0xFF and sound[1] & FRAME_SYNC == FRAME_SYNC
    return MIMES[".mp3"] if sound[:3] == b"ID3" or frame else None
