"""What is refused about a file of answers, in words for the officer who brings it.

What is wrong with a mapping is said to its author, in English, as for instruments.
"""

from collections.abc import Sequence

from survey.errors import SurveyError
from survey.i18n import gettext as _


class ImportRefused(SurveyError):
    """Parent of every reason why nothing was imported."""


class MappingNotSound(ImportRefused):
    """The mapping cannot be used; `problems` says why, one per line."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.name, self.problems = name, list(problems)
        super().__init__()

    def __str__(self) -> str:
        return "\n".join([f"{self.name}: the mapping is not sound:", *self.problems])


class FileIsEmpty(ImportRefused):
    def __str__(self) -> str:
        return _("The file is empty. Export the answers again.")


class FileHasChanged(ImportRefused):
    def __str__(self) -> str:
        return _("The file changed while it was read. Close it elsewhere, then retry.")


class FileHasNoRows(ImportRefused):
    def __str__(self) -> str:
        return _("The file has a header and no answers below it.")


class TooManyRows(ImportRefused):
    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__()

    def __str__(self) -> str:
        return _(
            "The file has more than %(limit)s rows. "
            "Cut it into several files, and import each as a wave of its own.",
            limit=self.limit,
        )


class EncodingIsOther(ImportRefused):
    """The file shows by itself that it is written in another encoding."""

    def __init__(self, declared: str, found: str) -> None:
        self.declared, self.found = declared, found
        super().__init__()

    def __str__(self) -> str:
        return _(
            "The mapping says that the file is written in %(declared)s, but it is "
            "written in %(found)s. Write “encoding: %(found)s” below “csv:” in the "
            "mapping.",
            declared=self.declared,
            found=self.found,
        )


class ByteOrderUnknown(ImportRefused):
    def __str__(self) -> str:
        return _(
            "The file does not begin as a UTF-16 file does. Write “encoding: "
            "utf-16-le” or “encoding: utf-16-be” below “csv:” in the mapping, or "
            "export the answers again as UTF-8."
        )


class ByteNotReadable(ImportRefused):
    """A byte that the declared encoding does not have, and where it is."""

    def __init__(
        self, declared: str, *, position: int, line: int, byte: int, likely: str
    ) -> None:
        self.declared, self.position, self.line = declared, position, line
        self.byte, self.likely = byte, likely
        super().__init__()

    def __str__(self) -> str:
        return _(
            "Line %(line)s cannot be read as %(declared)s: byte %(position)s of the "
            "file is %(byte)s. The file is probably written in %(likely)s: write "
            "“encoding: %(likely)s” below “csv:” in the mapping, or export the "
            "answers again as UTF-8.",
            line=self.line,
            declared=self.declared,
            position=self.position,
            byte=f"0x{self.byte:02X}",
            likely=self.likely,
        )


class FileHasNul(ImportRefused):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__()

    def __str__(self) -> str:
        return _(
            "Line %(line)s holds a zero byte, which no text has: the file is damaged, "
            "or it is no CSV file. Export the answers again.",
            line=self.line,
        )


class LineTooLong(ImportRefused):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__()

    def __str__(self) -> str:
        return _(
            "Line %(line)s does not end: the file is no CSV file, or its line ends "
            "were lost. Export the answers again.",
            line=self.line,
        )


class QuoteOutOfPlace(ImportRefused):
    """Quotation marks that do not pair: from here on cells cannot be told apart."""

    def __init__(self, row: int, *, begins: int, fails: int) -> None:
        self.row, self.begins, self.fails = row, begins, fails
        super().__init__()

    def __str__(self) -> str:
        return _(
            "Row %(row)s, which begins on line %(begins)s, cannot be read beyond line "
            "%(fails)s: a quotation mark is not closed, or stands where none may. A "
            "quotation mark within quoted text is written twice.",
            row=self.row,
            begins=self.begins,
            fails=self.fails,
        )


class SeparatorIsOther(ImportRefused):
    def __init__(self, declared: str, fitting: Sequence[str]) -> None:
        self.declared, self.fitting = declared, list(fitting)
        super().__init__()

    def __str__(self) -> str:
        fitting = " / ".join(f"separator: {word}" for word in self.fitting)
        return _(
            "The cells are not separated by “%(declared)s”. The header fits: "
            "%(fitting)s. Write it below “csv:” in the mapping.",
            declared=self.declared,
            fitting=fitting,
        )


class ColumnsMissing(ImportRefused):
    """Columns that the mapping names and the header lacks, with the nearest names."""

    def __init__(self, nearest: dict[str, list[str]]) -> None:
        self.nearest = nearest
        super().__init__()

    def __str__(self) -> str:
        lines = [_("The file lacks columns that the mapping names:")]
        for name, others in self.nearest.items():
            if others:
                found = ", ".join(f"“{other}”" for other in others)
                lines.append(
                    _("“%(name)s” (there is %(found)s)", name=name, found=found)
                )
            else:
                lines.append(f"“{name}”")
        lines.append(_("Mend the names in the mapping, or export these columns too."))
        return "\n".join(lines)


class ColumnsTwice(ImportRefused):
    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        super().__init__()

    def __str__(self) -> str:
        return _(
            "The header names a column twice, so it is not clear which is meant: "
            "%(names)s. Give each a name of its own.",
            names=", ".join(f"“{name}”" for name in self.names),
        )


class CellsRefused(ImportRefused):
    """Cells that cannot be taken in; the first of them in words."""

    def __init__(self, count: int, first: Sequence[str]) -> None:
        self.count, self.first = count, list(first)
        super().__init__()

    def __str__(self) -> str:
        lines = [
            _(
                "%(count)s cells cannot be taken in; nothing was imported.",
                count=self.count,
            ),
            *self.first,
        ]
        if self.count > len(self.first):
            lines.append(_("“flask imports check” lists all of them."))
        return "\n".join(lines)


class UnitsUnknown(ImportRefused):
    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = list(codes)
        super().__init__()

    def __str__(self) -> str:
        return _(
            "No unit has these codes: %(codes)s. Mend them in the mapping, or give "
            "the units a name below “new_units:”.",
            codes=", ".join(self.codes),
        )


class UnitHasOtherName(ImportRefused):
    """A unit that the mapping calls new is there already, under another name."""

    def __init__(self, code: str, *, known: str, written: str) -> None:
        self.code, self.known, self.written = code, known, written
        super().__init__()

    def __str__(self) -> str:
        return _(
            "The code %(code)s belongs to “%(known)s”, but the mapping calls it "
            "“%(written)s”. Choose another code, or take the unit out of “new_units:”.",
            code=self.code,
            known=self.known,
            written=self.written,
        )
