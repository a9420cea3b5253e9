from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import (
    INSTRUMENTS,
    Instrument,
    InstrumentError,
    load_instrument,
    parse_instrument,
)

BAD = Path(__file__).parent / "bad"
SOUND = (INSTRUMENTS / "quick_counter" / "v1.yaml").read_bytes()


def problems_in(raw):
    with pytest.raises(InstrumentError) as refusal:
        parse_instrument(raw, "example.yaml")
    return refusal.value.problems


def test_all_problems_come_together_in_the_order_of_the_file():
    with pytest.raises(InstrumentError) as refusal:
        load_instrument(BAD / "many_problems.yaml")

    assert refusal.value.problems == [
        "line 2: 'many problems' cannot name the instrument: "
        "a letter, then at most 63 letters, digits or _",
        "line 3: version: expected a whole number, found one",
        "line 6: title: there is no text in en",
        "line 8: valid_to: valid_to lies before valid_from",
        "line 10: population.vi: no slot is called 'district'; there are "
        "commune, loudspeaker, neighbourhood, province, service_point",
        "line 12: rates[1]: district is none of "
        "province, department, commune, vertical",
        "line 14: colour: there is no such key",
        "line 23: scales.satisfaction.options[1]: the code 1 comes twice",
        "line 32: scales.satisfaction.favourable[0]: "
        "the favourable code 5 is not on the scale",
        "line 32: scales.satisfaction.favourable[1]: "
        "the favourable code 98 is a missing code",
        "line 37: pages[0].items[0] (clean): no scale is called hai_long5",
        "line 43: pages[0].items[1] (clean): another item is called clean already",
        "line 49: pages[0].items[2] (visits): 0 ≤ low ≤ high ≤ 999999999 does not hold",
        "line 53: pages[0].items[2].ask_if (visits): "
        "refers forward to later, which is asked later",
        "line 58: pages[0].items[3].type (kind): "
        "slider is none of single, multiple, number, text, rating",
        "line 62: pages[1] (empty): the page is empty",
        "line 68: pages[2].items[0].number (later): "
        "expected words, found 24; put it in quotes",
        "line 70: pages[2].items[0].ask_if (later): column 11: "
        "expected an item, a whole number or words in single quotes, found =",
        "line 74: pages[2].items[1] (orphan): "
        "the rating stands in no factor of the tree",
        "line 87: tree.items[2] (whole): no item is called nobody",
        "line 90: measures[0] (one): no node is called nowhere",
        "line 97: measures[1] (two): there is a headline measure already",
        "line 97: measures[1] (two): visits is a number item, which has no share",
    ]


def test_the_error_names_the_file():
    path = BAD / "many_problems.yaml"

    with pytest.raises(InstrumentError) as refusal:
        load_instrument(path)

    assert str(refusal.value).startswith(f"{path}:\nline 2: ")


def test_a_file_that_is_not_there_is_a_problem_of_the_instrument(tmp_path):
    with pytest.raises(InstrumentError, match="cannot read the file: No such file"):
        load_instrument(tmp_path / "none.yaml")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InstrumentError, match="cannot read the file"):
        load_instrument(tmp_path)


def test_a_byte_order_mark_does_no_harm():
    assert parse_instrument(b"\xef\xbb\xbf" + SOUND, "x").id == "quick_counter"


def test_line_ends_of_windows_do_no_harm():
    windows = SOUND.replace(b"\n", b"\r\n")

    assert parse_instrument(windows, "x") == parse_instrument(SOUND, "x")


def test_a_thousand_problems_are_a_thousand_lines():
    items = "".join(
        f"      - id: q{n}\n        type: rating\n        scale: none\n"
        "        text: {vi: a, en: b}\n"
        for n in range(1000)
    )
    raw = SOUND.replace(b"\ntree:", f"\n{items}\ntree:".encode())

    problems = problems_in(raw)

    assert sum("no scale is called none" in problem for problem in problems) == 1000
    assert len(problems) == 2000  # each is also an orphan of the tree


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1258"])
def test_another_encoding_is_refused(encoding):
    words = "title: Phiếu đánh giá".encode(encoding, "replace")

    assert "is not UTF-8" in problems_in(words)[0]


MARKS = [
    *(b"\x00", b"\xff", b"&a ", b"*a", b"!!int ", b"? ", b"- ", b": ", b"{", b"}"),
    *(b"[", b"]", b"\n", b"\t", b'"\\ud800"', b'"', b"'", b"|\n", b"%YAML 1.1\n"),
    *(b"---\n", b"999999999999999999999", b"null", b"e\xcc\x81", b"true", b"<<: "),
]


@settings(max_examples=60, deadline=None)
@given(st.randoms(), st.integers(1, 12))
def test_a_mutilated_file_gives_an_instrument_or_its_error(chance, wounds):
    raw = mutilated(SOUND, chance, wounds)

    assert isinstance(outcome_of(raw), Instrument | InstrumentError)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode()))
def test_any_bytes_at_all_give_the_error(raw):
    assert isinstance(outcome_of(raw), InstrumentError)


def mutilated(raw, chance, wounds):
    for _ in range(wounds):
        at = chance.randrange(len(raw))
        match chance.randrange(3):
            case 0:
                raw = raw[:at] + chance.choice(MARKS) + raw[at:]
            case 1:
                raw = raw[:at] + raw[at + chance.randrange(60) :] + b"\n"
            case 2:
                raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    return raw


def outcome_of(raw):
    try:
        return parse_instrument(raw, "example.yaml")
    except InstrumentError as error:
        str(error).encode()  # what is wrong can be printed, whatever was in the file
        return error
