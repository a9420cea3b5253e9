import pytest

from questionnaires import from_document
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_multiple,
    make_option,
    problems_of,
)

PLACE = "pages[0].items[0]"


def test_a_scale_that_is_named_exists():
    problems = problems_of(make_document(make_item("q1", scale="hai_long5")))

    assert problems == [f"{PLACE} (q1): no scale is called hai_long5"]


@pytest.mark.parametrize("kind", ["single", "multiple", "rating"])
def test_a_closed_item_has_options(kind):
    item = {**make_item("q1"), "type": kind}
    del item["scale"]

    assert problems_of(make_document(item)) == [
        f"{PLACE} (q1): the item has neither a scale nor options"
    ]


def test_an_item_has_a_valid_code():
    item = make_item("q1", type="single", options=[make_option(9, missing=True)])

    assert problems_of(make_document(item)) == [
        f"{PLACE} (q1): the item has no valid code"
    ]


def test_an_item_takes_its_options_from_its_scale_or_has_its_own():
    item = make_item("q1", options=[make_option(1)], scale="satisfaction", faces=True)

    assert problems_of(make_document(item)) == [
        f"{PLACE}.options (q1): the item takes its options from its scale",
        f"{PLACE}.faces (q1): the item takes its faces from its scale",
    ]


@pytest.mark.parametrize("bounds", [{}, {"low": 0}, {"high": 3}])
def test_a_number_item_has_bounds(bounds):
    item = make_item("q1", type="number", **bounds)

    assert problems_of(make_document(item)) == [
        f"{PLACE} (q1): a number item needs low and high"
    ]


@pytest.mark.parametrize(("low", "high"), [(3, 2), (-1, 5), (0, 10**9)])
def test_bounds_are_in_order_and_leave_negative_codes_free(low, high):
    item = make_item("q1", type="number", low=low, high=high)

    assert problems_of(make_document(item)) == [
        f"{PLACE} (q1): 0 ≤ low ≤ high ≤ 999999999 does not hold"
    ]


def test_bounds_may_be_equal():
    item = make_item("q1", type="number", low=7, high=7)

    assert from_document(make_document(item)).item("q1").high == 7


@pytest.mark.parametrize("longest", [0, 10_001])
def test_a_text_item_has_a_length_that_can_be_stored(longest):
    item = make_item("q1", type="text", longest=longest)

    assert problems_of(make_document(item)) == [
        f"{PLACE} (q1): longest lies between 1 and 10000"
    ]


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("text", "scale", "satisfaction"),
        ("text", "high", 3),
        ("number", "faces", True),
        ("number", "longest", 3),
        ("rating", "low", 0),
    ],
)
def test_a_key_of_another_type_is_refused(kind, key, value):
    item = make_item("q1", type=kind)
    if kind == "number":
        item |= {"low": 0, "high": 1}

    problems = problems_of(make_document(item | {key: value}))

    assert problems == [f"{PLACE}.{key} (q1): a {kind} item has no {key}"]


@pytest.mark.parametrize("role", ["service_field", "comment"])
def test_a_rating_plays_only_the_role_of_the_overall(role):
    problems = problems_of(make_document(make_item("q1", role=role)))

    assert problems == [f"{PLACE}.role (q1): a rating item cannot be the {role}"]


def test_a_role_that_stands_for_the_whole_is_played_once():
    items = [make_item("q1", role="overall"), make_item("q2", role="overall")]

    assert problems_of(make_document(*items)) == [
        "pages[0].items[1].role (q2): another item is the overall already"
    ]


def test_many_items_may_be_demographic():
    items = [make_multiple(name, role="demographic") for name in ("q1", "q2")]

    assert from_document(make_document(*items)).item("q2").role == "demographic"
