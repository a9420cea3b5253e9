from hashlib import sha256
from io import BytesIO

import pytest

from survey.imports import encodings
from survey.imports.encodings import examine
from survey.imports.errors import (
    ByteNotReadable,
    ByteOrderUnknown,
    EncodingIsOther,
    FileHasNul,
    FileIsEmpty,
)

TEXT = "Xã,Hài lòng\nNậm Hàng,5\nBản Bo,4\n"
OLD = "Xa,Y kiên\nA,tôt\nB,Đươc\n"  # what windows-1258 writes without marks


def text_of(raw, declared):
    found = examine(BytesIO(raw), declared)
    return raw[found.skip :].decode(found.codec)


@pytest.mark.parametrize("declared", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_its_mark(written, declared):
    assert text_of(TEXT.encode(written), declared) == TEXT


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1258", "windows-1258"),
        ("cp1252", "windows-1252"),
        ("latin-1", "latin-1"),
    ],
)
def test_every_declared_encoding_is_read(written, declared):
    text = "a,b\nñé,1\n"

    assert text_of(text.encode(written), declared) == text


@pytest.mark.parametrize(
    ("written", "declared", "found"),
    [
        ("utf-16", "utf-8", "utf-16"),
        ("utf-16-le", "utf-8", "utf-16-le"),
        ("utf-16-be", "windows-1258", "utf-16-be"),
        ("utf-8-sig", "windows-1258", "utf-8"),
        ("utf-8", "windows-1258", "utf-8"),
        ("utf-8", "latin-1", "utf-8"),
        ("utf-8", "utf-16", "utf-8"),
    ],
)
def test_a_file_that_shows_its_encoding_is_named(written, declared, found):
    text = "Xa,Muc\nở đây,5\nBan Bo,4\n"

    with pytest.raises(EncodingIsOther) as refusal:
        examine(BytesIO(text.encode(written)), declared)

    assert refusal.value.found == found
    assert f"encoding: {found}" in str(refusal.value)


def test_an_unreadable_byte_is_told_with_place_and_advice():
    raw = OLD.encode("cp1258")

    with pytest.raises(ByteNotReadable) as refusal:
        examine(BytesIO(raw), "utf-8")

    assert refusal.value.line == 1
    assert raw[refusal.value.position - 1] == refusal.value.byte
    assert refusal.value.likely == "windows-1258"
    assert "windows-1258" in str(refusal.value)


def test_western_bytes_are_not_taken_for_vietnamese():
    with pytest.raises(ByteNotReadable) as refusal:
        examine(BytesIO("a\nniñez\n".encode("cp1252")), "utf-8")

    assert (refusal.value.line, refusal.value.position) == (2, 5)
    assert refusal.value.likely == "windows-1252"


def test_a_byte_that_only_utf8_explains_points_to_utf8():
    raw = "A,B\nĐ,1\n".encode()  # 0x90 is no character of windows-1258

    with pytest.raises(ByteNotReadable) as refusal:
        examine(BytesIO(raw), "windows-1258")

    assert refusal.value.likely == "utf-8"


def test_a_place_is_counted_across_pieces(monkeypatch):
    monkeypatch.setattr(encodings, "CHUNK", 3)
    raw = "\ufeffđ,đ\nđ,đ\n".encode() + b"\xe1\x20"

    with pytest.raises(ByteNotReadable) as refusal:
        examine(BytesIO(raw), "utf-8")

    assert (refusal.value.line, refusal.value.position) == (3, len(raw) - 1)


def test_a_file_cut_within_a_character_is_refused():
    with pytest.raises(ByteNotReadable):
        examine(BytesIO("a\nđ".encode()[:-1]), "utf-8")


def test_utf16_without_a_mark_needs_its_byte_order():
    raw = "日本語の文字".encode("utf-16-be")  # no byte of it is zero

    with pytest.raises(ByteOrderUnknown):
        examine(BytesIO(raw), "utf-16")


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b" \r\n\r\n"])
def test_an_empty_file_is_refused(raw):
    with pytest.raises(FileIsEmpty):
        examine(BytesIO(raw), "utf-8")


def test_an_empty_file_is_empty_in_every_encoding():
    with pytest.raises(FileIsEmpty):
        examine(BytesIO(b""), "utf-16")


def test_a_zero_byte_is_refused_with_its_line():
    with pytest.raises(FileHasNul) as refusal:
        examine(BytesIO(b"a,b\n1,2\n3,\x004\n"), "utf-8")

    assert refusal.value.line == 3


def test_the_seal_is_of_the_whole_file():
    raw = TEXT.encode("utf-8-sig")

    assert examine(BytesIO(raw), "utf-8").sha256 == sha256(raw).hexdigest()
