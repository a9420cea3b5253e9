"""A platform in production, with one wave that asks as much as the floor does."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.load import form
from benchmarks.load.servers import ROOT
from benchmarks.load.visits import Ours
from survey import clock, keys
from survey.app import create_app
from survey.config import read_config
from survey.database import session
from survey.responses.models import InboxRow
from survey.waves.service import find_wave

WAVE = "load"
PROVINCE = "12"


def settings(folder: Path, database_url: str) -> dict[str, str]:
    """Return the environment of a platform in production, with keys of its own."""
    keys.make_keys(folder / "keys")
    (folder / "var").mkdir()
    return {
        "HAILONG_MODE": "production",
        "HAILONG_VAR": str(folder / "var"),
        "KEYS_DIR": str(folder / "keys"),
        "DATABASE_URL": database_url,
        "PUBLIC_URL": "https://hailong.example",
        "TLS_PROXIES": "1",
    }


def install(environ: Mapping[str, str], folder: Path) -> None:
    """Bring the schema, the units, the questionnaire and an open wave."""
    form.write_form(folder / "form.yaml")
    today = clock.today()
    last = today + timedelta(days=60)
    names = ("--name", "Đo tải", "--name-en", "Load", "--instrument", form.NAME)
    days = ("--from", str(today), "--to", str(last), "--communes-of", PROVINCE)
    _flask(environ, "operations", "install", "--no-waves")
    _flask(environ, "instruments", "publish", str(folder / "form.yaml"))
    _flask(environ, "waves", "create", WAVE, *names, *days)
    _flask(environ, "waves", "open", WAVE)


def _flask(environ: Mapping[str, str], *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        env={**os.environ, **environ},
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def visitors(environ: Mapping[str, str]) -> Iterator[Ours]:
    """Yield the visits that can be made, while keys and database are at hand."""
    app = create_app(read_config(environ))
    with app.app_context():
        wave = find_wave(WAVE)
        if wave is None:
            raise LookupError(WAVE)
        unit = wave.units[0].code
        session().close()
        yield Ours(WAVE, unit)


def count_forms() -> int:
    """Return how many forms were counted, and lie in the inbox."""
    counted = session().scalar(select(func.count()).select_from(InboxRow))
    session().close()
    return counted or 0
