import pytest

from questionnaires import from_document
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_measure,
    make_node,
    make_page,
)

INSTRUMENT = from_document(
    make_document(
        pages=[make_page(make_item("a"), make_item("b")), make_page(make_item("c"))],
        tree=make_node(
            "all",
            "overall",
            children=[
                make_node(
                    "block", "block", children=[make_node("f", items=["c", "a"])]
                ),
                make_node("g", items=["b"]),
            ],
        ),
        measures=[make_measure("x", of="f"), make_measure("y", of="g", headline=True)],
    )
)


def test_items_come_in_the_order_of_the_pages():
    assert [item.id for item in INSTRUMENT.items()] == ["a", "b", "c"]


def test_an_item_is_found_by_its_id():
    assert INSTRUMENT.item("c").id == "c"
    with pytest.raises(KeyError):
        INSTRUMENT.item("d")


def test_nodes_come_depth_first():
    assert [node.id for node in INSTRUMENT.nodes()] == ["all", "block", "f", "g"]


def test_the_items_of_a_node_are_all_below_it():
    below = {node.id: node.item_ids() for node in INSTRUMENT.nodes()}

    assert below == {
        "all": ("c", "a", "b"),
        "block": ("c", "a"),
        "f": ("c", "a"),
        "g": ("b",),
    }


def test_the_headline_is_the_measure_that_says_so():
    assert INSTRUMENT.headline is INSTRUMENT.measures[1]
    assert from_document(make_document()).headline is None


def test_an_instrument_without_a_tree_has_no_nodes():
    assert list(from_document(make_document()).nodes()) == []


def test_an_item_carries_the_options_of_its_scale():
    item = INSTRUMENT.item("a")

    assert item.scale == "satisfaction"
    assert item.valid_codes == (1, 2, 3, 4, 5)
    assert item.missing_codes == (98,)
    assert item.favourable == {4, 5}
