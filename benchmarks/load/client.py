"""A cheap client: sixteen phones in one process, each on a connection of its own.

It makes nothing up while it measures: every request was written beforehand.
The one thing it learns on the way is the cookie that a visit is given.
"""

import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

COOKIE = b"@COOKIE@"
END_OF_HEAD = b"\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"


class Step(msgspec.Struct):
    """A request, and the beginning of the status line that must answer it."""

    request: bytes
    status: bytes
    kind: str


class Plan(msgspec.Struct):
    """Whom to ask for what; every visit is a list of steps."""

    port: int
    phones: int
    visits: list[list[Step]]


class Outcome(msgspec.Struct):
    """What came of it: seconds of every request, by kind, and what went wrong."""

    seconds: float = 0.0
    latencies: dict[str, list[float]] = {}
    errors: list[str] = []


@dataclass
class Phone:
    """One connection, and where it is in its visit."""

    port: int
    visits: Iterator[list[Step]]
    outcome: Outcome
    steps: list[Step] = field(default_factory=list)
    cookie: bytes = b""
    received: bytes = b""
    sent_at: float = 0.0

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> bool:
        """Send the next request; say whether there was one."""
        if not self.steps:
            self.steps = list(next(self.visits, []))
            self.cookie = b""
        if not self.steps:
            return False
        self.received = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(self.steps[0].request.replace(COOKIE, self.cookie))
        return True

    def hear(self) -> bool:
        """Take what has come; say whether the answer is whole."""
        piece = self.socket.recv(65536)
        self.received += piece
        if not piece:
            self._fail(b"connection closed")
            self.__post_init__()
            return True
        head, found, body = self.received.partition(END_OF_HEAD)
        if not found or not _is_whole(head, body):
            return False
        self._judge(head)
        return True

    def _judge(self, head: bytes) -> None:
        step = self.steps.pop(0)
        passed = time.perf_counter() - self.sent_at
        self.outcome.latencies.setdefault(step.kind, []).append(passed)
        if not head.startswith(step.status, 9):
            self.steps.insert(0, step)
            self._fail(head.partition(b"\r\n")[0])
        _, found, cookie = head.partition(b"\r\nSet-Cookie: ")
        if found:
            self.cookie = b"Cookie: " + cookie.partition(b";")[0] + b"\r\n"

    def _fail(self, reason: bytes) -> None:
        """Give up the visit: what follows would fail because of this."""
        self.outcome.errors.append(f"{self.steps[0].kind}: {reason.decode()}")
        self.steps = []


def _is_whole(head: bytes, body: bytes) -> bool:
    _, found, length = head.partition(b"\r\nContent-Length: ")
    if found:
        return len(body) >= int(length.partition(b"\r\n")[0])
    return body.endswith(LAST_CHUNK)


def run(plan: Plan) -> Outcome:
    """Make all visits of the plan, as fast as they are answered."""
    outcome = Outcome()
    visits = iter(plan.visits)
    waiting = selectors.EpollSelector()
    phones = [Phone(plan.port, visits, outcome) for _ in range(plan.phones)]
    began = time.perf_counter()
    for phone in phones:
        if phone.ask():
            waiting.register(phone.socket, selectors.EVENT_READ, phone)
    while waiting.get_map():
        for key, _events in waiting.select():
            phone = key.data
            if not phone.hear():
                continue
            waiting.unregister(key.fileobj)
            if phone.ask():
                waiting.register(phone.socket, selectors.EVENT_READ, phone)
    outcome.seconds = time.perf_counter() - began
    return outcome


def main() -> None:
    """Read the plan from a file, write the outcome to standard output."""
    plan = msgspec.msgpack.decode(Path(sys.argv[1]).read_bytes(), type=Plan)
    sys.stdout.buffer.write(msgspec.msgpack.encode(run(plan)))


if __name__ == "__main__":
    main()
