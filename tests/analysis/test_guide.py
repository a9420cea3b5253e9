"""Runs the examples of the guide, in the order in which a reader meets them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "methods" / "guide.md"
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def test_the_examples_of_the_guide_print_what_it_says(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    examples = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))
    names: dict[str, object] = {}

    printed = []
    for code, _ in examples:
        exec(compile(code, str(GUIDE), "exec"), names)  # noqa: S102 - our own page
        printed.append(capsys.readouterr().out)

    assert len(examples) == GUIDE.read_text(encoding="utf-8").count("```python")
    assert printed == [text for _, text in examples]


def test_the_first_example_takes_twenty_lines():
    code, _ = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))[0]

    assert len([line for line in code.splitlines() if line.strip()]) <= 20
