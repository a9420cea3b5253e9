"""Web and worker side by side, for `make run`; production uses systemd."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from survey.operations.errors import OperationRefused

READY_WITHIN = 60.0
GRACE = 10.0


def check_port_is_free(host: str, port: int) -> None:
    """Refuse to start where something else already listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise OperationRefused(
                f"Port {port} of {host} is taken by another program "
                f"({reason.strerror}). Stop it, or choose another port: "
                f"make run PORT={port + 123}"
            ) from reason


def lan_address() -> str:
    """Return this machine's address in the local network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET: only the route is looked up
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


class Processes:
    """The web server and the worker, started and stopped together."""

    def __init__(self, addresses: Sequence[str], port: int, public_url: str) -> None:
        environ = {**os.environ, "PUBLIC_URL": public_url}
        web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--workers", "2"]
        # Browsers open connections ahead and say nothing on them.
        web += [
            "--threads",
            "4",
            "--preload",
            "--no-control-socket",
            "--log-level",
            "warning",
        ]
        for address in addresses:
            web += ["--bind", f"{address}:{port}"]
        worker = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
        self._running = [
            # A session of its own: Ctrl-C reaches us first, and we end them in order.
            subprocess.Popen(command, env=environ, start_new_session=True)  # noqa: S603 - both commands are spelled out above
            for command in (web, worker)
        ]
        self._stopping = threading.Event()

    def wait_until_ready(self, url: str) -> None:
        """Return when `/health` answers 200."""
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if self._find_dead() is not None:
                break
            try:
                with urllib.request.urlopen(f"{url}/health", timeout=5):  # noqa: S310 - our own http address
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        self.stop()
        raise OperationRefused(
            "The platform did not become ready; the lines above say why. "
            "`make doctor` examines the installation."
        )

    def run(self, pid_file: Path) -> int:
        """Wait for a signal, or for one of the two to end; return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)
        pid_file.write_text(f"{os.getpid()}\n", "ascii")
        try:
            while not self._stopping.wait(0.5):
                if (dead := self._find_dead()) is not None:
                    return dead or 1
            return 0
        finally:
            pid_file.unlink(missing_ok=True)
            self.stop()

    def stop(self) -> None:
        """End both, kindly first."""
        for process in self._running:
            if process.poll() is None:
                process.terminate()
        for process in self._running:
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _find_dead(self) -> int | None:
        codes = (process.poll() for process in self._running)
        return next((code for code in codes if code is not None), None)

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping.set()
