import pytest

from questionnaires import from_document
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_multiple,
    problems_of,
)


def document_asking_if(condition):
    return make_document(
        make_item("rating"),
        make_multiple("channels"),
        make_item("years", type="number", low=0, high=99),
        make_item("words", type="text"),
        make_item("q", ask_if=condition),
        make_item("later"),
    )


def problems_with(condition):
    place = "pages[0].items[4].ask_if (q): "
    return [
        problem.removeprefix(place)
        for problem in problems_of(document_asking_if(condition))
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "${rating} <= 3",
        "${rating} = 4 or ${rating} = 5",
        "selected(${channels}, 2) and not(${years} > 9)",
        "answered(${words})",
        "${years} = 1000",
        "3 < ${years}",
        "${rating} < ${years}",
    ],
)
def test_a_rule_may_look_back_at_any_item(condition):
    assert from_document(document_asking_if(condition)).item("q").ask_if is not None


def test_a_rule_does_not_look_forward():
    assert problems_with("${later} = 1") == [
        "refers forward to later, which is asked later"
    ]


def test_a_rule_does_not_look_at_its_own_item():
    assert problems_with("${q} = 1") == ["the item refers to itself (q)"]


def test_a_rule_looks_at_items_that_exist():
    assert problems_with("${nobody} = 1") == ["no item is called nobody"]


def test_a_rule_that_cannot_be_read_says_the_column():
    assert problems_with("${rating} == 1") == [
        "column 12: expected an item, a whole number or words in single quotes, found ="
    ]


def test_all_that_is_wrong_with_a_rule_is_said_at_once():
    assert problems_with("${q} = 1 or ${nobody} = 2 and ${words} = 3") == [
        "no item is called nobody",
        "the item refers to itself (q)",
        "words is a text item; words can only be asked for by answered()",
    ]


def test_words_are_not_compared():
    assert problems_with("${words} = 3") == [
        "words is a text item; words can only be asked for by answered()"
    ]


def test_a_code_is_not_compared_with_words():
    assert problems_with("${rating} = 'good'") == [
        "'good' is words; an answer is compared with its code"
    ]


def test_several_choices_are_not_compared():
    assert problems_with("${channels} = 1") == [
        "channels is a multiple item; ask selected() instead of comparing",
    ]


def test_only_choices_are_selected():
    assert problems_with("selected(${rating}, 1)") == [
        "selected() needs a multiple item; rating is a rating item"
    ]


def test_an_option_is_selected_by_its_code():
    assert problems_with("selected(${channels}, 'radio')") == [
        "'radio' is words; an option is written as its code"
    ]


@pytest.mark.parametrize("condition", ["${rating} = 7", "not(7 != ${rating})"])
def test_a_comparison_that_never_holds_is_refused(condition):
    assert problems_with(condition) == ["rating has no code 7"]


def test_an_option_that_does_not_exist_is_not_selected():
    assert problems_with("selected(${channels}, 9)") == ["channels has no code 9"]


def test_a_missing_code_is_not_compared():
    assert problems_with("${rating} = 98") == [
        "98 is a missing code of rating, so it never compares as true"
    ]


def test_a_rule_frozen_as_a_tree_is_checked_too():
    assert problems_with(["=", ["item", "nobody"], 1]) == ["no item is called nobody"]
    assert problems_with(["almost", 1]) == ["column 1: the tree is not an expression"]


def test_a_rule_may_look_at_an_earlier_item_of_the_same_page():
    document = make_document(make_item("a"), make_item("b", ask_if="${a} = 1"))

    assert from_document(document).item("b").ask_if is not None
