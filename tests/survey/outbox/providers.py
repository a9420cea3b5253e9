"""Providers that really listen: a gateway by HTTP, a mail server by SMTP."""

import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from survey.channels import Gateway, MailServer
from survey.outbox.signing import SIGNATURE, TIMESTAMP

SECRET = "bí mật của cổng tin nhắn"
SENDER = "hailong@laichau.gov.vn"
Answer = tuple[int, bytes]


@dataclass
class Provider:
    """A gateway that takes each id once, and whatever else a test makes it do."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], Answer] | None = None

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.url, SECRET)

    def take(self, headers: dict[str, str], body: bytes) -> Answer:
        request = json.loads(body)
        self.requests.append(request)
        self.headers.append(headers)
        self.bodies.append(body)
        if self.answer is not None:
            return self.answer(request)
        return accepted(request)

    @property
    def people(self) -> list[tuple[str, str]]:
        """Return who was told what: a known id is not delivered once more."""
        known = {request["id"]: request for request in self.requests}
        return [(request["to"], request["text"]) for request in known.values()]


def accepted(request: dict[str, Any], state: str = "sent") -> Answer:
    told = {"id": request["id"], "state": state, "cost": 320, "provider_id": "vt-1"}
    return 202, json.dumps(told).encode()


@contextmanager
def listening(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            names = (TIMESTAMP, SIGNATURE, "Content-Type")
            status, answer = provider.take(
                {name: self.headers[name] for name in names}, body
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}/send?version=1"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Postman:
    """A mail server's own decisions, and the mails it took."""

    mails: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_data: str = "250 OK"
    password: str = ""
    tls: ssl.SSLContext | None = None
    logins: int = 0

    async def handle_RCPT(  # noqa: N802 -- the library calls it so
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802 -- the library calls it so
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.mails.append(bytes(envelope.content or b""))
        self.recipients += envelope.rcpt_tos
        if self.to_data == "hang up":
            server.transport.abort()
        return self.to_data

    def authenticate(self, *given: Any) -> AuthResult:
        self.logins += 1
        login = given[-1]
        right = isinstance(login, LoginPassword) and (
            login.password == self.password.encode()
        )
        return AuthResult(success=right, handled=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def delivering(postman: Postman) -> Iterator[MailServer]:
    controller = Controller(
        postman,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=postman.authenticate if postman.password else None,
        auth_require_tls=False,
        tls_context=postman.tls,
    )
    controller.start()
    user = "hailong" if postman.password else ""
    try:
        yield MailServer("127.0.0.1", controller.port, SENDER, user, postman.password)
    finally:
        controller.stop()
