import re

import pytest

from survey.imports.cells import BadCell, Fault, shown, some_of


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("Nậm Hàng", "Nậm Hàng"),
        ("a\tb\x1b[31m", "a\\tb\\x1b[31m"),
        ("a\u200bb\xa0c\u2028", "a\\u200bb\\xa0c\\u2028"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40 + "…"),
        ("\x00" * 30, "\\x00" * 10 + "…"),
        ("", ""),
    ],
)
def test_a_cell_is_printed_short_and_with_nothing_invisible(value, printed):
    assert shown(value) == printed


def test_a_long_list_is_cut():
    assert some_of([1, 2]) == "1, 2"
    assert some_of(range(100)).endswith("23, …")


@pytest.mark.parametrize(
    "fault", [fault for fault in Fault if fault is not Fault.CELL_COUNT]
)
def test_every_fault_says_where_and_what(fault):
    detail = dict.fromkeys(
        ("codes", "low", "high", "longest", "chosen", "not_chosen", "units"), "7"
    )
    cell = BadCell(12, "Hài lòng", "tốt", fault, detail | {"periods": 1, "decimal": 2})

    sentence = str(cell)

    assert "12" in sentence
    assert "Hài lòng" in sentence
    assert "“tốt”" in sentence
    assert "%(" not in sentence


def test_a_row_of_another_length_is_told_without_a_column():
    cell = BadCell(9, "", "", Fault.CELL_COUNT, {"found": 3, "wanted": 4})

    assert re.findall(r"\d", str(cell)) == ["9", "3", "4"]
