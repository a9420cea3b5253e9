"""Mappings and files of answers for tests, and the way from them to a wave."""

import os
from functools import cache
from pathlib import Path

import pytest

from survey.accounts.models import Role
from survey.database import transaction
from survey.imports import service
from survey.imports.cells import BadCell, Fault
from survey.imports.mapping import Mapping, load_mapping
from survey.imports.reading import Outcome, read_file
from survey.waves.models import Wave
from tests.factories import make_account

HERE = Path(__file__).parent
EXAMPLE = HERE / "example"
REAL = HERE / "real"

INSTRUMENT = """
id: tiny
version: 1
languages: [vi]
title: {vi: Nhỏ}
valid_from: 2026-01-01
population: {vi: Mọi người}
rates: [commune]
minutes: 1
scales:
  five:
    options:
      - {code: 1, label: {vi: Một}}
      - {code: 2, label: {vi: Hai}}
      - {code: 3, label: {vi: Ba}}
      - {code: 4, label: {vi: Bốn}}
      - {code: 5, label: {vi: Năm}}
      - {code: 98, label: {vi: Không biết}, missing: true}
    favourable: [4, 5]
pages:
  - id: all
    items:
      - {id: q1, type: single, scale: five, text: {vi: Câu một}}
      - {id: q2, type: single, scale: five, ask_if: "${q1} <= 2", text: {vi: Câu hai}}
      - {id: age, type: number, low: 18, high: 99, text: {vi: Tuổi}}
      - id: ways
        type: multiple
        text: {vi: Cách}
        options:
          - {code: 1, label: {vi: Trực tiếp}}
          - {code: 2, label: {vi: Trực tuyến}}
      - {id: words, type: text, longest: 10, text: {vi: Ý kiến}}
measures:
  - {id: good, kind: share, title: {vi: Tốt}, of: [q1], headline: true}
"""

WAVE = """
instrument: tiny.yaml
wave:
  slug: nho
  name: Nhỏ
  name_en: Small
  population: Mọi người
  population_en: Everybody
  opens_on: 2026-01-01
  closes_on: 2026-12-31
"""

UNIT = """
agency: {unit: dv}
new_units: {dv: Đơn vị}
"""

Q1 = """
items:
  q1: A
"""


def write_mapping(folder: Path, *parts: str) -> Path:
    """Write a mapping of these parts beside the tiny instrument."""
    (folder / "tiny.yaml").write_text(INSTRUMENT, "utf-8")
    path = folder / "mapping.yaml"
    path.write_text("".join(parts or (WAVE, UNIT, Q1)), "utf-8")
    return path


def write_csv(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "answers.csv"
    raw = content if isinstance(content, bytes) else content.encode(encoding)
    path.write_bytes(raw)
    return path


def read(mapping: Mapping | Path, csv_path: Path) -> tuple[Outcome, list[BadCell]]:
    """Read a file without a database: only the mapping's own units are known."""
    if isinstance(mapping, Path):
        mapping = load_mapping(mapping)
    refused: list[BadCell] = []
    with csv_path.open("rb") as file:
        outcome = read_file(
            mapping,
            file,
            is_unit=lambda code: False,
            report=refused.append,
        )
    return outcome, refused


def load(mapping_path: Path, csv_path: Path) -> Wave:
    """Import a sound file."""
    mapping = load_mapping(mapping_path)
    account = make_account(Role.DESIGNER)
    service.check_names(mapping)
    with csv_path.open("rb") as file:
        outcome = read_file(
            mapping, file, is_unit=service.is_unit, report=lambda cell: None
        )
    assert outcome.refused == 0
    with transaction():
        return service.load(mapping, outcome, account)


@cache
def example_mapping() -> Mapping:
    return load_mapping(EXAMPLE / "mapping.yaml")


def codes_of(outcome: Outcome) -> list[list[int]]:
    """Return the codes that were read, row by row."""
    return [list(outcome.rows.codes_of(row)) for row in range(len(outcome.rows))]


def faults_of(refused: list[BadCell]) -> list[tuple[int, str, str, Fault]]:
    return [(cell.row, cell.column, cell.value, cell.fault) for cell in refused]


def shared_data(*names: str) -> Path:
    """Return a file of the public surveys, or skip the test where it is absent."""
    folder = Path(os.environ.get("HAILONG_SHARED", "../shared")) / "data"
    path = folder.joinpath(*names)
    if not path.is_file():
        pytest.skip(f"no public survey data at {path}: set HAILONG_SHARED")
    return path
