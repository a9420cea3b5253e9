"""The page docs/methods/agreement.md, made from the comparisons that the tests make."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from tests.analysis.agreement import designs, intervals, totals, weights
from tests.analysis.agreement.comparison import Comparison
from tests.analysis.samples import read_reference

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "agreement.md"
TEMPLATE = Path(__file__).with_name("agreement.template.md")
MODULES = (totals, designs, weights, intervals)
FLOOR = 1e-15  # smaller differences depend on the machine, not on the method


@dataclass
class _Line:
    count: int = 0
    largest: float = 0.0
    calls: set[str] = field(default_factory=set)


def table(found: Iterable[Comparison]) -> str:
    """Return one row per quantity, with its largest relative difference."""
    lines: dict[str, _Line] = {}
    for one in found:
        line = lines.setdefault(one.quantity, _Line())
        line.count += 1
        line.largest = max(line.largest, one.relative_difference)
        line.calls.add(one.call)
    rows = [
        f"| {quantity} | {_calls(line)} | {line.count} | {_bound(line.largest)} |"
        for quantity, line in lines.items()
    ]
    return "\n".join(rows)


def page(found: Iterable[Comparison]) -> str:
    versions = read_reference("versions.csv").set_index("software")["version"]
    numbers = list(found)
    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    return template.substitute(
        r=versions["R"],
        survey=versions["survey"],
        count=f"{len(numbers):,}",
        table=table(numbers),
    )


def quantities(text: str) -> set[str]:
    """Return the quantities that a page lists."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return {row.split("|")[1].strip() for row in rows[1:]}


def _calls(line: _Line) -> str:
    return ", ".join(f"`{call}`" for call in sorted(line.calls))


def _bound(largest: float) -> str:
    """Return the power of ten that the difference stays below."""
    if largest <= FLOOR:
        return "≤ 1e-15"
    power = 0
    while 10.0**power > largest:
        power -= 1
    return f"< 1e{power + 1}"


if __name__ == "__main__":
    everything = [one for module in MODULES for one in module.comparisons()]
    PAGE.write_text(page(everything), encoding="utf-8")
