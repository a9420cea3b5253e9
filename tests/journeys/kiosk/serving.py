"""A platform that can be stopped, and come back at the same address as another."""

from contextlib import AbstractContextManager
from pathlib import Path

from flask import Flask

from tests.journeys.conftest import served

NEWER = """
import os
from survey.app import create_app
from survey.config import read_config

app = create_app({**read_config(os.environ), "SOFTWARE_VERSION": "99.0.0"})
"""
# Chromium opens connections ahead, and says nothing on them.
THREADS = ("--threads", "8")


def served_at(
    app: Flask, port: int, *, newer_in: Path | None = None
) -> AbstractContextManager[str]:
    """Serve the app at this port; `newer_in` makes it a later version."""
    if newer_in is None:
        return served(app, *THREADS, port=port)
    (newer_in / "newer_platform.py").write_text(NEWER, "utf-8")
    options = (*THREADS, "--pythonpath", str(newer_in))
    return served(app, *options, port=port, program="newer_platform:app")
