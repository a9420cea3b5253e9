from io import BytesIO

import pytest

from survey.imports import table
from survey.imports.encodings import examine
from survey.imports.errors import (
    ColumnsMissing,
    ColumnsTwice,
    LineTooLong,
    QuoteOutOfPlace,
    SeparatorIsOther,
    TooManyRows,
)
from survey.imports.table import Table


def table_of(text, separator=","):
    file = BytesIO(text.encode())
    return Table(file, examine(file, "utf-8"), separator)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    found = table_of('a,b\n1,"two\nlines"\n\n3,4\n')

    assert list(found.rows()) == [(2, ["1", "two\nlines"]), (4, ["3", "4"])]
    assert found.blank_lines == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(end):
    found = table_of(end.join(["a,b", "1,2", "3,4"]))

    assert [cells for _, cells in found.rows()] == [["1", "2"], ["3", "4"]]


def test_columns_are_found_whatever_surrounds_their_names():
    found = table_of(' a ,"Hài lòng"\n')

    assert found.indexes(["Hài lòng", "a"]) == {"Hài lòng": 1, "a": 0}


@pytest.mark.parametrize(
    ("header", "declared", "fitting"),
    [
        ("a;b;c\n", ",", [";"]),
        ("a\tb\tc\n", ",", ["tab"]),
        ('"a"|"b"|"c"\n', ";", ["|"]),
        ("a,b,c\n", "tab", [","]),
    ],
)
def test_a_wrong_separator_is_told_with_the_one_that_fits(header, declared, fitting):
    found = table_of(header, declared)

    with pytest.raises(SeparatorIsOther) as refusal:
        found.indexes(["a", "c"])

    assert refusal.value.fitting == fitting
    assert f"separator: {fitting[0]}" in str(refusal.value)


def test_missing_columns_are_told_together_with_the_nearest_names():
    found = table_of("Hai long,Cong chuc,x\n")

    with pytest.raises(ColumnsMissing) as refusal:
        found.indexes(["Hài long", "x", "q99"])

    assert refusal.value.nearest == {"Hài long": ["Hai long"], "q99": []}
    assert "q99" in str(refusal.value)


def test_a_column_that_comes_twice_is_refused_only_where_it_is_needed():
    found = table_of("a,b,b\n")

    assert found.indexes(["a"]) == {"a": 0}
    with pytest.raises(ColumnsTwice) as refusal:
        found.indexes(["a", "b"])
    assert refusal.value.names == ["b"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a,b\n1,"2\n3,4\n', (2, 2, 3)),
        ('a,b\n1,2\n3,"4"4\n', (3, 3, 3)),
        ('a,b\n1,"2\n3,4\n5,"6\n', (2, 2, 4)),
    ],
    ids=["never closed", "closed too early", "closed by the next"],
)
def test_quotation_marks_that_do_not_pair_are_told_with_their_place(text, place):
    found = table_of(text)

    with pytest.raises(QuoteOutOfPlace) as refusal:
        list(found.rows())

    refused = refusal.value
    assert (refused.row, refused.begins, refused.fails) == place


def test_a_line_without_end_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(table, "LONGEST_LINE", 100)

    with pytest.raises(LineTooLong) as refusal:
        list(table_of("a,b\n" + "1,2," * 100).rows())

    assert refusal.value.line == 2


def test_an_endless_file_is_refused(monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 2)

    assert len(list(table_of("a\n1\n2\n").rows())) == 2
    with pytest.raises(TooManyRows):
        list(table_of("a\n1\n2\n3\n").rows())


def test_the_file_stays_open_for_its_opener():
    file = BytesIO(b"a\n1\n")
    found = Table(file, examine(file, "utf-8"), ",")

    found.release()

    assert not file.closed
