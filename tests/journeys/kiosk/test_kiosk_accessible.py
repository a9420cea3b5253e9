"""Every screen as axe sees it: in both languages, with and without more contrast."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from survey import clock
from survey.database import transaction
from survey.kiosks import service as kiosks
from survey.kiosks.service import Setup
from survey.waves.models import WaveState
from tests.journeys.kiosk.tablet import BEAT_MS, COUNTDOWN_MS, IDLE_MS
from tests.survey.kiosks.factories import PIN, make_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FIFTEEN_DAYS_MS = 15 * 24 * 3600 * 1000
LOOKS = [("vi", False), ("en", True)]
# Axe takes its time, and the thanks go after four seconds.
THANKS_STAY = """() => {
  const usual = self.setTimeout;
  self.setTimeout = (done, after, ...more) =>
    after === 4000 ? 0 : usual(done, after, ...more);
}"""


def problems_of(tablet) -> list[str]:
    """Return what axe finds on the screen in both looks."""
    found = []
    for language, high in LOOKS:
        tablet.page.locator(f"#speak-{language}").click()
        pressed = tablet.page.locator("#contrast").get_attribute("aria-pressed")
        if (pressed == "true") != high:
            tablet.page.locator("#contrast").click()
        tablet.page.wait_for_timeout(200)  # a colour that still fades is no colour
        found += [f"{language} {high}: {fault}" for fault in faults_of(tablet.page)]
    return found


def faults_of(page: Page) -> list[str]:
    """Return what axe finds on the screen as it stands."""
    return [
        f"{violation['id']} {[node['html'][:90] for node in violation['nodes']]}"
        for violation in Axe().run(page).response["violations"]
    ]


@pytest.fixture
def two_counters(kiosk):
    with transaction():
        kiosks.change_kiosk(kiosk, Setup(name="Cửa", counters="1, 2"), by="test")


def test_no_screen_of_a_visit_has_a_fault(two_counters, new_tablet, kiosk):
    tablet, page, found = new_tablet, new_tablet.page, {}
    found["enrol"] = problems_of(tablet)
    tablet.enrol(make_code(kiosk))
    found["attract"] = problems_of(tablet)
    tablet.begin()
    found["counter"] = problems_of(tablet)
    page.locator(".choice").first.click()
    found["question"] = problems_of(tablet)
    tablet.choose(1)
    found["reasons"] = problems_of(tablet)
    tablet.next()
    found["comment"] = problems_of(tablet)
    page.fill("textarea", "x" * 600)
    tablet.next()
    page.locator(".item .error").wait_for()
    found["error"] = problems_of(tablet)
    page.locator(".button.plain").click()
    found["notice"] = problems_of(tablet)
    page.locator("#foot button").click()
    tablet.later(IDLE_MS)
    tablet.sees("still-there")
    found["still there"] = problems_of(tablet)
    page.locator(".button.big").click()
    page.fill("textarea", "Chờ lâu")
    page.evaluate(THANKS_STAY)
    tablet.next()
    tablet.sees("thanks")
    found["thanks"] = problems_of(tablet)
    tablet.sees("thanks")

    assert {screen: faults for screen, faults in found.items() if faults} == {}


def test_no_screen_of_staff_has_a_fault(tablet, kiosk):
    found = {}
    tablet.open_staff_screen("135790")
    tablet.page.locator("#wrong:not(:empty)").wait_for()
    found["pin"] = problems_of(tablet)
    tablet.type_pin(PIN)
    tablet.sees("staff")
    found["staff"] = problems_of(tablet)
    tablet.leave_staff_screen()
    with transaction():
        kiosks.revoke_kiosk(kiosk, by="test")
    tablet.beat()
    tablet.sees("revoked")
    found["revoked"] = problems_of(tablet)

    assert {screen: faults for screen, faults in found.items() if faults} == {}


def test_no_screen_that_takes_no_rating_has_a_fault(tablet, wave):
    found = {}
    tablet.go_offline()
    tablet.later(FIFTEEN_DAYS_MS)
    tablet.wait(BEAT_MS)
    tablet.sees("stale")
    found["stale"] = problems_of(tablet)
    tablet.page.clock.set_system_time(clock.now())
    tablet.go_online()
    tablet.sees("attract")
    with transaction():
        wave.state = WaveState.CLOSED
    tablet.beat()
    tablet.sees("closed")
    found["closed"] = problems_of(tablet)

    assert {screen: faults for screen, faults in found.items() if faults} == {}


def test_a_form_that_cannot_be_fetched_is_told_without_a_fault(new_tablet, kiosk):
    new_tablet.context.route("**/form.json", lambda route: route.abort())
    new_tablet.page.fill("#code", make_code(kiosk))
    new_tablet.page.press("#code", "Enter")
    new_tablet.sees("unfetched")

    assert problems_of(new_tablet) == []


def test_a_full_disk_is_told_without_a_fault(tablet):
    tablet.await_worker()
    tablet.switch_off()
    tablet.switch_on(offline=True, room=1)
    tablet.begin()
    tablet.choose(1)
    tablet.next()
    tablet.next()
    tablet.sees("not-kept")

    assert faults_of(tablet.page) == []


def test_what_is_too_old_a_browser_is_told_without_a_fault(chromium, platform):
    page = chromium.new_page()
    page.add_init_script(
        "Object.defineProperty(self, 'indexedDB', { value: undefined })"
    )
    page.goto(f"{platform}/kiosk/")
    page.locator("body[data-screen='unsupported']").wait_for()
    found = faults_of(page)
    page.close()

    assert found == []


def test_every_screen_is_announced(tablet):
    """The focus stands on what the screen is about, and nothing is silent."""
    page = tablet.page

    def focused() -> str:
        return page.evaluate("document.activeElement.innerText")

    assert focused() == page.locator("h1").inner_text()
    tablet.begin()
    assert focused() == page.locator("legend").inner_text()
    tablet.choose(5)
    assert focused() == page.locator(".item > label").inner_text()
    tablet.later(IDLE_MS)
    tablet.sees("still-there")
    assert "20" in page.locator("#spoken").inner_text()
    tablet.wait(COUNTDOWN_MS)
    tablet.sees("attract")


def test_nothing_moves_for_who_asked_for_less_motion(tablet):
    tablet.page.emulate_media(reduced_motion="reduce")
    tablet.begin()

    moves = tablet.page.locator(".row").first.evaluate(
        "row => getComputedStyle(row).transitionDuration"
    )

    assert moves == "0s"
