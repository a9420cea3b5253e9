import pytest

from questionnaires.flaws import Flaw, sentence, spoken

DOCUMENT = {"pages": [{"id": "first", "items": [{"id": "q1"}, {}]}, "words"]}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), ""),
        (("title", "vi"), "title.vi: "),
        (("pages", 0), "pages[0] (first): "),
        (("pages", 0, "items", 0), "pages[0].items[0] (q1): "),
        (("pages", 0, "items", 0, "text"), "pages[0].items[0].text (q1): "),
        (("pages", 0, "items", 1), "pages[0].items[1] (first): "),
        (("pages", 1, "items", 4), "pages[1].items[4]: "),
        (("two words",), "'two words': "),
        (("\ud800",), "'\\ud800': "),
    ],
)
def test_a_flaw_is_placed_by_its_path_and_the_nearest_id(path, place):
    assert sentence(Flaw(path, "is wrong"), DOCUMENT, {}) == f"{place}is wrong"


def test_a_flaw_stands_on_the_line_of_its_place_or_of_what_should_hold_it():
    lines = {(): 1, ("pages",): 3, ("pages", 0): 4}

    placed = [
        sentence(Flaw(path, "x"), None, lines)
        for path in [("pages", 0), ("pages", 0, "title"), ("pages", 7), ("minutes",)]
    ]

    assert [words.split(":")[0] for words in placed] == [
        "line 4",
        "line 4",
        "line 3",
        "line 1",
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("hai_long5", "hai_long5"),
        ("hài lòng", "'hài lòng'"),
        (3, "3"),
        (None, "None"),
        ([1], "a list"),
        ({}, "keys and values"),
        ("x" * 70, "'" + "x" * 56 + "..."),
    ],
)
def test_a_value_is_spoken_short_and_printable(value, words):
    assert spoken(value) == words
