import pytest

from survey.imports.cells import Fault
from survey.imports.places import ONE_STRATUM
from survey.imports.rows import NOTHING
from tests.survey.imports.factories import (
    Q1,
    UNIT,
    WAVE,
    faults_of,
    read,
    write_csv,
    write_mapping,
)

AGENCIES = """
agency:
  column: Xã
  units: {Xã A: dv-a, Xã B: dv-b, "": dv-b}
new_units: {dv-a: A, dv-b: B}
"""

DESIGN = """
csv: {separator: ;, decimal: ","}
weight: W
stratum: [S, T]
cluster: C
period:
  column: K
  values:
    II: {starts_on: 2026-07-01, ends_on: 2026-12-31}
    I: {starts_on: 2026-01-01, ends_on: 2026-06-30}
"""


def test_a_row_knows_its_unit_period_and_part_of_the_sample(tmp_path):
    mapping = write_mapping(tmp_path, WAVE, AGENCIES, Q1, DESIGN)
    decomposed = "Xa\u0303 B"
    lines = ["A;Xã;W;S;T;C;K", f"5;{decomposed};0,5;cao;1;Bản 1;I", "4;;12;thấp;2;9;II"]

    outcome, refused = read(mapping, write_csv(tmp_path, "\n".join(lines)))

    rows = outcome.rows
    assert refused == []
    assert rows.units.words == ["dv-b"]
    assert rows.strata.words == ["cao / 1", "thấp / 2"]
    assert rows.clusters.words == ["Bản 1", "9"]
    assert list(rows.period_of) == [0, 1]
    assert list(rows.weight_of) == [0.5, 12.0]


def test_without_a_design_each_respondent_stands_alone_in_one_stratum(tmp_path):
    outcome, _ = read(write_mapping(tmp_path), write_csv(tmp_path, "A\n5\n"))

    assert outcome.rows.strata.words == [ONE_STRATUM]
    assert list(outcome.rows.cluster_of) == [NOTHING]
    assert list(outcome.rows.weight_of) == [1.0]


def test_a_row_without_its_place_is_refused_cell_by_cell(tmp_path):
    mapping = write_mapping(tmp_path, WAVE, AGENCIES, Q1, DESIGN)
    csv = write_csv(tmp_path, "A;Xã;W;S;T;C;K\n5;Xã C;0.5;;1;;III\n")

    _, refused = read(mapping, csv)

    assert faults_of(refused) == [
        (2, "Xã", "Xã C", Fault.UNKNOWN_UNIT),
        (2, "K", "III", Fault.UNKNOWN_PERIOD),
        (2, "W", "0.5", Fault.NOT_A_WEIGHT),
        (2, "S", "", Fault.BLANK),
        (2, "C", "", Fault.BLANK),
    ]


@pytest.mark.parametrize(("column", "index"), [("W", 2), ("S", 3), ("C", 5)])
def test_an_empty_cell_of_the_design_is_refused(tmp_path, column, index):
    mapping = write_mapping(tmp_path, WAVE, AGENCIES, Q1, DESIGN)
    cells = ["5", "Xã A", "1", "cao", "1", "Bản 1", "I"]
    cells[index] = ""

    _, refused = read(
        mapping, write_csv(tmp_path, f"A;Xã;W;S;T;C;K\n{';'.join(cells)}")
    )

    assert faults_of(refused) == [(2, column, "", Fault.BLANK)]


@pytest.mark.parametrize("cell", ["0", "-1", "nan", "inf", "1_000", "1.000,5", "0e5"])
def test_a_weight_is_a_number_above_zero(tmp_path, cell):
    mapping = write_mapping(tmp_path, WAVE, UNIT, Q1, "weight: W\n")

    _, refused = read(mapping, write_csv(tmp_path, f'A,W\n5,"{cell}"\n'))

    assert [each.fault for each in refused] == [Fault.NOT_A_WEIGHT]


def test_a_column_of_codes_of_units_knows_new_ones_and_refuses_others(tmp_path):
    agency = "agency: {column: M}\nnew_units: {dv-a: A}\n"
    mapping = write_mapping(tmp_path, WAVE, agency, Q1)

    _, refused = read(mapping, write_csv(tmp_path, "A,M\n5,dv-a\n5,dv-b\n5,\n"))

    assert faults_of(refused) == [
        (3, "M", "dv-b", Fault.UNKNOWN_CODE_OF_UNIT),
        (4, "M", "", Fault.BLANK),
    ]
