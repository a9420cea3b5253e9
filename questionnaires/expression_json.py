"""The JSON form of an expression, which the database freezes and pages evaluate.

Lists, the first entry naming the rest: `["and", …]`, `["or", …]`, `["not", e]`,
`["=", a, b]`, `["selected", ref, 3]`, `["answered", ref]`; a reference is
`["item", "q1"]`, or `["item", "q1", [98]]` with the codes that do not count.
"""

from typing import Any, TypeGuard

from questionnaires.errors import ExpressionError
from questionnaires.expression import (
    DEEPEST_EXPRESSION,
    LARGEST_CONSTANT,
    OPERATORS,
    AllOf,
    Answered,
    AnyOf,
    Comparison,
    Expression,
    Not,
    Operand,
    Reference,
    Selected,
)

_DEEPEST_TREE = 3 * DEEPEST_EXPRESSION + 1  # a level may hold "or", "and" and "not"


def to_json(expression: Expression) -> list[Any]:
    """Return the expression as nested lists of strings and integers."""
    match expression:
        case Comparison(left, operator, right):
            return [operator, _operand_json(left), _operand_json(right)]
        case Selected(item, code):
            return ["selected", _operand_json(item), code]
        case Answered(item):
            return ["answered", _operand_json(item)]
        case Not(part):
            return ["not", to_json(part)]
        case AllOf(parts):
            return ["and", *map(to_json, parts)]
        case AnyOf(parts):
            return ["or", *map(to_json, parts)]


def from_json(tree: object, depth: int = 1) -> Expression:
    """Return the expression that the lists describe.

    Raises
    ------
    ExpressionError
        If they describe none; the column is 1, since a tree has no columns.
    """
    if depth > _DEEPEST_TREE:
        raise ExpressionError(f"more than {DEEPEST_EXPRESSION} levels deep", 1)
    match tree:
        case ["not", part]:
            return Not(from_json(part, depth + 1))
        case ["and", _, _, *_]:
            return AllOf(tuple(from_json(part, depth + 1) for part in tree[1:]))
        case ["or", _, _, *_]:
            return AnyOf(tuple(from_json(part, depth + 1) for part in tree[1:]))
        case ["answered", item]:
            return Answered(_reference(item))
        case ["selected", item, code] if _is_constant(code):
            return Selected(_reference(item), code)
        case [str() as operator, left, right] if operator in OPERATORS:
            return Comparison(_operand(left), operator, _operand(right))
    raise _unreadable()


def _operand(value: object) -> Operand:
    return value if _is_constant(value) else _reference(value)


def _reference(value: object) -> Reference:
    match value:
        case ["item", str() as item]:
            return Reference(item)
        case ["item", str() as item, [*codes]]:
            numbers = frozenset(code for code in codes if _is_code(code))
            if len(numbers) == len(codes):
                return Reference(item, numbers)
    raise _unreadable()


def _is_constant(value: object) -> TypeGuard[int | str]:
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) <= LARGEST_CONSTANT
    return isinstance(value, str)


def _is_code(value: object) -> TypeGuard[int]:
    return _is_constant(value) and isinstance(value, int)


def _operand_json(operand: Operand) -> Any:
    if not isinstance(operand, Reference):
        return operand
    codes = [sorted(operand.missing)] if operand.missing else []
    return ["item", operand.item, *codes]


def _unreadable() -> ExpressionError:
    return ExpressionError("the tree is not an expression", 1)
