"""Three days without a network, two power cuts, a new version: nothing is lost."""

import os
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Route

from survey import clock
from survey.clock import ZONE
from survey.release import jobs as release
from survey.responses.models import InboxRow, Response
from tests.journeys.conftest import free_port
from tests.journeys.kiosk.counting import count_of, counted
from tests.journeys.kiosk.serving import served_at
from tests.journeys.kiosk.tablet import Tablet
from tests.survey.kiosks.factories import make_code
from tests.survey.responses.factories import send_many

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SUBMISSIONS = "**/rate/api/submissions*"
# Fewer every day; `make kiosk-study` takes two hundred.
ANSWERS = int(os.environ.get("KIOSK_ANSWERS", "36"))
A_DAY = (ANSWERS // 3, ANSWERS // 3, ANSWERS - 2 * (ANSWERS // 3))
OTHERS = 12  # enough for a release of its own
UPDATE_MS = 601_000


@pytest.fixture
def tablet(chromium, tmp_path):
    """A tablet, and a place for its platform that outlives the platform."""
    port = free_port()
    tablet = Tablet(chromium, tmp_path / "profile", f"http://127.0.0.1:{port}")
    tablet.port = port
    yield tablet
    tablet.switch_off()


def morning(days_ago: int) -> datetime:
    day = clock.today() - timedelta(days=days_ago)
    return datetime.combine(day, time(8), ZONE)


def rate_many(tablet: Tablet, count: int) -> None:
    """Rate as people do: mostly well, some with reasons, some with words."""
    for number in range(count):
        level = 5 - number % 5
        comment = f"Góp ý {number}" if number % 7 == 0 else None
        tablet.rate(level, reasons=[1 + number % 8], comment=comment)


class BrokenLine:
    """Takes the first form to the platform, brings back no answer, then breaks."""

    def __init__(self, tablet: Tablet) -> None:
        self.mended = False
        self.arrived: list[int] = []
        tablet.context.route(SUBMISSIONS, self.handle)

    def handle(self, route: Route) -> None:
        if self.mended:
            route.continue_()
            return
        if not self.arrived:
            self.arrived.append(route.fetch().status)
        route.abort()


def test_the_answers_of_three_days_arrive_once_each(
    installation, wave, kiosk, tablet, tmp_path
):
    send_many(wave, OTHERS, day=clock.today())
    with served_at(installation, tablet.port):
        tablet.switch_on(morning(2))
        tablet.enrol(make_code(kiosk))
        tablet.await_worker()
        tablet.go_offline()
        rate_many(tablet, A_DAY[0])
    assert len(tablet.records()) == A_DAY[0]

    tablet.pull_the_plug()
    tablet.switch_on(morning(1), offline=True)
    tablet.sees("attract")
    script = tablet.page.locator("script").get_attribute("src")
    with served_at(installation, tablet.port, newer_in=tmp_path):
        take_another_script(tablet, script)
    rate_many(tablet, A_DAY[1])

    tablet.pull_the_plug()
    tablet.switch_on(morning(0), offline=True)
    tablet.sees("attract")
    rate_many(tablet, A_DAY[2])
    assert len(tablet.records()) == sum(A_DAY)

    with served_at(installation, tablet.port, newer_in=tmp_path):
        line = BrokenLine(tablet)
        lose_one_acknowledgement(tablet, line, wave)
        line.mended = True
        tablet.go_offline()
        tablet.go_online()
        tablet.await_records(0)

    assert counted(wave) == OTHERS + sum(A_DAY)


def take_another_script(tablet: Tablet, script: str) -> None:
    """Let the tablet see the newer platform for a moment, but send nothing."""
    tablet.context.route(SUBMISSIONS, lambda route: route.abort())
    tablet.go_online()
    tablet.later(UPDATE_MS)
    tablet.page.locator(f"script:not([src='{script}'])").wait_for(state="attached")
    tablet.sees("attract")
    tablet.go_offline()
    tablet.context.unroute(SUBMISSIONS)
    assert len(tablet.records()) == A_DAY[0]


def lose_one_acknowledgement(tablet: Tablet, line: BrokenLine, wave) -> None:
    """The first form is counted and released before the tablet learns of it."""
    tablet.go_online()
    while not line.arrived:
        tablet.page.wait_for_timeout(100)
    assert line.arrived == [201]
    assert count_of(InboxRow, wave) == OTHERS + 1
    release.nightly(clock.today())
    assert count_of(Response, wave) == OTHERS + 1
