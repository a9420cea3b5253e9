"""What nginx does in front of the platform, in twenty lines: it compresses."""

import gzip
import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LEVEL = 6
COMPRESSED = ("text/html", "text/javascript", "application/json")
OWN = {"connection", "content-length", "transfer-encoding", "server", "date"}
STATIC = "/static-page"
# Three kilobytes of text, as a page that asks nothing of anybody.
PAGE = "<!doctype html><html lang=vi><title>·</title><p>" + "Xin chào Ông/Bà. " * 150


class Handler(BaseHTTPRequestHandler):
    """Passes on to `upstream`, which a subclass names."""

    upstream = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == STATIC:
            self._answer(200, [("Content-Type", "text/html")], PAGE.encode()[:3072])
            return
        self._pass_on(b"")

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def _pass_on(self, body: bytes) -> None:
        line = http.client.HTTPConnection(self.upstream)
        line.request(self.command, self.path, body, dict(self.headers))
        answer = line.getresponse()
        words = answer.read()
        line.close()
        kept = [(k, v) for k, v in answer.getheaders() if k.lower() not in OWN]
        if answer.headers.get_content_type() in COMPRESSED:
            words = gzip.compress(words, LEVEL)
            kept.append(("Content-Encoding", "gzip"))
        self._answer(answer.status, kept, words)

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def compressed(upstream: str) -> Iterator[str]:
    """Serve what `upstream` serves, compressed; and one small static page."""
    names = {"upstream": upstream.removeprefix("http://")}
    passing = type("Passing", (Handler,), names)
    server = ThreadingHTTPServer(("127.0.0.1", 0), passing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
