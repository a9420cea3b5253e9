import pytest

from questionnaires import (
    Problem,
    ProblemKind,
    asked_items,
    from_document,
    read_answers,
)
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_multiple,
    make_page,
)

INSTRUMENT = from_document(
    make_document(
        pages=[
            make_page(make_item("rating", required=True), id="first"),
            make_page(
                make_multiple("reasons", ask_if="${rating} <= 3"),
                make_item(
                    "other",
                    type="text",
                    longest=10,
                    required=True,
                    ask_if="selected(${reasons}, 3)",
                ),
                id="second",
            ),
            make_page(
                make_item("visits", type="number", low=1, high=99),
                make_item("comment", type="text"),
                id="third",
            ),
        ]
    )
)


def read(raw, *, complete=False, **more):
    return read_answers(INSTRUMENT, raw, complete=complete, **more)


def kinds(raw, **more):
    return [(p.item_id, p.kind) for p in read(raw, **more)[1]]


def test_answers_are_read_by_the_type_of_their_item():
    answers, problems = read(
        {
            "rating": ["2"],
            "reasons": ["3", "1"],
            "other": [" lý do "],
            "visits": ["12"],
            "comment": ["Cảm ơn"],
        },
        complete=True,
    )

    assert problems == []
    assert answers == {
        "rating": 2,
        "reasons": (1, 3),
        "other": "lý do",
        "visits": 12,
        "comment": "Cảm ơn",
    }


def test_a_missing_code_is_a_code():
    assert read({"rating": ["98"]}) == ({"rating": 98}, [])


@pytest.mark.parametrize("blank", [[], [""], ["  "], ["", " "]])
def test_a_blank_field_is_no_answer(blank):
    assert read({"rating": blank, "reasons": blank, "visits": blank}) == ({}, [])


@pytest.mark.parametrize(
    "value", ["6", "0", "-1", "x", "1.0", "٣", "³", "５", "04", "9" * 5000, "\x00"]
)
def test_a_code_that_is_not_on_the_scale_is_unknown(value):
    assert kinds({"rating": [value]}) == [("rating", ProblemKind.UNKNOWN_CODE)]
    assert kinds({"reasons": ["1", value]}) == [("reasons", ProblemKind.UNKNOWN_CODE)]


def test_a_single_item_takes_one_value():
    assert kinds({"rating": ["4", "5"]}) == [("rating", ProblemKind.TOO_MANY)]


def test_an_option_sent_twice_is_chosen_once():
    assert read({"reasons": ["2", "2"]})[0] == {"reasons": (2,)}


@pytest.mark.parametrize("value", ["many", "1,5", "1.000", "٣", "1e2", "--1"])
def test_what_is_no_number_is_refused(value):
    assert kinds({"visits": [value]}) == [("visits", ProblemKind.NOT_A_NUMBER)]


@pytest.mark.parametrize("value", ["0", "100", "-5", "9" * 5000])
def test_a_number_lies_within_its_bounds(value):
    assert kinds({"visits": [value]}) == [("visits", ProblemKind.OUT_OF_RANGE)]


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("99", 99), (" +7 ", 7)])
def test_the_bounds_of_a_number_belong_to_it(value, number):
    assert read({"visits": [value]})[0] == {"visits": number}


def test_the_length_of_words_is_counted_after_composing_them():
    decomposed = "e\u0302\u0301" * 10

    assert read({"other": [decomposed]})[0] == {"other": "ế" * 10}
    assert kinds({"other": [decomposed + "x"]}) == [("other", ProblemKind.TOO_LONG)]


def test_words_may_have_2000_characters_by_default():
    assert kinds({"comment": ["x" * 2000]}) == []
    assert kinds({"comment": ["x" * 2001]}) == [("comment", ProblemKind.TOO_LONG)]


def test_hostile_words_are_refused_before_they_are_composed():
    marks = "\u0301\u0323" * 500_000

    assert kinds({"comment": [marks]}) == [("comment", ProblemKind.TOO_LONG)]


def test_spaces_around_words_do_not_count():
    spaces = " " * 5000

    assert read({"other": [f"{spaces}lý do{spaces}"]})[0] == {"other": "lý do"}


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\x85", "\udcff", chr(0xFFFD)])
def test_words_hold_no_control_characters_and_no_broken_ones(mark):
    assert kinds({"comment": [f"a{mark}b"]}) == [("comment", ProblemKind.NOT_TEXT)]


def test_words_may_have_lines():
    assert read({"comment": ["một\r\nhai\tba"]})[0] == {"comment": "một\nhai\tba"}


def test_a_field_that_is_no_item_is_said():
    assert kinds({"nobody": ["1"]}) == [("nobody", ProblemKind.UNKNOWN_ITEM)]


def test_a_field_of_another_page_is_no_item_of_this_one():
    page = INSTRUMENT.pages[0]

    assert kinds({"comment": ["x"]}, items=page.items) == [
        ("comment", ProblemKind.UNKNOWN_ITEM)
    ]


def test_all_problems_are_said_together():
    raw = {"rating": ["9"], "visits": ["x"], "zzz": [""]}

    assert kinds(raw) == [
        ("zzz", ProblemKind.UNKNOWN_ITEM),
        ("rating", ProblemKind.UNKNOWN_CODE),
        ("visits", ProblemKind.NOT_A_NUMBER),
    ]


def test_a_required_item_needs_an_answer_only_when_all_is_said():
    assert read({}) == ({}, [])
    assert read({}, complete=True) == (
        {},
        [Problem("rating", ProblemKind.REQUIRED)],
    )


def test_a_required_item_that_is_wrong_is_not_also_required():
    assert kinds({"rating": ["9"]}, complete=True) == [
        ("rating", ProblemKind.UNKNOWN_CODE)
    ]


def test_a_required_item_that_is_not_asked_is_not_required():
    assert kinds({"rating": ["5"]}, complete=True) == []
    assert kinds({"rating": ["1"], "reasons": ["3"]}, complete=True) == [
        ("other", ProblemKind.REQUIRED)
    ]


def test_an_answer_to_an_item_that_is_not_asked_is_dropped():
    raw = {"rating": ["5"], "reasons": ["3"], "other": ["vì"]}

    assert read(raw)[0] == {"rating": 5, "reasons": (3,), "other": "vì"}
    assert read(raw, complete=True) == ({"rating": 5}, [])


def test_a_page_is_judged_by_what_was_answered_before():
    page = INSTRUMENT.pages[1]
    raw = {"reasons": ["3"]}

    answers, problems = read(
        raw, items=page.items, complete=True, earlier={"rating": 2}
    )

    assert answers == {"reasons": (3,)}
    assert problems == [Problem("other", ProblemKind.REQUIRED)]
    assert read(raw, items=page.items, complete=True, earlier={"rating": 5}) == ({}, [])


def test_a_page_replaces_what_was_answered_on_it_before():
    page = INSTRUMENT.pages[0]

    assert kinds({}, items=page.items, complete=True, earlier={"rating": 2}) == [
        ("rating", ProblemKind.REQUIRED)
    ]


def test_the_items_asked_follow_the_answers():
    def asked(answers):
        return [item.id for item in asked_items(INSTRUMENT, answers)]

    assert asked({}) == ["rating", "visits", "comment"]
    assert asked({"rating": 98}) == ["rating", "visits", "comment"]
    assert asked({"rating": 3}) == ["rating", "reasons", "visits", "comment"]
    assert "other" in asked({"rating": 3, "reasons": (3,)})


def test_an_answer_to_an_item_that_is_not_asked_opens_nothing():
    answers = {"rating": 5, "reasons": (3,)}

    assert "other" not in [item.id for item in asked_items(INSTRUMENT, answers)]
