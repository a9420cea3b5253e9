"""Fixtures of paper slips."""

import pytest

from survey.waves.models import Wave
from tests.factories import make_wave
from tests.survey.responses.clocks import set_clock

__all__ = ["set_clock"]


@pytest.fixture
def wave(app) -> Wave:
    """An open wave that asks the quick form about one office."""
    return make_wave(slug="nhanh", instrument="quick_counter")
