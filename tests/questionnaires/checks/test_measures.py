import pytest

from questionnaires import from_document
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_measure,
    make_multiple,
    make_node,
    make_option,
    problems_of,
)


def document_measuring(*measures):
    return make_document(
        make_item("q1"),
        make_item("q2"),
        make_multiple("channels"),
        make_item("years", type="number", low=0, high=99),
        make_item("plain", type="single", options=[make_option(1)]),
        tree=make_node("n", "overall", children=[make_node("f", items=["q1", "q2"])]),
        measures=list(measures),
    )


def problems_with(**values):
    place = "measures[0] (m): "
    problems = problems_of(document_measuring(make_measure("m", **values)))
    return [problem.removeprefix(place) for problem in problems]


@pytest.mark.parametrize(
    "values",
    [
        {"of": "n"},
        {"of": "n", "kind": "mean"},
        {"of": "n", "aggregation": "mean_of_factors"},
        {"of": ["q1"], "codes": [5], "base": "with_missing"},
        {"of": ["years"], "kind": "mean"},
        {"of": ["channels", "plain"], "kind": "options"},
    ],
)
def test_a_measure_may_be_of_a_node_or_of_items(values):
    document = document_measuring(make_measure("m", **values))

    assert from_document(document).measures[0].id == "m"


def test_the_node_of_a_measure_exists():
    assert problems_with(of="nowhere") == ["no node is called nowhere"]


def test_the_items_of_a_measure_exist():
    assert problems_with(of=["q1", "q9"]) == ["no item is called q9"]


def test_a_measure_is_of_something():
    assert problems_with(of=[]) == ["the measure is of no item"]


def test_an_item_is_measured_once():
    assert problems_with(of=["q1", "q1"]) == ["an item comes twice"]


def test_a_share_needs_favourable_codes():
    assert problems_with(of=["plain"]) == [
        "plain has no favourable codes, and the measure names none"
    ]


@pytest.mark.parametrize("code", [7, 98])
def test_a_share_is_of_valid_codes(code):
    assert problems_with(of=["q1"], codes=[code]) == [
        f"{code} is not a valid code of q1"
    ]


def test_a_mean_is_not_of_codes():
    assert problems_with(kind="mean", codes=[4]) == ["only a share is of codes"]


@pytest.mark.parametrize(
    ("kind", "item", "type_"),
    [("share", "years", "number"), ("mean", "channels", "multiple")],
)
def test_a_measure_fits_its_items(kind, item, type_):
    assert problems_with(kind=kind, of=[item]) == [
        f"{item} is a {type_} item, which has no {kind}"
    ]


@pytest.mark.parametrize("of", ["f", ["q1"]])
def test_a_mean_of_factors_needs_factors(of):
    assert problems_with(of=of, aggregation="mean_of_factors") == [
        "mean_of_factors needs a node with factors below it"
    ]


def test_there_is_one_headline():
    measures = [make_measure(name, headline=True) for name in ("a", "b", "c")]

    assert problems_of(document_measuring(*measures)) == [
        "measures[1] (b): there is a headline measure already",
        "measures[2] (c): there is a headline measure already",
    ]


def test_a_headline_is_one_number():
    assert problems_with(kind="options", headline=True) == [
        "a headline is one number: a share or a mean"
    ]
