from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.imports.errors import MappingNotSound
from survey.imports.mapping import load_mapping
from tests.survey.imports.factories import EXAMPLE, Q1, REAL, UNIT, WAVE, write_mapping


def problems_of(folder, *parts):
    path = write_mapping(folder, *parts)
    with pytest.raises(MappingNotSound) as refusal:
        load_mapping(path)
    return "\n".join(refusal.value.problems)


def test_the_example_is_sound():
    mapping = load_mapping(EXAMPLE / "mapping.yaml")

    assert mapping.part.wave.closes_on == date(2026, 6, 30)
    assert mapping.items["staff"].column == "Công chức"
    assert mapping.language == "vi"
    assert "Lý do 2" in mapping.columns()


@pytest.mark.parametrize(
    "path", sorted(REAL.glob("*_20*.yaml")), ids=lambda path: path.stem
)
def test_mappings_of_real_surveys_are_sound(path):
    assert load_mapping(path).items


def test_every_problem_is_reported_at_once_with_its_line(tmp_path):
    problems = problems_of(
        tmp_path,
        WAVE.replace("slug: nho", "slug: Nhỏ nhắn").replace("2026-12-31", "soon"),
        "agency: {unit: dv, colour: red}\n",
        "csv: {separator: tab, encoding: klingon}\n",
        "weight: [a]\n",
        "items:\n  q1: {column: A, recode: {x: often}}\n",
    ).splitlines()

    assert len(problems) == 5
    assert "line 10: wave.closes_on: soon is not a date such as 2026-01-31" in problems
    assert "line 11: agency.colour: there is no such key" in problems
    assert problems[2].startswith("line 12: csv.encoding: klingon is none of utf-8")
    assert problems[3].startswith("line 13: weight: expected words")
    assert problems[4].startswith("line 15: items.q1.recode.x: often is no code")


def test_what_no_schema_can_say_is_reported_at_once_too(tmp_path):
    problems = problems_of(
        tmp_path,
        WAVE.replace("slug: nho", "slug: Nho"),
        "agency: {unit: dv, column: B}\n",
        "language: en\n",
        "items:\n  agee: A\n  q1: {column: A, recode: {x: 7}, missing: [x]}\n",
    )

    assert "is not made of small letters, digits and hyphens" in problems
    assert "give either one unit, or the column that names it" in problems
    assert "the instrument speaks vi" in problems
    assert "no item is called agee; is age meant?" in problems
    assert "x is recoded to 7, which is not a code of the item" in problems
    assert "x is recoded and missing; it can be one of them" in problems


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ("{}", "no item is mapped"),
        ("{q1: {columns: [A, B]}}", "a single item is read from one column"),
        ("{q1: {}}", "a single item is read from one column"),
        ("{ways: A}", "a multiple item is read from columns (codes), or options"),
        ('{ways: {options: {"1": A}}}', "the option 2 has no column"),
        ('{ways: {options: {"1": A, "2": B, "3": C}}}', "'3' is not a code"),
        ("{ways: {columns: [A, A]}}", "the column A comes twice"),
        ("{ways: {columns: [A], chosen: [x]}}", "chosen and not_chosen belong to"),
        (
            '{ways: {options: {"1": A, "2": B}, not_chosen: [1]}}',
            "'1' cannot mean both chosen and not chosen",
        ),
        (
            '{ways: {options: {"1": A, "2": B}, recode: {x: 1}}}',
            "options are not recoded",
        ),
        ("{age: {column: A, recode: {x: 17}}}", "x is recoded to 17, which is not"),
        ("{words: {column: A, recode: {x: not_asked}}}", "it has no not_asked"),
        ("{q1: ''}", "the name of a column is empty"),
    ],
)
def test_an_item_is_read_as_its_type_allows(tmp_path, items, problem):
    assert problem in problems_of(tmp_path, WAVE, UNIT, f"items: {items}\n")


@pytest.mark.parametrize(
    ("agency", "problem"),
    [
        ("agency: {}\n", "give either one unit, or the column that names it"),
        ("agency: {unit: a, units: {x: b}}\n", "needs the column whose cells these"),
        ("agency: {unit: a}\nnew_units: {b: B}\n", "no answer is given to this unit"),
        ("agency: {unit: a}\nnew_units: {a: ''}\n", "the name of the unit is empty"),
        ("agency: {unit: a b}\nnew_units: {a b: B}\n", "a code is made of letters"),
    ],
)
def test_units_are_given_in_one_way(tmp_path, agency, problem):
    assert problem in problems_of(tmp_path, WAVE, agency, Q1)


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("[{value: 85, legal_text: x, legal_text_en: x}]", "between 0 and 1"),
        ("[{value: high, legal_text: x, legal_text_en: x}]", "a number such as 0.85"),
        (
            "[{value: 0.9, legal_text: x, legal_text_en: x},"
            " {value: 0.90, legal_text: x, legal_text_en: x}]",
            "the value comes twice",
        ),
    ],
)
def test_an_index_target_is_a_share(tmp_path, target, problem):
    assert problem in problems_of(tmp_path, f"{WAVE}  targets: {target}\n", UNIT, Q1)


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("name: Nhỏ", "name: ''", "wave.name: is empty"),
        ("2026-12-31", "2025-12-31", "wave.closes_on: lies before opens_on"),
        ("name: Nhỏ", 'name: "a\\tb"', "wave.name: holds a control character"),
        ("name: Nhỏ", "name: true", "wave.name: expected words, found True"),
    ],
)
def test_what_is_fixed_about_a_wave_is_checked(tmp_path, written, instead, problem):
    wave = WAVE.replace(written, instead, 1)

    assert problem in problems_of(tmp_path, wave, UNIT, Q1)


def test_a_key_without_a_value_is_a_key_left_out(tmp_path):
    mapping = load_mapping(write_mapping(tmp_path, WAVE, UNIT, Q1, "weight:\n"))

    assert mapping.part.weight is None


def test_a_mapping_that_is_not_there_is_told(tmp_path):
    with pytest.raises(MappingNotSound, match="No such file"):
        load_mapping(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("period: 2026\n", "period: expected keys and values, found 2026"),
        ("missing: {a: b}\n", "missing: expected a list"),
        ("period: {column: K, values: [a]}\n", "period.values: expected keys and"),
        ("stratum: [T, T]\n", "stratum: a column comes twice"),
        ("cluster: ''\n", "cluster: the name of a column is empty"),
        ("skip_rows_when_blank: A\n", "skip_rows_when_blank: expected a list"),
    ],
)
def test_columns_of_the_design_have_names(tmp_path, part, problem):
    assert problem in problems_of(tmp_path, WAVE, UNIT, Q1, part)


@pytest.mark.parametrize(
    ("periods", "problem"),
    [
        ("{}", "there must be at least one period"),
        ("{a: {starts_on: 2026-01-01, ends_on: 2026-06-30}}", "on 2026-07-01"),
        ("{a: {starts_on: 2026-02-01, ends_on: 2026-12-31}}", "on 2026-01-01"),
        (
            "{a: {starts_on: 2026-01-01, ends_on: 2026-06-30},"
            " b: {starts_on: 2026-06-30, ends_on: 2026-12-31}}",
            "on 2026-07-01",
        ),
    ],
)
def test_periods_cover_the_wave_without_gap_or_overlap(tmp_path, periods, problem):
    period = f"period:\n  column: K\n  values: {periods}\n"

    assert problem in problems_of(tmp_path, WAVE, UNIT, Q1, period)


def test_what_is_wrong_with_the_instrument_is_told_with_the_mapping(tmp_path):
    path = write_mapping(tmp_path)
    (tmp_path / "tiny.yaml").write_text("id: tiny\n", "utf-8")

    with pytest.raises(MappingNotSound, match=r"instrument: tiny\.yaml is not usable"):
        load_mapping(path)


def test_a_missing_instrument_is_told(tmp_path):
    problems = problems_of(tmp_path, WAVE.replace("tiny.yaml", "none.yaml"), UNIT, Q1)

    assert "cannot read the file" in problems


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"a: &a [*a]\n",
        b"[1, 2]\n",
        b"items: " + b"[" * 60 + b"]" * 60,
        b"# " + b"x" * (256 * 1024),
        b"wave: {targets: 3}\nitems: 5\nagency: x\nperiod: x\n",
    ],
    ids=["empty", "binary", "alias", "list", "deep", "large", "shapes"],
)
def test_whatever_the_file_holds_it_is_refused_in_words(tmp_path, content):
    path = write_mapping(tmp_path)
    path.write_bytes(content)

    with pytest.raises(MappingNotSound) as refusal:
        load_mapping(path)

    assert refusal.value.problems


@given(place=st.integers(0, 2_000), bite=st.binary(max_size=6), cut=st.integers(0, 9))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_damaged_mapping_is_refused_and_never_an_accident(tmp_path, place, bite, cut):
    whole = (EXAMPLE / "mapping.yaml").read_bytes()
    path = write_mapping(tmp_path)
    instrument = (EXAMPLE / "instrument.yaml").read_bytes()
    (tmp_path / "instrument.yaml").write_bytes(instrument)
    path.write_bytes(whole[:place] + bite + whole[place + cut :])

    outcome = None
    with suppress(MappingNotSound):
        outcome = load_mapping(path)

    assert outcome is None or outcome.columns()


def test_words_are_compared_in_one_unicode_form(tmp_path):
    decomposed = "items:\n  q1: Hài lòng\n"  # as a Mac may write it

    mapping = load_mapping(write_mapping(tmp_path, WAVE, UNIT, decomposed))

    assert mapping.items["q1"].column == "Hài lòng"


def test_plain_numbers_may_name_columns_and_cells(tmp_path):
    items = "items:\n  q1: {column: 12, missing: [99]}\n"

    mapping = load_mapping(write_mapping(tmp_path, WAVE, UNIT, items))

    assert mapping.items["q1"].column == "12"
    assert mapping.items["q1"].missing == ("99",)
