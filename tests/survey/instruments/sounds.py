"""Very short sounds of each kind, and one that only pretends."""

import struct


def make_wav(samples: int = 80, pitch: int = 128) -> bytes:
    """Return silence that every browser can play."""
    form = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    words = bytes([pitch]) * samples
    chunks = b"WAVEfmt " + form + b"data" + struct.pack("<I", samples) + words
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


WAV = make_wav()
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 8
BARE_MP3 = b"\xff\xfb\x90\x00" * 8
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00M4A mp42isom\x00\x00\x00\x00"
OPUS = b"OggS\x00\x02" + bytes(22) + b"OpusHead\x01\x01"
PAGE = b"<!doctype html><script>alert(1)</script>"
