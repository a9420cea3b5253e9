"""Both applications behind the same nginx, gunicorn and PostgreSQL, made to keep."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

ROOT = Path(__file__).parents[2]
NGINX = ROOT / "deploy" / "nginx"
READY_WITHIN = 120.0
SOCKET_IN_DEPLOY = "unix:/run/hailong/web.sock"
GUNICORN = (
    *("--workers", "2", "--preload", "--no-control-socket"),
    *("--worker-tmp-dir", "/dev/shm", "--log-level", "warning"),  # noqa: S108
)


@dataclass(frozen=True)
class Site:
    """An application that answers on a port, and the processes behind it."""

    port: int
    gunicorn: int
    nginx: int


@contextmanager
def site(
    module: str, environ: Mapping[str, str], folder: Path, port: int
) -> Iterator[Site]:
    """Serve a WSGI application through nginx as `deploy/` sets it up."""
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        web = stack.enter_context(_gunicorn(module, environ, folder / "web.sock"))
        front = stack.enter_context(_nginx(folder, port))
        _wait(port)
        yield Site(port, web, front)


@contextmanager
def _gunicorn(module: str, environ: Mapping[str, str], socket: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "gunicorn", module, "--bind", f"unix:{socket}"]
    web = subprocess.Popen(
        [*command, *GUNICORN], env={**os.environ, **environ}, cwd=ROOT
    )
    with _ended(web):
        yield web.pid


@contextmanager
def _nginx(folder: Path, port: int) -> Iterator[int]:
    settings = folder / "nginx.conf"
    settings.write_text(_settings(folder, port), "utf-8")
    front = subprocess.Popen(["nginx", "-c", settings, "-g", "daemon off;"])
    with _ended(front):
        yield front.pid


def _settings(folder: Path, port: int) -> str:
    """Return the settings of `deploy/`, on a port and a socket of our own."""
    http = (NGINX / "hailong-http.conf").read_text("utf-8")
    http = http.replace(SOCKET_IN_DEPLOY, f"unix:{folder}/web.sock")
    return f"""
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log emerg;
events {{ worker_connections 1024; }}
http {{
include /etc/nginx/mime.types;
{http}
access_log {folder}/access.log hailong;
server {{
listen 127.0.0.1:{port};
include {NGINX}/hailong-locations.conf;
}}
}}
"""


def _wait(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except OSError:  # nginx answers 502 until gunicorn is there
            time.sleep(0.1)
    raise TimeoutError(port)


@contextmanager
def postgresql(folder: Path, port: int) -> Iterator[tuple[str, int]]:
    """Serve a PostgreSQL with its usual settings; yield its address and its pid."""
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1].parent
    data = folder / "data"
    folder.mkdir()
    shutil.chown(folder, "postgres")
    _as_postgres(f"{tools}/initdb -D {data} -A trust -E UTF8 --locale=C.UTF-8")
    options = f"-p {port} -k {folder} -c listen_addresses="
    _as_postgres(f"{tools}/pg_ctl -D {data} -l {folder}/log -w -o '{options}' start")
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        yield f"postgresql://postgres@/%s?host={folder}&port={port}", pid
    finally:
        _as_postgres(f"{tools}/pg_ctl -D {data} -m fast stop")


def create_database(url: str, name: str) -> None:
    """Create a database on the server at `url`."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


def _as_postgres(command: str) -> None:
    subprocess.run(
        ["su", "postgres", "-s", "/bin/sh", "-c", command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)
