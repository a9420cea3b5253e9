"""A platform for a file of tests; each has an office, a kiosk, a tablet of its own."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from survey import clock
from survey.app import create_app
from survey.config import read_config
from survey.kiosks.models import Kiosk
from survey.waves.models import Wave
from tests.databases import copy_sqlite
from tests.factories import make_unit, make_wave
from tests.journeys.conftest import free_port
from tests.journeys.kiosk.serving import served_at
from tests.journeys.kiosk.tablet import Tablet
from tests.survey.kiosks.factories import make_code, make_kiosk

_serial = count(1)


@pytest.fixture(scope="module")
def installation(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The app on a database of the file's own, with a context for factories."""
    folder = tmp_path_factory.mktemp("hall")
    url = copy_sqlite(sqlite_template, folder)
    app = create_app(
        read_config({"HAILONG_VAR": str(folder / "var"), "DATABASE_URL": url})
    )
    with app.app_context():
        yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def platform(installation: Flask) -> Iterator[str]:
    """The address at which the app is served."""
    with served_at(installation, free_port()) as address:
        yield address


@pytest.fixture
def wave(installation: Flask) -> Wave:
    """A wave of the quick form, which rates one office."""
    today, number = clock.today(), next(_serial)
    return make_wave(
        make_unit(name=f"Xã Minh hoạ {number}", illustrative=True),
        slug=f"tai-quay-{number}",
        instrument="quick_counter",
        opens_on=today - timedelta(days=5),
        closes_on=today + timedelta(days=60),
    )


@pytest.fixture
def kiosk(wave: Wave) -> Kiosk:
    return make_kiosk(wave.units[0], counters="4")


@pytest.fixture
def new_tablet(
    chromium: Browser, platform: str, kiosk: Kiosk, tmp_path: Path
) -> Iterator[Tablet]:
    """A tablet on which nothing was opened yet but the page."""
    tablet = Tablet(chromium, tmp_path / "profile", platform)
    tablet.switch_on()
    yield tablet
    tablet.switch_off()


@pytest.fixture
def tablet(new_tablet: Tablet, kiosk: Kiosk) -> Tablet:
    """A tablet that was enrolled a moment ago."""
    new_tablet.enrol(make_code(kiosk))
    return new_tablet
