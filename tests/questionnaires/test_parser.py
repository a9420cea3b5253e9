import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import ExpressionError, parse_expression
from questionnaires.expression import (
    AllOf,
    Answered,
    AnyOf,
    Comparison,
    Not,
    Reference,
    Selected,
)

A, B, C = Reference("a"), Reference("b"), Reference("c")


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_an_item_is_compared_with_a_number(operator):
    assert parse_expression(f"${{a}} {operator} 3") == Comparison(A, operator, 3)


def test_spaces_and_line_ends_part_words_and_mean_nothing():
    assert parse_expression("\n ${a}\t<=3 ") == parse_expression("${a} <= 3")


def test_a_constant_may_stand_first_and_may_be_negative():
    assert parse_expression("-2 < ${a}") == Comparison(-2, "<", A)


def test_words_stand_in_single_quotes():
    assert parse_expression("${a} = 'xã'") == Comparison(A, "=", "xã")


def test_two_items_may_be_compared():
    assert parse_expression("${a} > ${b}") == Comparison(A, ">", B)


def test_selected_and_answered_look_at_an_item():
    assert parse_expression("selected(${a}, 3)") == Selected(A, 3)
    assert parse_expression("answered(${a})") == Answered(A)


def test_and_binds_tighter_than_or():
    tree = parse_expression("${a} = 1 or ${b} = 2 and ${c} = 3")

    assert tree == AnyOf(
        (
            Comparison(A, "=", 1),
            AllOf((Comparison(B, "=", 2), Comparison(C, "=", 3))),
        )
    )


def test_parentheses_bind_tightest():
    tree = parse_expression("(${a} = 1 or ${b} = 2) and not(${c} = 3)")

    assert tree == AllOf(
        (
            AnyOf((Comparison(A, "=", 1), Comparison(B, "=", 2))),
            Not(Comparison(C, "=", 3)),
        )
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "column 1: expected an item, a whole number or words in single quotes"),
        ("${a}", "column 5: expected one of = != < <= > >=, found the end"),
        ("${a} = ", "column 8: expected an item, a whole number"),
        ("${a} = 1 and", "column 13: expected an item"),
        ("(${a} = 1", "column 10: expected ), found the end"),
        ("${a} = 1)", "column 9: expected the end, found )"),
        ("1 = 2", "column 1: compares two constants"),
        ("${a} = 1 & 2", "column 10: cannot read '& 2'"),
        ("${a b} = 1", "column 1: cannot read '${a b} = 1'"),
        ("${a} = 1.5", "column 8: cannot read '1.5'"),
        ("${a} = 1234567890", "column 8: cannot read '1234567890'"),
        ("${a} = 'open", "column 8: cannot read"),
        ('${a} = "x"', "column 8: cannot read"),
        ("eval(${a})", "column 1: there is no function eval"),
        ("selected(3, 3)", "column 10: expected an item such as ${name}, found 3"),
        ("selected(${a} 3)", "column 15: expected ,, found 3"),
        ("selected(${a}, ${b})", "column 16: expected an item, a whole number"),
        ("not ${a} = 1", "column 5: expected (, found ${a}"),
        ("${a} = 1 = 1", "column 10: expected the end, found ="),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_column(source, message):
    with pytest.raises(ExpressionError) as refusal:
        parse_expression(source)

    assert str(refusal.value).startswith(message)


def test_the_error_carries_the_column():
    with pytest.raises(ExpressionError) as refusal:
        parse_expression("${a} = 1 or or")

    assert refusal.value.column == 13


def test_an_expression_may_have_500_characters_and_no_more():
    source = "${a} = 1".ljust(500)

    assert parse_expression(source) == Comparison(A, "=", 1)
    with pytest.raises(ExpressionError, match="at most 500 characters"):
        parse_expression(source + " ")


def test_an_expression_may_have_20_levels_and_no_more():
    def nested(levels):
        return "(" * levels + "${a} = 1" + ")" * levels

    assert parse_expression(nested(19)) == Comparison(A, "=", 1)
    with pytest.raises(ExpressionError, match="more than 20 levels deep"):
        parse_expression(nested(20))


WORDS = ["${a}", "1", "'x'", "=", "<=", "(", ")", ",", "not", "and", "selected", " "]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    )
)
def test_any_words_at_all_give_a_tree_or_an_error_at_a_column(source):
    assert column_of_error(source) in {None, *range(1, len(source) + 2)}


def column_of_error(source):
    try:
        parse_expression(source)
    except ExpressionError as error:
        return error.column
    return None
