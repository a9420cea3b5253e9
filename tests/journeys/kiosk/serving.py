"""A platform that can be stopped, and come back at the same address as another."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.journeys.conftest import ROOT, _wait

NEWER = """
import os
from survey.app import create_app
from survey.config import read_config

app = create_app({**read_config(os.environ), "SOFTWARE_VERSION": "99.0.0"})
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served_at(app: Flask, port: int, *, newer_in: Path | None = None) -> Iterator[str]:
    """Serve the app at this port; `newer_in` makes it a later version."""
    address = f"127.0.0.1:{port}"
    environ = {
        **os.environ,
        "HAILONG_MODE": "embedded",
        "HAILONG_VAR": str(app.config["VAR_DIR"]),
        "DATABASE_URL": app.config["DATABASE_URL"],
        "PUBLIC_URL": f"http://{address}",
    }
    command = [sys.executable, "-m", "gunicorn", "--bind", address]
    # With threads: Chromium opens connections ahead, and says nothing on them.
    command += ["--threads", "8", "--no-control-socket", "--log-level", "warning"]
    if newer_in:
        (newer_in / "newer_platform.py").write_text(NEWER, "utf-8")
        command += ["--pythonpath", str(newer_in), "newer_platform:app"]
    else:
        command += ["wsgi:app"]
    process = subprocess.Popen(command, env=environ, cwd=ROOT)
    try:
        _wait(f"http://{address}/health")
        yield f"http://{address}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
