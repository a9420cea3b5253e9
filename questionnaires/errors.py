"""What can be wrong with an instrument or an expression, in words for its author."""

from collections.abc import Iterable


class InstrumentError(ValueError):
    """The document is not a sound instrument; `problems` says why, one per line."""

    def __init__(self, name: str, problems: Iterable[str]) -> None:
        self.name = name
        self.problems = list(problems)
        super().__init__("\n".join([f"{name}:", *self.problems]))


class ExpressionError(ValueError):
    """The expression cannot be read; `column` counts from 1."""

    def __init__(self, message: str, column: int) -> None:
        self.message = message
        self.column = column
        super().__init__(f"column {column}: {message}")
