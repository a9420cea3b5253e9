import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import ExpressionError, from_json, parse_expression, to_json
from questionnaires.expression import (
    AllOf,
    Answered,
    AnyOf,
    Comparison,
    Not,
    Reference,
    Selected,
    bind,
)


def test_an_expression_becomes_lists():
    source = "${a} <= 3 and not(selected(${b}, 2) or answered(${c}))"

    assert to_json(parse_expression(source)) == [
        "and",
        ["<=", ["item", "a"], 3],
        ["not", ["or", ["selected", ["item", "b"], 2], ["answered", ["item", "c"]]]],
    ]


def test_the_codes_that_do_not_count_are_kept():
    expression = bind(parse_expression("${a} = 1"), {"a": frozenset({99, 98})})

    assert to_json(expression) == ["=", ["item", "a", [98, 99]], 1]
    assert from_json(to_json(expression)) == expression


constants = st.integers(-(10**9) + 1, 10**9 - 1)
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
items = st.builds(Reference, names, st.frozensets(st.integers(0, 999), max_size=3))
comparisons = st.builds(
    Comparison, items, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), constants
)
leaves = (
    comparisons | st.builds(Answered, items) | st.builds(Selected, items, constants)
)
expressions = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(AllOf, st.tuples(inner, inner))
        | st.builds(AnyOf, st.tuples(inner, inner, inner))
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(expressions)
def test_an_expression_comes_back_from_json_as_it_was(expression):
    assert from_json(json.loads(json.dumps(to_json(expression)))) == expression


@pytest.mark.parametrize(
    "tree",
    [
        None,
        "=",
        [],
        ["and"],
        ["and", ["answered", ["item", "a"]]],
        ["xor", ["answered", ["item", "a"]], ["answered", ["item", "b"]]],
        ["=", ["item", "a"]],
        ["=", ["item", 3], 3],
        ["=", ["item", "a"], 1.5],
        ["=", ["item", "a"], True],
        ["=", ["item", "a"], 10**5000],
        ["=", ["item", "a", ["98"]], 3],
        ["selected", "a", 3],
        {"item": "a"},
    ],
)
def test_what_is_no_expression_is_refused(tree):
    with pytest.raises(ExpressionError, match="not an expression"):
        from_json(tree)


def test_a_tree_deeper_than_any_expression_is_refused():
    tree = ["answered", ["item", "a"]]
    for _ in range(500):
        tree = ["not", tree]

    with pytest.raises(ExpressionError, match="levels deep"):
        from_json(tree)


def test_the_deepest_expression_that_can_be_written_can_be_frozen():
    source = "${a}=1"
    for _ in range(19):
        source = f"not({source} and ${{a}}=1 or ${{a}}=1)"
    tree = parse_expression(source)

    assert from_json(to_json(tree)) == tree
