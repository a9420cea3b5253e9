"""A real server, and a real Chromium without JavaScript."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from survey import clock
from survey.app import create_app
from survey.config import read_config
from survey.waves.models import Wave
from tests.databases import copy_sqlite
from tests.factories import make_unit, make_wave

ROOT = Path(__file__).parents[2]
READY_WITHIN = 60.0


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone-sized page without JavaScript."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(chromium: Browser) -> Iterator[Page]:
    """A phone-sized page with scripts; whatever they throw fails the test."""
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    context.close()
    assert thrown == []


@pytest.fixture
def quick_wave(installation: Flask) -> Wave:
    """A wave that asks the quick form about one office."""
    today = clock.today()
    return make_wave(
        make_unit(code="MH01", name="Xã Minh hoạ 1", illustrative=True),
        slug="nhanh",
        instrument="quick_counter",
        opens_on=today,
        closes_on=today + timedelta(days=20),
    )


@pytest.fixture
def form(installation: Flask, quick_wave: Wave) -> Iterator[str]:
    """The address of the quick form on a real server."""
    with served(installation) as address:
        yield f"{address}/rate/nhanh/MH01/"


@pytest.fixture
def installation(sqlite_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The app on a database of its own, with a context for factories."""
    url = copy_sqlite(sqlite_template, tmp_path)
    app = create_app(
        read_config({"HAILONG_VAR": str(tmp_path / "var"), "DATABASE_URL": url})
    )
    with app.app_context():
        yield app
    app.extensions["engine"].dispose()


def copy_of(app: Flask, folder: Path) -> Flask:
    """Return the app on a copy of its database as it stands."""
    url = app.config["DATABASE_URL"]
    original = Path(url.removeprefix("sqlite:///"))
    copied = folder / "copy.sqlite3"
    with app.extensions["engine"].connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(original, copied)
    settings = {
        "HAILONG_VAR": str(app.config["VAR_DIR"]),
        "DATABASE_URL": f"sqlite:///{copied}",
    }
    return create_app(read_config(settings))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    app: Flask,
    *options: str,
    port: int | None = None,
    program: str = "wsgi:app",
    written: IO[bytes] | None = None,
) -> Iterator[str]:
    """Serve the app with gunicorn, in processes of its own.

    `options` are added to its command; `program` is another one than ours on the
    same settings; `written` takes what it prints.
    """
    address = f"127.0.0.1:{port or free_port()}"
    environ = {
        **os.environ,
        "HAILONG_MODE": "embedded",
        "HAILONG_VAR": str(app.config["VAR_DIR"]),
        "DATABASE_URL": app.config["DATABASE_URL"],
        "PUBLIC_URL": f"http://{address}",
    }
    command = [sys.executable, "-m", "gunicorn", program, "--bind", address]
    command += ["--no-control-socket", "--log-level", "warning", *options]
    process = subprocess.Popen(
        command, env=environ, cwd=ROOT, stdout=written, stderr=written
    )
    try:
        _wait(f"http://{address}/health")
        yield f"http://{address}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def loaded_libraries() -> set[str]:
    """Return which heavy libraries our servers' processes have mapped."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"gunicorn\0wsgi:app" not in (process / "cmdline").read_bytes():
                continue
            mapped = (process / "maps").read_text("utf-8")
        except OSError:  # gone meanwhile, or somebody else's
            continue
        found.add("a server")
        found |= {
            name for name in ("numpy", "pandas", "scipy") if f"/{name}/" in mapped
        }
    return found


def _wait(url: str) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
