import math

import pytest

from analysis.reliability import Reliability, reliability

RELIABLE = {
    "value": 0.9,
    "low": 0.85,
    "high": 0.94,
    "n": 200,
    "n_eff": 150.0,
    "df": 40,
}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Reliability.SHOW),
        ({"n": 29}, Reliability.SUPPRESS),
        ({"n_eff": 29.9}, Reliability.SUPPRESS),
        ({"n_eff": 30.0}, Reliability.SHOW),
        ({"n_eff": math.nan}, Reliability.SUPPRESS),
        ({"low": math.nan, "high": math.nan}, Reliability.SUPPRESS),
        ({"low": 0.625, "high": 0.9375}, Reliability.SUPPRESS),
        ({"value": 0.05, "low": 0.03, "high": 0.11}, Reliability.SUPPRESS),
        ({"value": 0.01, "low": 0.0, "high": 0.04}, Reliability.SHOW),
        ({"df": 7}, Reliability.REVIEW),
        ({"df": 8}, Reliability.SHOW),
        ({"value": 1.0, "low": 0.95, "high": 1.0}, Reliability.REVIEW),
        ({"value": 0.0, "low": 0.0, "high": 0.04}, Reliability.REVIEW),
    ],
)
def test_the_presentation_standard(values, expected):
    assert reliability(**(RELIABLE | values)) is expected
