from pathlib import Path

import pytest

from questionnaires import InstrumentError
from questionnaires.source import LARGEST_FILE, read_source

BAD = Path(__file__).parent / "bad"


def problems_in(raw):
    with pytest.raises(InstrumentError) as refusal:
        read_source(raw, "example.yaml")
    return refusal.value.problems


def read(text):
    return read_source(text.encode(), "example.yaml")


def test_words_numbers_and_truth_are_read_as_yaml_1_2_has_them():
    source = read("a: no\nb: 010\nc: true\nd: 2026-01-31\ne: '1'\nf:\ng: -3\nh: 1.5\n")

    assert source.document == {
        "a": "no",
        "b": 10,
        "c": True,
        "d": "2026-01-31",
        "e": "1",
        "f": None,
        "g": -3,
        "h": "1.5",
    }


def test_a_number_too_long_for_a_number_is_words():
    assert read("a: " + "9" * 5000).document == {"a": "9" * 5000}


def test_every_key_and_entry_knows_its_line():
    source = read("a:\n  - b: 1\n    c: 2\n  - d\n")

    assert source.lines[("a", 0, "c")] == 3
    assert source.lines[("a", 1)] == 4


def test_a_byte_order_mark_is_passed_over():
    assert read_source(b"\xef\xbb\xbfa: 1\n", "x").document == {"a": 1}


def test_bytes_that_are_not_utf_8_are_placed():
    assert problems_in("a: 1\nb: Phiếu\n".encode("utf-16")) == [
        "line 1: byte 1 is not UTF-8"
    ]
    assert problems_in(b"a: 1\nb: Phi\xea\n") == ["line 2: byte 12 is not UTF-8"]


def test_a_nul_character_is_refused():
    assert "special characters are not allowed" in problems_in(b"a: \x00\n")[0]


def test_what_is_not_yaml_is_placed():
    raw = (BAD / "not_yaml.yaml").read_bytes()

    assert problems_in(raw) == [
        "line 3, column 8: while parsing a flow sequence "
        "expected ',' or ']', but got ':'"
    ]


def test_anchors_aliases_and_tags_are_all_refused_at_once():
    assert problems_in((BAD / "anchors.yaml").read_bytes()) == [
        "line 3: an instrument must not use an anchor; write the words again instead",
        "line 5: an instrument must not use an alias; write the words again instead",
        "line 6: an instrument must not use a tag; plain values need none",
    ]


def test_a_key_comes_once():
    assert problems_in((BAD / "keys_twice.yaml").read_bytes()) == [
        "line 3: the key 'id' comes twice",
        "line 6: the key 'vi' comes twice",
    ]


@pytest.mark.parametrize("raw", [b"", b"# nothing\n"])
def test_an_empty_file_is_no_document(raw):
    assert problems_in(raw) == ["the file must hold exactly one document"]


def test_two_documents_are_one_too_many():
    assert problems_in((BAD / "two_documents.yaml").read_bytes()) == [
        "the file must hold exactly one document"
    ]


@pytest.mark.parametrize("raw", [b"? [a, b]\n: c\n", b"{[a]: b}", b"{{a: b}: c}"])
def test_a_key_is_plain_words(raw):
    assert problems_in(raw) == [
        "line 1: an instrument must not use a key that is not plain words"
    ]


def test_nesting_has_20_levels_and_no_more():
    assert read("[" * 20 + "]" * 20).document is not None
    assert problems_in(b"[" * 21 + b"]" * 21) == [
        "line 1: an instrument must not use more than 20 levels"
    ]


def test_a_file_larger_than_any_form_is_not_even_read():
    assert problems_in(b"[" * (LARGEST_FILE + 1)) == [
        "the file is larger than 262144 bytes"
    ]


def test_a_file_of_countless_values_is_given_up():
    assert problems_in(b"- a\n" * 30_000) == [
        "line 20000: an instrument must not use more than 20000 keys and values"
    ]
