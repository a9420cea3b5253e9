"""Fixtures of the respondent's way."""

import pytest

from survey.waves.models import Wave
from tests.clients import Browser
from tests.factories import make_wave
from tests.survey.responses.clocks import set_clock
from tests.survey.responses.factories import Respondent

__all__ = ["set_clock"]


@pytest.fixture
def quick(app) -> Wave:
    """An open wave that asks the quick form about one office."""
    return make_wave(slug="nhanh", instrument="quick_counter")


@pytest.fixture
def five_factor(app) -> Wave:
    """An open wave that asks the five-factor form about one office."""
    return make_wave(slug="nam-nhan-to")


@pytest.fixture
def respondent(client: Browser, quick: Wave) -> Respondent:
    """Somebody at the quick form."""
    return Respondent(client, quick)


@pytest.fixture
def patient_respondent(client: Browser, five_factor: Wave) -> Respondent:
    """Somebody at the five-factor form."""
    return Respondent(client, five_factor)
