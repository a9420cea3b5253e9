"""What the phones ask for: whole visits, written down before anybody measures."""

import base64
import json
from collections.abc import Iterator, Mapping
from uuid import UUID, uuid4

from benchmarks.load import form
from benchmarks.load.client import COOKIE, Step
from benchmarks.load.floor import token_of as floor_token_of

BROWSER = """\
Host: hailong.example\r
User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0\r
Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
Accept-Encoding: gzip, deflate\r
Accept-Language: vi-VN,vi;q=0.9\r
Sec-Fetch-Site: same-origin\r
"""
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def of_floor() -> list[Step]:
    """Return a visit to the floor: the form, and the form filled in."""
    uuid = uuid4()
    fields = {"uuid": str(uuid), "token": floor_token_of(uuid)}
    fields |= dict.fromkeys(form.item_ids(), "4")
    return [_get("/", "floor page"), _post("/", "floor answers", fields, b"200")]


class Ours:
    """Visits to the platform; must be made with the app's keys at hand."""

    def __init__(self, wave: str, unit: str) -> None:
        from survey.instruments.service import find_version
        from survey.sealing import transport_point

        self.form = f"{wave}/{unit}"
        self.start = f"/rate/{self.form}/"
        version = find_version(form.NAME)
        if version is None:
            raise LookupError(form.NAME)
        self.instrument = version.content_hash
        self.point = transport_point()

    def with_script(self) -> list[Step]:
        """Return the script's way: the start page, and one sealed answer."""
        uuid = uuid4()
        body = {
            "form": self.form,
            "uuid": str(uuid),
            "sealed": self._sealed(uuid),
            "kiosk": None,
        }
        sent = _request(
            "POST", "/rate/api/submissions?lang=vi", JSON, json.dumps(body).encode()
        )
        return [_get(self.start, "our page"), Step(sent, b"201", "our answers")]

    def _sealed(self, uuid: UUID) -> str:
        from survey.sealing import seal

        content = {
            "instrument": self.instrument,
            "answers": {item: ["4"] for item in form.item_ids()},
            "language": "vi",
            "counter": None,
            "code": None,
            "replaces": None,
            "partial": False,
        }
        info = f"hailong submission 1\n{uuid}\n{self.form}".encode()
        sealed = seal(json.dumps(content).encode(), info, self.point)
        return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def without_script(self) -> list[Step]:
        """Return the way of the forms alone: a page after the other."""
        from survey.responses.trust import token_of

        uuid = uuid4()
        token = {"token": token_of(uuid, self.form)}
        whole = {"uuid": str(uuid), "language": "vi", **token}
        every = [answers for page in form.page_ids() for answers in _answers(page)]
        return [
            _get(self.start, "start page"),
            _post(self.start, "begin", whole, b"303"),
            *(step for page in form.page_ids() for step in self._page(page, token)),
            _get(f"{self.start}review", "review"),
            _post(f"{self.start}submit", "submit", {**whole, **dict(every)}, b"303"),
        ]

    def _page(self, page: str, token: Mapping[str, str]) -> Iterator[Step]:
        path = f"{self.start}{page}"
        yield _get(path, "questions")
        yield _post(path, "turn", {**token, **dict(_answers(page))}, b"303")


def _answers(page: str) -> list[tuple[str, str]]:
    return [(f"a.{item}", "4") for item in form.items_on(page)]


def _get(path: str, kind: str) -> Step:
    return Step(_request("GET", path), b"200", kind)


def _post(path: str, kind: str, fields: Mapping[str, str], status: bytes) -> Step:
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    return Step(_request("POST", path, FORM, body.encode()), status, kind)


def _request(method: str, path: str, sort: str = "", body: bytes = b"") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\n{BROWSER}"
    if body:
        head += f"Content-Type: {sort}\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + COOKIE + b"\r\n" + body
