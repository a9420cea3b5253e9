import pytest

from survey.results.printing import Band, band, count_band


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, Band.NOTHING),
        (9, Band.NOTHING),
        (10, Band.INDICATIVE),
        (29, Band.INDICATIVE),
        (30, Band.FULL),
        (4_812, Band.FULL),
    ],
)
def test_the_number_of_answers_decides_what_may_be_printed(n, expected):
    assert band(n) is expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0–9"), (9, "0–9"), (10, "10–19"), (19, "10–19"), (20, "20–29")],
)
def test_a_count_is_told_as_a_band_of_ten(count, expected):
    assert count_band(count) == expected
