"""Fixtures of the release."""

import pytest

from survey.waves.models import Wave
from tests.factories import make_unit, make_wave
from tests.survey.responses.clocks import set_clock

__all__ = ["set_clock"]


@pytest.fixture
def wave(app) -> Wave:
    """An open wave that asks the quick form about two offices, month by month."""
    return make_wave(make_unit(), make_unit(), slug="nhanh", instrument="quick_counter")
