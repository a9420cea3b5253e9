"""Reads the expression language: words to tokens, tokens to a tree.

Grammar, loosest first::

    either     = both ("or" both)*
    both       = single ("and" single)*
    single     = "(" either ")" | "not" "(" either ")" | "answered" "(" item ")"
               | "selected" "(" item "," constant ")" | operand operator operand
    operand    = item | constant
    item       = "${" name "}"
    constant   = whole number | 'words in single quotes'
"""

import re
from dataclasses import dataclass

from questionnaires.errors import ExpressionError
from questionnaires.expression import (
    DEEPEST_EXPRESSION,
    LONGEST_EXPRESSION,
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

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<item>\$\{[A-Za-z][A-Za-z0-9_]*\})
      | (?P<number>-?[0-9]{1,9}(?![0-9A-Za-z_.]))
      | (?P<words>'[^'\r\n]*')
      | (?P<operator><=|>=|!=|=|<|>)
      | (?P<mark>[(),])
      | (?P<name>[A-Za-z]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int


def parse_expression(source: str) -> Expression:
    """Return the tree that `source` writes down.

    Raises
    ------
    ExpressionError
        If it is too long, too deep, or not in the language; says the column.
    """
    if len(source) > LONGEST_EXPRESSION:
        raise ExpressionError(
            f"an expression has at most {LONGEST_EXPRESSION} characters",
            LONGEST_EXPRESSION + 1,
        )
    reader = _Reader(_tokens(source))
    tree = reader.either(1)
    reader.expect("end")
    return tree


def _tokens(source: str) -> list[_Token]:
    tokens, position = [], 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            raise ExpressionError(
                f"cannot read {source[position : position + 10]!r}", position + 1
            )
        if found.lastgroup != "space":
            tokens.append(_Token(str(found.lastgroup), found[0], position + 1))
        position = found.end()
    return [*tokens, _Token("end", "the end", len(source) + 1)]


class _Reader:
    """Recursive descent; `depth` counts how many levels are still open."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def either(self, depth: int) -> Expression:
        parts = [self._both(depth)]
        while self._accept("name", "or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def expect(self, kind: str, text: str | None = None) -> _Token:
        token = self._tokens[self._at]
        if token.kind != kind or (text is not None and token.text != text):
            raise ExpressionError(
                f"expected {text or _SPOKEN[kind]}, found {token.text}", token.column
            )
        self._at += 1
        return token

    def _both(self, depth: int) -> Expression:
        parts = [self._single(depth)]
        while self._accept("name", "and"):
            parts.append(self._single(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _single(self, depth: int) -> Expression:
        token = self._tokens[self._at]
        if depth > DEEPEST_EXPRESSION:
            raise ExpressionError(
                f"more than {DEEPEST_EXPRESSION} levels deep", token.column
            )
        if self._accept("mark", "("):
            inner = self.either(depth + 1)
            self.expect("mark", ")")
            return inner
        if token.kind == "name":
            return self._call(depth)
        return self._comparison()

    def _call(self, depth: int) -> Expression:
        name = self.expect("name")
        if name.text not in {"not", "selected", "answered"}:
            raise ExpressionError(f"there is no function {name.text}", name.column)
        self.expect("mark", "(")
        result = self._inside(name.text, depth)
        self.expect("mark", ")")
        return result

    def _inside(self, function: str, depth: int) -> Expression:
        if function == "not":
            return Not(self.either(depth + 1))
        item = _reference(self.expect("item"))
        if function == "answered":
            return Answered(item)
        self.expect("mark", ",")
        return Selected(item, self._constant())

    def _comparison(self) -> Expression:
        start = self._tokens[self._at]
        left = self._operand()
        operator = self.expect("operator").text
        right = self._operand()
        if not isinstance(left, Reference) and not isinstance(right, Reference):
            raise ExpressionError("compares two constants", start.column)
        return Comparison(left, operator, right)

    def _operand(self) -> Operand:
        token = self._accept("item")
        return _reference(token) if token else self._constant()

    def _constant(self) -> int | str:
        token = self._accept("words")
        if token:
            return token.text[1:-1]
        return int(self.expect("number").text)

    def _accept(self, kind: str, text: str | None = None) -> _Token | None:
        token = self._tokens[self._at]
        if token.kind != kind or (text is not None and token.text != text):
            return None
        self._at += 1
        return token


_SPOKEN = {
    "end": "the end",
    "item": "an item such as ${name}",
    "name": "a function",
    "number": "an item, a whole number or words in single quotes",
    "operator": "one of " + " ".join(OPERATORS),
}


def _reference(token: _Token) -> Reference:
    return Reference(token.text[2:-1])
