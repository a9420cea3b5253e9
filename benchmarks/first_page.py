"""What a citizen's phone has to fetch, with scripts and without, and how soon it shows.

Drives a real Chromium at 360×640 against gunicorn on a fresh installation, behind
a proxy that compresses as nginx does. Bytes are those of the browser's own
network log: what came over the line, headers included.

Run: `python -m benchmarks.first_page`
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.compressing import STATIC, compressed
from questionnaires import INSTRUMENTS, load_instrument
from survey import clock
from survey.agencies.models import UnitKind
from survey.agencies.service import list_units
from survey.app import create_app
from survey.config import read_config
from survey.database import transaction
from survey.instruments.service import publish
from survey.waves.models import WaveKind, WaveState
from survey.waves.rules import Stretch
from survey.waves.service import NewWave, Target, create_wave

CHROMIUM = "/usr/bin/chromium"
ROOT = Path(__file__).parents[1]
SLOW_3G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
RUNS = 5
BOUNDS = {
    "first answer page, requests": 3,
    "first answer page, bytes": 14 * 1024,
    "whole quick form, bytes": 30 * 1024,
    "first paint beside a static page": 1.3,
}


@contextmanager
def fresh_platform() -> Iterator[str]:
    """Serve a fresh installation without the example; yield its address."""
    with tempfile.TemporaryDirectory(prefix="hailong-bench-") as var:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        environ = {**os.environ, "HAILONG_VAR": var, "PUBLIC_URL": f"http://{address}"}
        flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
        subprocess.run(
            [*flask, "operations", "install", "--no-example"],
            env=environ,
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        _open_quick_wave(var)
        web = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "wsgi:app",
                "--bind",
                address,
                "--no-control-socket",
                "--log-level",
                "warning",
            ],
            env=environ,
            cwd=ROOT,
        )
        try:
            _wait(f"http://{address}/health")
            yield f"http://{address}"
        finally:
            web.terminate()
            web.wait(20)


def _wait(url: str) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(url)


def _open_quick_wave(var: str) -> None:
    """Let one commune be rated with the quick form, as a new installation would."""
    app = create_app(read_config({"HAILONG_VAR": var}))
    today = clock.today()
    last = today + timedelta(days=30)
    with app.app_context(), transaction():
        wave = create_wave(
            NewWave(
                slug="nhanh",
                name="Đánh giá nhanh",
                name_en="Quick rating",
                kind=WaveKind.COUNTER,
                instrument_version=publish(
                    load_instrument(INSTRUMENTS / "quick_counter" / "v1.yaml")
                ),
                population="Người dân vừa được phục vụ",
                population_en="People who have just been served",
                opens_on=today,
                closes_on=last,
                units=tuple(list_units(UnitKind.COMMUNE)[:1]),
                periods=(Stretch(starts_on=today, ends_on=last),),
                targets=(
                    Target(value=0.85, legal_text="Mốc 85 %", legal_text_en="85 %"),
                ),
            )
        )
        wave.state = WaveState.OPEN


class Line:
    """What came over the line for one page, as the browser itself counts it."""

    def __init__(self, page: Page) -> None:
        self.addresses: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.network = page.context.new_cdp_session(page)
        self.network.on("Network.responseReceived", self._begin)
        self.network.on("Network.loadingFinished", self._end)
        self.network.send("Network.enable")
        self.redirects = 0
        self.network.on("Network.requestWillBeSent", self._redirect)

    def _begin(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["response"]["url"]

    def _redirect(self, event: dict[str, Any]) -> None:
        if "redirectResponse" in event:
            self.redirects += 1
            size = event["redirectResponse"]["encodedDataLength"]
            self.sizes[f"redirect {self.redirects}"] = size

    def _end(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def weigh(self) -> dict[str, int]:
        """Return how many requests there were so far, and their bytes."""
        return {"requests": len(self.sizes), "bytes": int(sum(self.sizes.values()))}


def measure(browser: Browser, form: str, *, scripts: bool) -> dict[str, dict[str, int]]:
    """Answer the quick form; return what its first questions took, and the whole."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=scripts
    )
    page = context.new_page()
    line = Line(page)
    page.goto(form)
    page.wait_for_load_state("networkidle")
    first = line.weigh()  # with scripts these are all that the questions need
    page.get_by_role("button", name="Bắt đầu").click()
    page.wait_for_selector("fieldset")
    if not scripts:
        first = line.weigh()
    page.wait_for_load_state("networkidle")
    page.get_by_text("Hài lòng", exact=True).click()
    for button in ("Tiếp tục", "Tiếp tục", "Gửi phiếu"):
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_timeout(100)
    page.wait_for_selector(".receipt")
    page.wait_for_load_state("networkidle")
    whole = line.weigh()
    context.close()
    return {"first answer page": first, "whole quick form": whole}


def first_paint(browser: Browser, address: str) -> float:
    """Return the median of when something first shows, on slow 3G and a new visit."""
    seconds = []
    for _run in range(RUNS):
        context = browser.new_context(viewport={"width": 360, "height": 640})
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_3G})
        page.goto(address)
        page.wait_for_function(PAINTED)
        seconds.append(page.evaluate(f"{PAINTED}.startTime") / 1000)
        context.close()
    return statistics.median(seconds)


PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]"


def main() -> None:
    """Print the measurements, and which bounds they do not keep."""
    with (
        fresh_platform() as upstream,
        compressed(upstream) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        form = _find_form(browser, address)
        ways = {
            name: measure(browser, form, scripts=scripts)
            for name, scripts in (("with scripts", True), ("without", False))
        }
        paint = {
            "form": first_paint(browser, form),
            "static page of 3 KB": first_paint(browser, address + STATIC),
        }
        found = {**ways, "first paint in seconds": paint, "chromium": browser.version}
        browser.close()
    found["broken bounds"] = _broken(ways, paint)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def _find_form(browser: Browser, address: str) -> str:
    page = browser.new_page()
    page.goto(f"{address}/rate/")
    path = page.locator("a[href*='/rate/nhanh/']").first.get_attribute("href")
    page.close()
    return f"{address}{path}"


def _broken(
    ways: dict[str, dict[str, dict[str, int]]], paint: dict[str, float]
) -> list[str]:
    form, static = paint.values()
    broken = []
    for name, way in ways.items():
        measured = {
            "first answer page, requests": way["first answer page"]["requests"],
            "first answer page, bytes": way["first answer page"]["bytes"],
            "whole quick form, bytes": way["whole quick form"]["bytes"],
            "first paint beside a static page": form / static,
        }
        broken += [
            f"{name}: {what} {value:.4g} > {BOUNDS[what]}"
            for what, value in measured.items()
            if value > BOUNDS[what]
        ]
    return broken


if __name__ == "__main__":
    main()
