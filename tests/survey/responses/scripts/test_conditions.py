"""The browser decides as `questionnaires.evaluate` does, on whatever tree."""

import random

import pytest

from questionnaires import evaluate, from_json

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CASES = 5_000
ITEMS = ["q1", "q2", "q3", "constructor", "nowhere"]
OPERATORS = ["=", "!=", "<", "<=", ">", ">="]


def draw_tree(draw: random.Random, depth: int = 0) -> list:
    kinds = ["compare", "selected", "answered"]
    if depth < 4:
        kinds += ["and", "or", "not"]
    match draw.choice(kinds):
        case "compare":
            operands = [draw_operand(draw), draw_operand(draw)]
            return [draw.choice(OPERATORS), *operands]
        case "selected":
            return ["selected", draw_reference(draw), draw.choice([1, 2, 98, "1"])]
        case "answered":
            return ["answered", draw_reference(draw)]
        case "not":
            return ["not", draw_tree(draw, depth + 1)]
        case kind:
            parts = range(draw.randint(2, 3))
            return [kind, *(draw_tree(draw, depth + 1) for _ in parts)]


def draw_operand(draw: random.Random) -> object:
    if draw.random() < 0.5:
        return draw_reference(draw)
    return draw.choice([0, 1, 2, 98, -3, "1", ""])


def draw_reference(draw: random.Random) -> list:
    item = draw.choice(ITEMS)
    return ["item", item] if draw.random() < 0.5 else ["item", item, [98, 99]]


def draw_answers(draw: random.Random) -> dict:
    drawn = {}
    for item in ITEMS[:-1]:
        if draw.random() < 0.7:
            codes = draw.sample([0, 1, 2, 98], draw.randint(0, 3))
            drawn[item] = draw.choice([0, 1, 2, 98, tuple(sorted(codes)), "", "lâu"])
    return drawn


def test_the_browser_decides_as_the_platform_does(bench):
    draw = random.Random(766)
    cases = [(draw_tree(draw), draw_answers(draw)) for _ in range(CASES)]
    expected = [evaluate(from_json(tree), answers) for tree, answers in cases]

    decided = bench.evaluate(
        """async (cases) => {
          const { holds } = await import("./conditions.js");
          return cases.map(([tree, answers]) => holds(tree, answers));
        }""",
        cases,
    )

    differing = [
        case
        for case, one, other in zip(cases, expected, decided, strict=True)
        if one != other
    ]
    assert differing == []
    assert 0.2 < sum(expected) / CASES < 0.8  # neither is the rule
