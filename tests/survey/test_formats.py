from datetime import UTC, date, datetime

import pytest

from survey import formats
from survey.i18n import use_language

NARROW = "\u202f"


@pytest.fixture
def english(shared_app):
    with shared_app.test_request_context("/?lang=en"):
        use_language("en")
        yield


def test_numbers_are_written_the_vietnamese_way(shared_app):
    assert formats.number(4812) == "4.812"
    assert formats.share(0.884) == f"88,4{NARROW}%"


def test_numbers_are_written_the_english_way(english):
    assert formats.number(4812.5, 1) == "4,812.5"
    assert formats.share(0.884) == f"88.4{NARROW}%"


def test_what_is_not_known_is_a_dash():
    assert formats.share(None) == formats.share(float("nan")) == "–"
    assert formats.moment(None) == "–"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.9496, f"94,96{NARROW}%"),
        (0.94996, f"94,996{NARROW}%"),
        (0.95, f"95,0{NARROW}%"),
        (0.9504, f"95,0{NARROW}%"),
        (0.8444, f"84,4{NARROW}%"),
        (0.8499, f"84,99{NARROW}%"),
    ],
)
def test_rounding_never_carries_a_share_over_a_line(value, printed):
    assert formats.share_beside(value, (0.85, 0.95)) == printed


def test_days_are_days_of_viet_nam():
    late_in_london = datetime(2026, 11, 4, 18, 30, tzinfo=UTC)

    assert formats.day(date(2026, 11, 5)) == "05/11/2026"
    assert formats.moment(late_in_london) == "05/11/2026 01:30"
