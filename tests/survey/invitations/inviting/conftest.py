"""Fixtures of inviting: the outbox's clock and gateways, and an open wave."""

import pytest

from survey.waves.models import Wave
from tests.factories import make_unit, make_wave
from tests.survey.outbox.conftest import hands, postman, provider

__all__ = ["hands", "postman", "provider"]


@pytest.fixture
def wave(app) -> Wave:
    """An open wave that rates two communes, by the quick form."""
    units = (
        make_unit(code="03500", name="Xã Mường Than"),
        make_unit(code="03501", name="Phường Tân Phong"),
    )
    return make_wave(*units, slug="nhanh", instrument="quick_counter")
