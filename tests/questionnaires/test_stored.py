from questionnaires import (
    CHOSEN,
    NOT_ASKED,
    NOT_CHOSEN,
    ItemType,
    from_document,
    stored_answers,
    stored_items,
)
from tests.questionnaires.documents import make_document, make_item, make_multiple

INSTRUMENT = from_document(
    make_document(
        make_item("rating"),
        make_multiple("reasons", ask_if="${rating} <= 3"),
        make_item("words", type="text"),
        make_item("visits", type="number", low=0, high=99),
    )
)


def test_a_multiple_item_is_stored_as_one_item_per_option():
    stored = stored_items(INSTRUMENT)

    assert [(s.code, s.item_id, s.option, s.position) for s in stored] == [
        ("rating", "rating", None, 0),
        ("reasons.1", "reasons", 1, 1),
        ("reasons.2", "reasons", 2, 2),
        ("reasons.3", "reasons", 3, 3),
        ("visits", "visits", None, 4),
    ]
    assert stored[1].type is ItemType.MULTIPLE


def test_words_are_not_stored_with_codes():
    assert "words" not in stored_answers(INSTRUMENT, {"rating": 5, "words": "x"})


def test_a_choice_says_of_every_option_whether_it_was_chosen():
    assert stored_answers(INSTRUMENT, {"rating": 2, "reasons": (1, 3)}) == {
        "rating": 2,
        "reasons.1": CHOSEN,
        "reasons.2": NOT_CHOSEN,
        "reasons.3": CHOSEN,
    }


def test_an_item_left_out_by_a_rule_is_not_an_item_left_blank():
    not_asked = dict.fromkeys(["reasons.1", "reasons.2", "reasons.3"], NOT_ASKED)

    assert stored_answers(INSTRUMENT, {"rating": 5}) == {"rating": 5} | not_asked
    assert stored_answers(INSTRUMENT, {"rating": 1}) == {"rating": 1}


def test_zero_is_stored():
    assert stored_answers(INSTRUMENT, {"rating": 1, "visits": 0})["visits"] == 0
