import pytest

from questionnaires import evaluate, parse_expression
from questionnaires.expression import bind, references


def holds(source, answers):
    return evaluate(parse_expression(source), answers)


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("=", [False, True, False]),
        ("!=", [True, False, True]),
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        (">", [False, False, True]),
        (">=", [False, True, True]),
    ],
)
def test_an_answer_is_compared(operator, expected):
    answers = [{"a": code} for code in (2, 3, 4)]

    assert [holds(f"${{a}} {operator} 3", given) for given in answers] == expected


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_every_comparison_with_a_blank_answer_is_false(operator):
    assert not holds(f"${{a}} {operator} 3", {})
    assert not holds(f"3 {operator} ${{a}}", {})
    assert not holds(f"${{a}} {operator} ${{b}}", {"b": 3})


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_every_comparison_with_a_missing_code_is_false(operator):
    expression = parse_expression(f"${{a}} {operator} 98")

    knowing = bind(expression, {"a": frozenset({98, 99})})

    assert not evaluate(knowing, {"a": 98})
    assert not evaluate(knowing, {"a": 99})


def test_not_makes_a_comparison_with_a_blank_answer_true():
    assert holds("not(${a} = 1)", {})


def test_a_missing_code_is_no_answer():
    expression = bind(parse_expression("answered(${a})"), {"a": frozenset({98})})

    assert evaluate(expression, {"a": 4})
    assert not evaluate(expression, {"a": 98})
    assert not evaluate(expression, {"a": (98,)})
    assert not evaluate(expression, {})


def test_zero_is_an_answer_and_empty_words_are_none():
    assert holds("answered(${a})", {"a": 0})
    assert not holds("answered(${a})", {"a": ""})
    assert not holds("answered(${a})", {"a": ()})


def test_an_option_is_selected_among_others():
    assert holds("selected(${a}, 3)", {"a": (1, 3)})
    assert not holds("selected(${a}, 2)", {"a": (1, 3)})
    assert not holds("selected(${a}, 2)", {})


def test_and_or_not_join_what_they_join():
    source = "${a} = 1 and (${b} = 1 or not(${c} = 1))"

    assert holds(source, {"a": 1, "b": 1, "c": 1})
    assert holds(source, {"a": 1, "b": 2, "c": 2})
    assert not holds(source, {"a": 1, "b": 2, "c": 1})
    assert not holds(source, {"a": 2, "b": 1, "c": 2})


@pytest.mark.parametrize("answer", ["words", (1, 2), 5, ""])
@pytest.mark.parametrize("source", ["${a} < 'x'", "${a} >= 3", "selected(${a}, 3)"])
def test_answers_of_another_type_never_raise(source, answer):
    assert holds(source, {"a": answer}) in {True, False}


def test_the_items_an_expression_looks_at_are_known():
    source = "${a} = ${b} or not(selected(${c}, 1) and answered(${d}))"

    assert references(parse_expression(source)) == {"a", "b", "c", "d"}
