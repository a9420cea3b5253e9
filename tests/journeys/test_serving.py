"""`operations serve`: what `make run` starts, from its first line to its end."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.xdist_group("browser")

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "HAILONG_MODE": "embedded", "HAILONG_VAR": str(tmp_path)}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def flask(environ: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [*FLASK, *arguments],
        env=environ,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture
def serving(environ, port) -> Iterator[subprocess.Popen]:
    flask(environ, "operations", "install", "--no-example")
    process = subprocess.Popen(
        [*FLASK, "operations", "serve", "--port", str(port)],
        env=environ,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.terminate()  # ends web and worker too
        process.wait(30)
    process.stdout.close()


def links(process: subprocess.Popen) -> dict[str, str]:
    told = {}
    for line in process.stdout:
        if match := re.match(r"(\w+): (http\S+)", line):
            told[match[1]] = match[2]
        if line.startswith("Ctrl-C"):
            return told
    raise AssertionError("it ended before it was ready")


def test_three_links_work_and_a_signal_ends_everything(environ, serving, port):
    told = links(serving)

    assert list(told) == ["phone", "results", "staff"]
    for address in told.values():
        assert f":{port}/" in address
        with urllib.request.urlopen(address) as page:  # noqa: S310 - our own server
            assert page.status == 200
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(30) == 0
    assert not (Path(environ["HAILONG_VAR"]) / "serve.pid").exists()


def test_a_new_link_for_the_administrator_leads_to_the_running_port(
    environ, serving, port
):
    links(serving)

    assert f"http://127.0.0.1:{port}/staff/link/" in flask(
        environ, "operations", "admin-link"
    )


def test_a_release_erases_its_traces_while_the_platform_runs(environ, serving):
    links(serving)

    flask(environ, "release", "run")

    log = Path(environ["HAILONG_VAR"]) / "hailong.sqlite3-wal"
    assert not log.exists() or log.stat().st_size == 0
