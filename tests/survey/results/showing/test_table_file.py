import csv
from io import StringIO

import pytest

from survey.i18n import use_language
from survey.results.reading.published import UnitRow
from survey.results.showing import table_file
from tests.survey.results.page_values import (
    make_figure,
    make_head,
    make_overview,
    make_unit,
    make_waiting_unit,
)


@pytest.fixture(autouse=True)
def request_in_english(shared_app):
    with shared_app.test_request_context():
        use_language("en")
        yield


def read(page) -> list[dict[str, str]]:
    text = table_file.csv_of(page).removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(text)))


def test_the_file_begins_with_the_mark_that_excel_needs():
    assert table_file.csv_of(make_overview()).startswith("\ufeffWave,")


def test_a_row_holds_what_the_page_prints():
    row = UnitRow(unit=make_unit(n=97), figure=make_figure(0.8496, low=0.77, high=0.91))

    [cells] = read(make_overview(row))

    assert cells["Unit"] == "Xã Minh hoạ 4"
    assert (cells["Forms"], cells["Result"]) == ("97", "84.96\u202f%")
    assert cells["Target 85\u202f%"] == "Not enough evidence"
    assert cells["95\u202f% (reference)"] == "Not met"


def test_a_unit_without_a_figure_says_why():
    [cells] = read(make_overview(UnitRow(unit=make_waiting_unit(), figure=None)))

    assert (cells["Forms"], cells["Result"]) == ("", "")
    assert "carried over to November 2026" in cells["Remark"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start):
    row = UnitRow(unit=make_unit(f"{start}1+1"), figure=None)

    [cells] = read(make_overview(row))

    assert cells["Unit"] == f"'{start}1+1"


def test_an_illustration_says_so_in_its_name_and_its_first_line():
    page = make_overview(publication=make_head(illustrative=True))

    assert table_file.name_of(page) == "DỮ LIỆU MINH HOẠ mot-cua-10-v1.csv"
    assert table_file.csv_of(page).splitlines()[0] == "\ufeffDỮ LIỆU MINH HOẠ"


def test_a_real_publication_is_not_called_an_illustration():
    page = make_overview()

    assert table_file.name_of(page) == "mot-cua-10-v1.csv"
    assert "MINH HOẠ" not in table_file.csv_of(page)
