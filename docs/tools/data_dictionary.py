"""Makes `docs/data-dictionary.md` and `docs/data-model.md` from the models.

`python -m docs.tools.data_dictionary` writes both; a test compares them with
what the models say, so that they cannot fall behind.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import CheckConstraint, Column, Table, UniqueConstraint

from survey.database import Base
from survey.tables import ROOMS, metadata

FOLDER = Path(__file__).parents[1]
DICTIONARY = FOLDER / "data-dictionary.md"
MODEL = FOLDER / "data-model.md"

HEAD = """\
# Data dictionary

Made from the models by `make docs`; do not edit. Every column has a data class:

| class | means |
| --- | --- |
| identity | says who somebody is |
| contact | reaches somebody |
| answer | what somebody thinks, or what could lead to it |
| staff | internal to the office |
| public | may be read by anybody |
"""

MODEL_HEAD = """\
# Data model

Made from the models by `make docs`; do not edit. An arrow is a foreign key. Note what
is *not* there: no path leads from `spent`, which says that a form was counted, to
`response`, which says what it held.
"""


def dictionary() -> str:
    """Return the dictionary, room by room, in the order of the floors."""
    parts = [HEAD]
    for room in ROOMS:
        name = room.__name__.split(".")[1]
        parts.append(f"\n## {name}\n")
        parts += [_table(model) for model in _models(f"survey.{name}.")]
    return "".join(parts)


def _models(room: str) -> Iterator[type[Base]]:
    for mapper in sorted(Base.registry.mappers, key=lambda m: m.class_.__tablename__):
        if mapper.class_.__module__.startswith(room):
            yield mapper.class_


def _table(model: type[Base]) -> str:
    table = metadata.tables[model.__tablename__]
    words = " ".join(inspect.getdoc(model).split("\n\n")[0].split())
    lines = [
        f"\n### {table.name}\n\n{words}\n",
        "\n| column | type | class | rules |\n",
    ]
    lines.append("| --- | --- | --- | --- |\n")
    lines += [_row(column) for column in table.columns]
    lines += [f"\n- {rule}" for rule in _rules(table)]
    return "".join(lines) + "\n"


def _row(column: Column) -> str:
    rules = []
    if column.primary_key:
        rules.append("key")
    if column.nullable:
        rules.append("may be empty")
    rules += sorted(f"→ {key.target_fullname}" for key in column.foreign_keys)
    data_class = column.info["data_class"]
    kind = getattr(column.type, "python_type", str).__name__
    return f"| {column.name} | {kind} | {data_class} | {', '.join(rules)} |\n"


def _rules(table: Table) -> Iterator[str]:
    for constraint in sorted(table.constraints, key=lambda c: str(c.name)):
        if isinstance(constraint, CheckConstraint):
            yield f"`{constraint.name}`: `{constraint.sqltext}`"
        elif isinstance(constraint, UniqueConstraint):
            columns = ", ".join(column.name for column in constraint.columns)
            yield f"`{constraint.name}`: unique ({columns})"


def diagram() -> str:
    """Return the entity-relationship diagram, drawn by Mermaid."""
    lines = [MODEL_HEAD, "\n```mermaid\nerDiagram\n"]
    for table in sorted(metadata.tables.values(), key=lambda t: t.name):
        keys = [column for column in table.columns if column.primary_key]
        names = "".join(f"        {_kind(column)} {column.name}\n" for column in keys)
        lines.append(f"    {table.name} {{\n{names}    }}\n")
        lines += [
            f"    {other} ||--o{{ {table.name} : has\n" for other in _parents(table)
        ]
    return "".join([*lines, "```\n"])


def _parents(table: Table) -> list[str]:
    return sorted({key.column.table.name for key in table.foreign_keys})


def _kind(column: Column) -> str:
    return getattr(column.type, "python_type", str).__name__


def main() -> None:
    """Write both files."""
    DICTIONARY.write_text(dictionary(), "utf-8")
    MODEL.write_text(diagram(), "utf-8")


if __name__ == "__main__":
    main()
