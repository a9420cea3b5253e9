"""What the shipped servers write down: nothing of who came with what in hand."""

import json
import shlex
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.street import make_street
from tests.journeys.conftest import ROOT, served
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.post import ADDRESS, envelope_of

UNIT = ROOT / "deploy/systemd/hailong-web.service"
WORDS = "Chị ấy rất tận tình"


def shipped_options() -> list[str]:
    """Return what the shipped unit tells gunicorn of writing things down."""
    unit = UNIT.read_text("utf-8").replace("\\\n", " ")
    [command] = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    words = shlex.split(command)
    places = [place for place, word in enumerate(words) if "log" in word[2:]]
    return [
        word
        for place in places
        if words[place].startswith("--")
        for word in words[place : place + 2]
    ]


@dataclass(frozen=True)
class Written:
    """What a server has printed, and what of it would be a citizen's."""

    text: str
    hers: list[str]


def written_by(app: Flask, folder: Path, options: list[str]) -> Written:
    """Let a server that was started so be rated, and return what it printed."""
    wave = make_street()
    code = code_for(wave)
    answers = {"overall": ["5"], "comment": [WORDS]}
    envelope = envelope_of(wave, code=code, answers=answers)
    with (folder / "written").open("w+b") as output:
        with served(app, *options, written=output) as address:
            hers = rate(address, code, envelope)
        output.seek(0)
        return Written(output.read().decode(), [*hers, WORDS])


def ask(address: str, path: str, body: bytes | None = None) -> bytes:
    asked = urllib.request.Request(address + path, body)  # noqa: S310 - our own server
    asked.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310
            return bytes(answer.read())
    except urllib.error.HTTPError as refusal:
        return bytes(refusal.read())


def rate(address: str, code: str, envelope: dict[str, object]) -> list[str]:
    """Come with a code, rate, and look the receipt up; return all that is hers."""
    ask(address, f"/c/{code}")
    body = json.dumps(envelope).encode()
    told = json.loads(ask(address, ADDRESS, body))
    assert told["state"] == "counted"
    ask(address, ADDRESS, body[:-1])
    ask(address, ADDRESS, json.dumps(envelope | {"form": "khong/co"}).encode())
    ask(address, f"/rate/receipt/{told['receipt']}")
    ask(address, f"/rate/{envelope['form']}/{told['receipt']}")
    ask(address, f"/c/{code}")
    return [code, told["receipt"], str(envelope["uuid"]), str(envelope["sealed"])]


@pytest.mark.xdist_group("faults")
def test_the_shipped_server_writes_down_nothing_of_a_citizen(
    installation: Flask, tmp_path: Path
):
    written = written_by(installation, tmp_path, shipped_options())

    assert [secret for secret in written.hers if secret in written.text] == []


@pytest.mark.xdist_group("faults")
def test_a_server_that_is_told_to_would_write_it_down(
    installation: Flask, tmp_path: Path
):
    """Else the test above could not fail."""
    written = written_by(installation, tmp_path, ["--access-logfile", "-"])

    code, receipt, *_rest = written.hers
    assert code in written.text
    assert receipt in written.text
