import pytest

from questionnaires import NOT_ASKED
from survey.imports.cells import Fault
from survey.imports.errors import FileHasChanged, FileHasNoRows
from survey.imports.mapping import load_mapping
from survey.imports.reading import read_file
from survey.imports.rows import NOTHING, item_counts
from tests.survey.imports.factories import (
    EXAMPLE,
    Q1,
    UNIT,
    WAVE,
    codes_of,
    example_mapping,
    faults_of,
    read,
    write_csv,
    write_mapping,
)


def read_items(folder, items, csv):
    mapping = write_mapping(folder, WAVE, UNIT, f"items: {items}\n")
    return read(mapping, write_csv(folder, csv))


def test_codes_are_recoded_or_blank_as_the_mapping_says(tmp_path):
    items = '{q1: {column: A, recode: {"6": 98, "1010": blank, "-9": not_asked}}}'

    outcome, refused = read_items(tmp_path, items, "A\n5\n 4 \n6\n1010\n-9\n\n2.0\n")

    assert refused == []
    assert codes_of(outcome) == [[5], [4], [98], [NOTHING], [NOT_ASKED], [2]]


def test_a_whole_number_is_known_however_a_program_wrote_it(tmp_path):
    items = '{q1: {column: A, recode: {"1": 5, "5": 1}, missing: ["99"]}}'

    outcome, refused = read_items(tmp_path, items, 'A\n1.0\n5.00\n99.0\n"2,0"\n')

    assert refused == []
    assert codes_of(outcome) == [[5], [1], [NOTHING], [2]]


def test_every_bad_cell_is_told_with_row_and_column(tmp_path):
    items = "{q1: A, age: B}"

    outcome, refused = read_items(
        tmp_path, items, 'A,B\n1,17\n7,x\n,8\n",8",30\n5,30\n'
    )

    assert faults_of(refused) == [
        (2, "B", "17", Fault.OUT_OF_RANGE),
        (3, "A", "7", Fault.UNKNOWN_CODE),
        (3, "B", "x", Fault.NOT_A_NUMBER),
        (4, "B", "8", Fault.OUT_OF_RANGE),
        (5, "A", ",8", Fault.UNKNOWN_CODE),
    ]
    assert outcome.refused == 5
    assert len(outcome.rows) == 1


def test_a_bad_cell_is_told_as_the_documentation_shows(tmp_path):
    whole = (EXAMPLE / "answers.csv").read_text("utf-8-sig").splitlines()
    cells = whole[2].split(";")
    cells[11] = "7"
    csv = write_csv(tmp_path, "\n".join([*whole[:2], ";".join(cells), *whole[3:]]))

    _, refused = read(example_mapping(), csv)

    assert faults_of(refused) == [(3, "Hài lòng", "7", Fault.UNKNOWN_CODE)]


@pytest.mark.parametrize("cell", ["3242", "1e3", "٣", "³", "4,5", "-1", "5.01", "0x1"])
def test_what_only_looks_like_a_code_is_refused(tmp_path, cell):
    _, refused = read_items(tmp_path, "{q1: A}", f'A\n"{cell}"\n')

    assert [each.fault for each in refused] == [Fault.UNKNOWN_CODE]


def test_a_multiple_item_is_read_from_yes_and_no(tmp_path):
    items = '{ways: {options: {"1": A, "2": B}, chosen: [x], not_chosen: ["-"]}}'

    outcome, refused = read_items(tmp_path, items, "A,B\nx,-\n,x\n-,-\n,\n?,x\n")

    assert codes_of(outcome) == [[1, 0], [0, 1], [0, 0], [NOTHING, NOTHING]]
    assert faults_of(refused) == [(6, "A", "?", Fault.NEITHER)]


def test_a_multiple_item_is_read_from_columns_of_codes(tmp_path):
    items = '{ways: {columns: [A, B], recode: {"0": not_asked, "9": blank}}}'

    outcome, refused = read_items(tmp_path, items, "A,B\n2,\n2,1\n0,0\n9,\n1,3\n")

    assert codes_of(outcome) == [
        [0, 1],
        [1, 1],
        [NOT_ASKED, NOT_ASKED],
        [NOTHING, NOTHING],
    ]
    assert faults_of(refused) == [(6, "B", "3", Fault.UNKNOWN_CODE)]


def test_free_text_is_cut_from_its_row(tmp_path):
    outcome, refused = read_items(
        tmp_path, "{q1: A, words: B}", "A,B\n5, cảm ơn \n4,\n3,quá mười ký tự\n"
    )

    assert [text.words for text in outcome.rows.texts] == ["cảm ơn"]
    assert codes_of(outcome) == [[5], [4]]
    assert faults_of(refused) == [(4, "B", "quá mười ký tự", Fault.TOO_LONG)]


def test_what_a_rule_leaves_out_is_not_asked(tmp_path):
    outcome, refused = read_items(tmp_path, "{q1: A, q2: B}", "A,B\n2,5\n4,\n2,\n4,1\n")

    assert codes_of(outcome) == [[2, 5], [4, NOT_ASKED], [2, NOTHING]]
    assert faults_of(refused) == [(5, "B", "1", Fault.NOT_ASKED)]


def test_a_rule_that_looks_at_no_column_is_not_judged(tmp_path):
    outcome, refused = read_items(tmp_path, "{q2: B}", "B\n5\n\n")

    assert refused == []
    assert codes_of(outcome) == [[5]]


def test_rows_are_skipped_only_where_the_mapping_says(tmp_path):
    skip = "skip_rows_when_blank: [A, B]\nmissing: [na]\n"
    mapping = write_mapping(tmp_path, WAVE, UNIT, Q1, skip)
    csv = write_csv(tmp_path, "A,B\n5,1\n,na\n ,\n,1\n")

    outcome, refused = read(mapping, csv)

    assert refused == []
    assert outcome.skipped == 2
    assert codes_of(outcome) == [[5], [NOTHING]]


def test_ragged_rows_are_told_and_the_others_read_on(tmp_path):
    outcome, refused = read_items(tmp_path, "{q1: A}", "A,B\n5\n5,1\n5,1,1\n4,1\n")

    assert [(cell.row, cell.fault) for cell in refused] == [
        (2, Fault.CELL_COUNT),
        (4, Fault.CELL_COUNT),
    ]
    assert codes_of(outcome) == [[5], [4]]


@pytest.mark.parametrize("csv", ["A\n", "A\r\n\r\n"])
def test_a_file_without_rows_is_refused(tmp_path, csv):
    with pytest.raises(FileHasNoRows):
        read_items(tmp_path, "{q1: A}", csv)


def test_the_counts_tell_answers_from_what_is_set_apart(tmp_path):
    items = "{q1: A, q2: B, ways: {columns: [C]}}"
    csv = "A,B,C\n1,98,1\n5,,\n98,,2\n,,\n"

    outcome, _ = read_items(tmp_path, items, csv)
    mapping = load_mapping(tmp_path / "mapping.yaml")
    counts = {
        count.item_id: (count.answered, count.missing, count.blank, count.not_asked)
        for count in item_counts(mapping.instrument, outcome.rows)
    }

    assert counts == {
        "q1": (2, 1, 1, 0),
        "q2": (0, 1, 0, 3),
        "ways.1": (2, 0, 2, 0),
        "ways.2": (2, 0, 2, 0),
    }


def test_progress_is_told_in_bytes(tmp_path):
    mapping = write_mapping(tmp_path)
    csv = write_csv(tmp_path, "A\n" + "5\n" * 2_500)
    told = []

    with csv.open("rb") as file:
        read_file(
            load_mapping(mapping),
            file,
            is_unit=lambda code: False,
            report=lambda cell: None,
            at_byte=told.append,
        )

    assert len(told) == 3
    assert told == sorted(told)


@pytest.mark.parametrize("more", [b"5\n", b"\xff"])
def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, more):
    mapping = load_mapping(write_mapping(tmp_path))
    csv = write_csv(tmp_path, "A\n5\n")

    def grow(position: int) -> None:
        with csv.open("ab") as file:
            file.write(more)

    with csv.open("rb") as file, pytest.raises(FileHasChanged):
        read_file(
            mapping,
            file,
            is_unit=lambda code: False,
            report=lambda cell: None,
            at_byte=grow,
        )
