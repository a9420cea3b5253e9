"""What is no proper HTTP, at a real server: refused or dropped, and nothing kept."""

import json
import socket
import urllib.request
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from survey.database import session
from survey.responses.models import InboxRow, Spent
from tests.faults.street import make_street
from tests.journeys.conftest import served
from tests.survey.responses.post import ADDRESS, envelope_of

JSON = "Content-Type: application/json"


def head(*lines: str, target: str = ADDRESS, version: str = "HTTP/1.1") -> bytes:
    """Return the head of a post, with an address and a content type of its own."""
    first = (f"POST {target} {version}", "Host: localhost", JSON, "Connection: close")
    return "\r\n".join([*first, *lines, "", ""]).encode("latin-1")


def chunked(body: bytes, size: str = "") -> bytes:
    return f"{size or f'{len(body):x}'}\r\n".encode() + body + b"\r\n0\r\n\r\n"


IN_CHUNKS = "Transfer-Encoding: chunked"
MESSAGES = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "only line ends": b"\r\n" * 5000,
    "a line without end": b"POST /" + b"x" * 100_000,
    "another version": head(version="HTTP/9.9"),
    "a length below nought": head("Content-Length: -1") + b"{}",
    "a length in words": head("Content-Length: two") + b"{}",
    "a length beyond all": head(f"Content-Length: {10**30}") + b"{}",
    "two lengths": head("Content-Length: 2", "Content-Length: 40") + b"{}",
    "length and chunks": head("Content-Length: 4", IN_CHUNKS) + chunked(b"{}"),
    "a chunk of no size": head(IN_CHUNKS) + chunked(b"{}", "zz"),
    "a chunk below nought": head(IN_CHUNKS) + chunked(b"{}", "-5"),
    "an endless chunk": head(IN_CHUNKS) + chunked(b"{}", "f" * 40),
    "too much in chunks": head(IN_CHUNKS) + chunked(b"[" * 200_000),
    "rubbish in chunks": head(IN_CHUNKS) + chunked(b"\xff" * 100),
    "a NUL in a header": head("X-A: a\x00b", "Content-Length: 2") + b"{}",
    "a header of two lines": head("X-A: a\r\n b", "Content-Length: 2") + b"{}",
    "a header without end": head("X-A: " + "x" * 100_000),
    "a thousand headers": head(*(f"X-{n}: {n}" for n in range(1000))),
    "a strange host": head("Content-Length: 2", "Host: a\\b/../%00@x:99999") + b"{}",
    "a broken path": head("Content-Length: 2", target="/c/%ff%00%2e%2e") + b"{}",
    "a whole address": head("Content-Length: 2", target="http://x.example/c/A") + b"{}",
    "letters beyond ASCII": head("Origin: \xe9\xff", "Content-Length: 2") + b"{}",
}


def answer_to(address: str, message: bytes) -> bytes:
    """Return the first line that the server answers; nothing if it hangs up."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as line:
        try:
            line.sendall(message)
            line.shutdown(socket.SHUT_WR)
            return line.makefile("rb").readline()
        except (BrokenPipeError, ConnectionResetError):
            return b""


def kept() -> int:
    session().rollback()
    counts = [select(func.count()).select_from(table) for table in (InboxRow, Spent)]
    return sum(session().scalar(statement) for statement in counts)


@pytest.mark.xdist_group("faults")
def test_what_is_no_proper_http_is_refused_and_the_server_stays(installation):
    wave = make_street()
    whole = json.dumps(envelope_of(wave)).encode()
    cut = head(f"Content-Length: {len(whole)}") + whole[:-1]
    with served(installation) as address:
        for name, message in (MESSAGES | {"cut inside": cut}).items():
            first = answer_to(address, message)
            assert first == b"" or first.split()[1][:1] == b"4", (name, first)
        assert kept() == 0

        # The same in chunks is no fault; and it is counted.
        told = answer_to(address, head(IN_CHUNKS) + chunked(whole))
        with urllib.request.urlopen(f"{address}/health", timeout=20) as health:  # noqa: S310 - our own server
            assert health.status == 200

    assert told.split()[1] == b"201"
    assert kept() == 2
