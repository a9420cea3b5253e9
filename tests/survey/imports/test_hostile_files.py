from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from survey.imports.errors import ImportRefused
from tests.survey.imports.factories import EXAMPLE, example_mapping, read, write_csv

UNHURRIED = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}


@given(place=st.integers(0, 6_000), bite=st.binary(max_size=8), cut=st.integers(0, 9))
@settings(max_examples=150, **UNHURRIED)
def test_a_damaged_file_is_read_or_refused_and_never_an_accident(
    tmp_path, place, bite, cut
):
    mapping = example_mapping()
    whole = (EXAMPLE / "answers.csv").read_bytes()
    damaged = write_csv(tmp_path, whole[:place] + bite + whole[place + cut :])

    refused = []
    with suppress(ImportRefused):
        _, refused = read(mapping, damaged)

    assert all(str(cell) for cell in refused)


@given(
    raw=st.binary(max_size=300),
    encoding=st.sampled_from(["utf-8", "windows-1258", "utf-16", "latin-1"]),
)
@settings(max_examples=100, **UNHURRIED)
def test_any_bytes_at_all_are_refused_in_words(tmp_path, encoding, raw):
    mapping = example_mapping()
    part = mapping.part
    declared = structs.replace(part, csv=structs.replace(part.csv, encoding=encoding))

    with pytest.raises(ImportRefused) as refusal:
        read(replace(mapping, part=declared), write_csv(tmp_path, raw))

    assert str(refusal.value)
