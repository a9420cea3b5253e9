"""A tablet at a counter: a real Chromium with a profile that outlives it."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.conftest import CHROMIUM

LANDSCAPE = {"width": 1024, "height": 768}
PORTRAIT = {"width": 768, "height": 1024}
CHOSEN_MS = 300
SETTLED_MS = 450  # sooner, a tap was meant for the question before
THANKS_MS = 4_100
LONG_PRESS_MS = 3_100
HEARTBEAT = "**/kiosk/api/heartbeat"
BEAT_MS = 31_000
IDLE_MS = 60_500
COUNTDOWN_MS = 21_000
PATIENCE = 30.0  # seconds of the world outside


class Tablet:
    """Somebody's hands and eyes at the kiosk's page."""

    context: BrowserContext
    page: Page

    def __init__(self, chromium: Browser, profile: Path, address: str) -> None:
        self.browser_type = chromium.browser_type
        self.profile = profile
        self.address = address

    # --- the machine ---

    def switch_on(
        self,
        at: datetime | None = None,
        *,
        offline: bool = False,
        room: int | None = None,
    ) -> None:
        """Start the browser on its profile, as after a power cut, and open the page."""
        self.context = self.browser_type.launch_persistent_context(
            self.profile,
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking"],
            viewport=LANDSCAPE,
            accept_downloads=True,
        )
        self.context.set_default_timeout(15_000)
        self.context.set_offline(offline)
        if room is not None:
            self.set_room(room)
        self.page = self.open_tab(at)

    def open_tab(self, at: datetime | None = None) -> Page:
        page = self.context.new_page()
        page.clock.install(time=at)
        page.goto(f"{self.address}/kiosk/")
        return page

    def pull_the_plug(self) -> None:
        """End the browser without a word, as a power cut does."""
        for process in self._processes():
            os.kill(process, signal.SIGKILL)
        with suppress(Error):  # it may have noticed already
            self.context.close()

    def switch_off(self) -> None:
        self.context.close()

    def set_room(self, size: int | None) -> None:
        """Say how many bytes the page may keep; None: as many as usual.

        Chromium looks that up once in half a minute, so that it is not to be used
        to it yet: say so before the page is opened.
        """
        devtools = self.context.new_cdp_session(self.context.pages[0])
        limit = {} if size is None else {"quotaSize": size}
        devtools.send(
            "Storage.overrideQuotaForOrigin", {"origin": self.address, **limit}
        )

    def _processes(self) -> list[int]:
        mark = f"--user-data-dir={self.profile}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes()
            except OSError:  # gone meanwhile
                continue
            if mark in line:
                found.append(int(folder.name))
        return found

    def await_worker(self) -> None:
        """Wait until the page would come up without a network."""
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def go_offline(self) -> None:
        self.context.set_offline(True)

    def go_online(self) -> None:
        """Come back to the network, and wait until the platform was heard.

        At once; or, where the page was still giving the last attempt up, with its
        next heartbeat, half a minute later.
        """
        with self.page.expect_response(HEARTBEAT, timeout=BEAT_MS + 15_000):
            self.context.set_offline(False)

    def beat(self, after: int = BEAT_MS) -> None:
        """Let half a minute pass, and wait until the platform was heard."""
        with self.page.expect_response(HEARTBEAT):
            self.later(after)

    # --- what is seen ---

    def sees(self, screen: str) -> None:
        expect(self.page.locator(f"body[data-screen='{screen}']")).to_be_attached()

    def status(self) -> str:
        return self.page.locator("#status").inner_text()

    def records(self) -> list[dict]:
        """Return what waits in IndexedDB."""
        return self.page.evaluate(RECORDS)

    def remembered(self, key: str) -> object:
        """Return what the tablet remembers under a key, if JSON can say it."""
        return self.page.evaluate(SETTING, key)

    def fact(self, name: str) -> str | None:
        """Return what the staff screen says, by the name of the sentence."""
        return self.page.locator(f"[data-fact='{name}']").get_attribute("data-told")

    def await_records(self, count: int) -> None:
        """Wait until so many are left in the queue; fail where nothing moves."""
        left, deadline = len(self.records()), time.monotonic() + PATIENCE
        while left != count:
            assert time.monotonic() < deadline, f"{left} are left"
            time.sleep(0.1)
            before, left = left, len(self.records())
            if left != before:
                deadline = time.monotonic() + PATIENCE

    # --- what is done ---

    def later(self, milliseconds: int) -> None:
        """Let time pass at once; what became due happens once."""
        self.page.clock.fast_forward(milliseconds)

    def wait(self, milliseconds: int) -> None:
        """Let time pass tick by tick."""
        self.page.clock.run_for(milliseconds)

    def enrol(self, code: str) -> None:
        self.sees("enrol")
        self.page.fill("#code", code)
        self.page.press("#code", "Enter")
        self.sees("attract")

    def begin(self) -> None:
        self.page.locator(".poster").click()

    def choose(self, code: int) -> None:
        self.later(SETTLED_MS)
        self.page.locator(f".row[data-code='{code}']").click()
        self.later(CHOSEN_MS)

    def next(self) -> None:
        self.later(SETTLED_MS)
        self.page.locator("#next").click()

    def rate(
        self, level: int, *, reasons: Sequence[int] = (), comment: str | None = None
    ) -> None:
        """Fill in the quick form, from the start screen to the start screen."""
        self.begin()
        self.choose(level)
        if level <= 3:
            self.later(SETTLED_MS)
            for reason in reasons:
                self.page.locator(f".row[data-code='{reason}']").click()
            self.next()
        if comment:
            self.page.locator("textarea").fill(comment)
        self.next()
        self.sees("thanks")
        self.later(THANKS_MS)
        self.sees("attract")

    def open_staff_screen(self, pin: str) -> None:
        box = self.page.locator("#office").bounding_box()
        self.page.mouse.move(box["x"] + 10, box["y"] + 10)
        self.page.mouse.down()
        self.later(LONG_PRESS_MS)
        self.page.mouse.up()
        self.sees("pin")
        self.type_pin(pin)

    def leave_staff_screen(self) -> None:
        self.page.locator("#foot button").first.click()
        self.sees("attract")

    def type_pin(self, pin: str) -> None:
        expect(self.page.locator("#dots")).to_have_text("○" * len(pin))
        for digit in pin:
            self.page.locator(".pad button", has_text=digit).click()


RECORDS = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("hailong-kiosk");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("records").objectStore("records").getAll();
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
  };
})"""

SETTING = """(key) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("hailong-kiosk");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const settings = opening.result.transaction("settings").objectStore("settings");
    const asked = settings.get(key);
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result || null); };
  };
})"""
