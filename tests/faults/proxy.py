"""A proxy of our own that breaks connections where a bad line breaks them.

Between client and server it decides, by chance from a seed, what happens to one
request: nothing, or one of the faults. It speaks just enough HTTP for that:
one request a connection, its body as long as it says.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from urllib.parse import urlsplit

HEAD_ENDS = b"\r\n\r\n"
PORTAL = b"<!doctype html><title>Wi-Fi</title><p>Xin ch\xc3\xa0o!</p>"


class Fault(StrEnum):
    """What a line, or something in between, does to one request."""

    BEFORE = "cut before the request"
    INSIDE = "cut inside the request"
    AFTER = "cut after the request"
    TRUNCATED = "cut inside the answer"
    HALF_OPEN = "half open: the answer never comes"
    SLOW = "2G: late and slow"
    PORTAL = "a captive portal's 200"
    STATUS = "an error of something in between"
    STATUS_AFTER = "an error after the server had it"


STATUSES = (500, 503, 429, 413)


class Proxy:
    """Passes requests on to `target`; with chance `broken` something happens to one."""

    def __init__(self, target: str, *, seed: int, broken: float, slowness: float):
        parts = urlsplit(target)
        self.target = (parts.hostname, parts.port)
        self.broken = broken
        self.slowness = slowness  # 1 is a real 2G line
        self.chance = random.Random(seed)
        self.seen: Counter[str] = Counter()
        self.port = 0
        self.end: Callable[[], object] = lambda: None

    async def serve(self, ready: threading.Event) -> None:
        """Pass on until `end` is called from another thread."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        self.end = lambda: loop.call_soon_threadsafe(stop.set)
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await stop.wait()

    async def _take(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        fault = self._draw()
        self.seen[fault or "nothing"] += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._treat(fault, reader, writer)
        finally:
            writer.transport.abort() if fault else writer.close()

    def _draw(self) -> Fault | None:
        if self.chance.random() >= self.broken:
            return None
        return self.chance.choice(list(Fault))

    async def _treat(
        self,
        fault: Fault | None,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if fault is Fault.BEFORE:
            return
        request = await _read_message(reader)
        if fault is Fault.INSIDE:
            await self._ask(request[: len(request) - len(request) // 4])
        elif fault in {Fault.PORTAL, Fault.STATUS}:
            await _answer(writer, self._own_answer(fault))
        else:
            await self._spoil(
                fault, await self._pass_on(fault, request), reader, writer
            )

    async def _pass_on(self, fault: Fault | None, request: bytes) -> bytes:
        if fault is not Fault.SLOW:
            return await self._ask(request)
        await asyncio.sleep(0.8 * self.slowness)
        answer = await self._ask(request)
        # 20 kbit/s there and back
        await asyncio.sleep((len(request) + len(answer)) / 2500 * self.slowness)
        return answer

    async def _spoil(
        self,
        fault: Fault | None,
        answer: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Do to the answer what the fault does; the server has the request."""
        if fault is Fault.HALF_OPEN:
            await reader.read()  # until the client gives up
        elif fault is Fault.TRUNCATED:
            await _answer(writer, answer[: len(answer) * 2 // 3])
        elif fault is Fault.STATUS_AFTER:
            await _answer(writer, self._own_answer(fault))
        elif fault is not Fault.AFTER:
            await _answer(writer, answer)

    def _own_answer(self, fault: Fault) -> bytes:
        status = 200 if fault is Fault.PORTAL else self.chance.choice(STATUSES)
        head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nContent-Length: "
        return head.encode() + str(len(PORTAL)).encode() + HEAD_ENDS + PORTAL

    async def _ask(self, request: bytes) -> bytes:
        """Hand the request to the server; a part of one is followed by silence."""
        reader, writer = await asyncio.open_connection(*self.target)
        try:
            writer.write(request)
            await writer.drain()
            if not _is_whole(request):
                return b""
            return await reader.read()
        finally:
            writer.transport.abort()


async def _read_message(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(HEAD_ENDS)
    return head + await reader.readexactly(_length(head))


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _colon, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _is_whole(request: bytes) -> bool:
    head, _ends, body = request.partition(HEAD_ENDS)
    return len(body) >= _length(head) and HEAD_ENDS in request


async def _answer(writer: asyncio.StreamWriter, words: bytes) -> None:
    writer.write(words)
    await writer.drain()


@contextmanager
def faulty_line(
    target: str, *, seed: int, broken: float = 0.6, slowness: float = 0.02
) -> Iterator[tuple[str, Proxy]]:
    """Yield the address of a line to `target` that breaks, and its proxy."""
    proxy = Proxy(target, seed=seed, broken=broken, slowness=slowness)
    ready = threading.Event()
    # A loop of its own thread: the test's own may be busy with a browser.
    thread = threading.Thread(target=lambda: asyncio.run(proxy.serve(ready)))
    thread.start()
    ready.wait()
    try:
        yield f"http://127.0.0.1:{proxy.port}", proxy
    finally:
        proxy.end()
        thread.join()
