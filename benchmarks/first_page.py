"""How much the first answer page weighs, and how many requests it takes.

Drives a real Chromium against a real server on a fresh installation, and asks
the browser's own network log. gunicorn sends pages as they are; nginx in front
compresses them, so the compressed size is that of `gzip -6`, nginx's default
being -1 to -6.

Run: `python -m benchmarks.first_page`
"""

import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ROOT = Path(__file__).parents[1]
LARGEST = 14 * 1024
MOST_REQUESTS = 3
SLOW_3G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


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


def measure(page: Page, address: str) -> dict[str, object]:
    """Open a form and go to its first questions; return what that took."""
    offices = f"{address}/rate/?q=An+Tường"
    page.goto(offices)
    page.locator("a[href*='/rate/mot-cua']").first.click()
    seen: list[Response] = []
    page.on("response", lambda response: seen.append(response))
    began = time.perf_counter()
    page.get_by_role("button", name="Bắt đầu").click()
    page.wait_for_selector("fieldset")
    seconds = time.perf_counter() - began
    bodies = [b"" if 300 <= r.status < 400 else r.body() for r in seen]
    heads = [
        sum(len(f"{k}: {v}\r\n") for k, v in r.all_headers().items()) for r in seen
    ]
    return {
        "page": page.url.removeprefix(address),
        "requests": len(seen),
        "bytes as sent": sum(map(len, bodies)) + sum(heads),
        "bytes compressed": sum(len(gzip.compress(b, 6)) for b in bodies if b)
        + sum(heads),
        "seconds on slow 3G": round(seconds, 2),
    }


def main() -> None:
    """Print the measurement and whether it keeps the bounds."""
    with fresh_platform() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": 360, "height": 640})
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_3G})
        result = measure(page, address)
        result["chromium"] = browser.version
        browser.close()
    kept = result["bytes compressed"] <= LARGEST and result["requests"] <= MOST_REQUESTS
    result["keeps 14 KB and 3 requests"] = kept
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
