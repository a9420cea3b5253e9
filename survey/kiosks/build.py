"""What a tablet loads: one script, one stylesheet, one worker, named by content.

A tablet keeps a whole build, so that a version is either all there or not at all.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import current_app

from survey import scripts
from survey.kiosks import screen_words

HERE = Path(__file__).parent
# The citizen's own modules: a kiosk asks, seals and sends as a phone does.
SHARED = HERE.with_name("responses") / "scripts"
OWN = HERE / "scripts"
MODULES = [
    SHARED / "conditions.js",
    SHARED / "encoding.js",
    SHARED / "form.js",
    SHARED / "drawing.js",
    SHARED / "sealing.js",
    SHARED / "store.js",
    SHARED / "sending.js",
    OWN / "elements.js",
    OWN / "local_day.js",
    OWN / "device_key.js",
    OWN / "packing.js",
    OWN / "patience.js",
    OWN / "form_cache.js",
    OWN / "heartbeat.js",
    OWN / "idling.js",
    OWN / "listening.js",
    OWN / "visit.js",
    OWN / "question.js",
    OWN / "between.js",
    OWN / "answering.js",
    OWN / "memory.js",
    OWN / "standing.js",
    OWN / "resting.js",
    OWN / "appearance.js",
    OWN / "stage.js",
    OWN / "pin.js",
    OWN / "staff_screen.js",
    OWN / "staff_door.js",
    OWN / "updating.js",
    OWN / "kiosk.js",
    OWN / "opening.js",
]
SHELL = HERE / "templates" / "kiosks" / "shell.html"


@dataclass(frozen=True)
class Build:
    """All files of one version, and the name of exactly these."""

    script: str
    style: str
    worker: str
    manifest: str
    icon: str
    name: str


def current_build() -> Build:
    """Return the build of the running software."""
    return _build(current_app.config["SOFTWARE_VERSION"])


@cache
def _build(version: str) -> Build:
    script = (
        _declared(KIOSK_WORDS=screen_words.in_every_language(), KIOSK_VERSION=version)
        + scripts.assemble(MODULES).text
    )
    style = (HERE / "kiosk.css").read_text("utf-8")
    worker = scripts.assemble([OWN / "worker.js"]).text
    manifest = (HERE / "manifest.json").read_text("utf-8")
    icon = (HERE / "icon.svg").read_text("utf-8")
    parts = (script, style, worker, manifest, icon, SHELL.read_text("utf-8"))
    whole = "\0".join(parts).encode("utf-8")
    name = hashlib.sha256(whole).hexdigest()[:16]
    return Build(script, style, worker, manifest, icon, name)


def worker_of(build: Build, files: list[str]) -> str:
    """Return the worker that keeps these files of a build."""
    return _declared(KIOSK_BUILD=build.name, KIOSK_FILES=files) + build.worker


def _declared(**values: object) -> str:
    return "".join(
        f"const {name} = {json.dumps(value, ensure_ascii=False)};\n"
        for name, value in values.items()
    )
