from questionnaires import from_document
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_node,
    problems_of,
)

TWO = (make_item("q1"), make_item("q2"))


def test_a_rating_stands_in_a_factor_when_there_is_a_tree():
    document = make_document(*TWO, tree=make_node("n", items=["q1"]))

    assert problems_of(document) == [
        "pages[0].items[1] (q2): the rating stands in no factor of the tree"
    ]


def test_the_overall_rating_need_not_stand_in_the_tree():
    items = (make_item("q1"), make_item("all", role="overall"))
    tree = make_node("n", items=["q1"])

    assert from_document(make_document(*items, tree=tree)).tree is not None


def test_a_rating_needs_no_tree():
    assert from_document(make_document(*TWO)).tree is None


def test_a_choice_need_not_stand_in_the_tree():
    items = (make_item("q1"), make_item("kind", type="single"))
    tree = make_node("n", items=["q1"])

    assert from_document(make_document(*items, tree=tree)).tree is not None


def test_an_item_of_the_tree_exists():
    tree = make_node("n", items=["q1", "q2", "q3"])

    assert problems_of(make_document(*TWO, tree=tree)) == [
        "tree.items[2] (n): no item is called q3"
    ]


def test_an_item_stands_in_the_tree_once():
    tree = make_node(
        "all",
        "overall",
        children=[make_node("a", items=["q1", "q2"]), make_node("b", items=["q1"])],
    )

    assert problems_of(make_document(*TWO, tree=tree)) == [
        "tree.children[1].items[0] (b): the item q1 stands in the tree already"
    ]


def test_words_do_not_stand_in_the_tree():
    items = (make_item("q1"), make_item("comment", type="text"))
    tree = make_node("n", items=["q1", "comment"])

    assert problems_of(make_document(*items, tree=tree)) == [
        "tree.items[1] (n): comment is a text item; a tree is made of ratings"
    ]


def test_a_node_holds_something():
    children = [make_node("a", items=["q1", "q2"]), make_node("b")]
    tree = make_node("all", "overall", children=children)

    assert problems_of(make_document(*TWO, tree=tree)) == [
        "tree.children[1] (b): the node holds neither nodes nor items"
    ]


def test_a_factor_holds_no_block():
    block = make_node("b", "block", items=["q1", "q2"])
    tree = make_node("f", "factor", children=[block])

    assert problems_of(make_document(*TWO, tree=tree)) == [
        "tree.children[0] (b): a factor cannot hold a node of kind block"
    ]
