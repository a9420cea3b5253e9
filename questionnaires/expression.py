"""When an item is asked: a small typed expression over earlier answers.

There are two truth values and no third. A comparison with an item that was not
answered, or was answered with a missing code ("not used", "does not know"), is
false whatever its operator, also with `!=`; hence `not(${x} = 1)` is true when x
was left blank. Write `answered(${x})` where the difference matters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import eq, ge, gt, le, lt, ne

Answers = Mapping[str, int | tuple[int, ...] | str]
"""Answers by item id: a code, a number, the sorted chosen codes, or words."""

LONGEST_EXPRESSION = 500
DEEPEST_EXPRESSION = 20
LARGEST_CONSTANT = 999_999_999

OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


@dataclass(frozen=True)
class Reference:
    """The answer to an item; its missing codes do not count as an answer."""

    item: str
    missing: frozenset[int] = frozenset()


Operand = Reference | int | str


@dataclass(frozen=True)
class Comparison:
    left: Operand
    operator: str
    right: Operand


@dataclass(frozen=True)
class Selected:
    """The respondent chose this option of a multiple item."""

    item: Reference
    code: int | str


@dataclass(frozen=True)
class Answered:
    """The item has an answer that counts."""

    item: Reference


@dataclass(frozen=True)
class Not:
    part: "Expression"


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Expression", ...]


Expression = Comparison | Selected | Answered | Not | AllOf | AnyOf


def evaluate(expression: Expression, answers: Answers) -> bool:
    """Return whether the expression holds for these answers; never raises."""
    match expression:
        case Comparison(left, operator, right):
            return _compare(_value(left, answers), operator, _value(right, answers))
        case Selected(item, code):
            chosen = _value(item, answers)
            return isinstance(chosen, tuple) and code in chosen
        case Answered(item):
            return _value(item, answers) not in (None, (), "")
        case Not(part):
            return not evaluate(part, answers)
        case AllOf(parts):
            return all(evaluate(part, answers) for part in parts)
        case AnyOf(parts):
            return any(evaluate(part, answers) for part in parts)


def references(expression: Expression) -> set[str]:
    """Return the ids of the items the expression looks at."""
    found: set[str] = set()

    def note(reference: Reference) -> Reference:
        found.add(reference.item)
        return reference

    map_references(expression, note)
    return found


def bind(expression: Expression, missing: Mapping[str, frozenset[int]]) -> Expression:
    """Return the expression with each reference knowing its item's missing codes."""
    return map_references(
        expression,
        lambda r: replace(r, missing=missing.get(r.item, frozenset())),
    )


def map_references(
    expression: Expression, change: Callable[[Reference], Reference]
) -> Expression:
    """Return the expression with every reference put through `change`."""

    def operand(value: Operand) -> Operand:
        return change(value) if isinstance(value, Reference) else value

    match expression:
        case Comparison(left, operator, right):
            return Comparison(operand(left), operator, operand(right))
        case Selected(item, code):
            return Selected(change(item), code)
        case Answered(item):
            return Answered(change(item))
        case Not(part):
            return Not(map_references(part, change))
        case AllOf(parts):
            return AllOf(tuple(map_references(part, change) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(map_references(part, change) for part in parts))


def _value(operand: Operand, answers: Answers) -> int | tuple[int, ...] | str | None:
    if not isinstance(operand, Reference):
        return operand
    answer = answers.get(operand.item)
    if isinstance(answer, tuple):
        return tuple(code for code in answer if code not in operand.missing)
    if isinstance(answer, int) and answer in operand.missing:
        return None
    return answer


def _compare(left: object, operator: str, right: object) -> bool:
    if not isinstance(left, int) or not isinstance(right, int):
        return False
    return OPERATORS[operator](left, right)
