"""Handing a message to a provider of SMS or Zalo, by signed HTTP.

The provider takes each `id` once: asked again it answers what it answered.
"""

import http.client
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from survey import clock, wire
from survey.channels import Channel, Gateway
from survey.outbox.content import Content
from survey.outbox.models import MessageState, Problem
from survey.outbox.rules import Outcome, away, failed
from survey.outbox.signing import signed_headers

PATIENCE = 20.0  # seconds
LONGEST_ANSWER = 16 * 1024
LONGEST_ID = 120
HIGHEST_COST = 1_000_000  # đồng, for one message

PROBLEMS = {
    "address": Problem.REFUSED_ADDRESS,
    "account": Problem.REFUSED_US,
    "delivery": Problem.NOT_DELIVERED,
}


class Report(msgspec.Struct, frozen=True):
    """What a provider tells of a message, at once or in a report of delivery."""

    id: str
    state: Literal["sent", "delivered", "failed"]
    cost: int = 0
    problem: Literal["address", "account", "delivery"] | None = None
    provider_id: str | None = None


def send(gateway: Gateway, name: str, channel: Channel, content: Content) -> Outcome:
    """Hand a message over, and say what the provider answers."""
    body = msgspec.json.encode(
        {
            "id": name,
            "to": content.address,
            "text": content.words.text,
            "channel": channel.value,
        }
    )
    try:
        status, answer = _post(gateway, body)
    except (OSError, http.client.HTTPException):
        return away()
    return _outcome(name, status, answer)


def _post(gateway: Gateway, body: bytes) -> tuple[int, bytes]:
    # Not urllib: it would follow a redirect, and a proxy of the environment.
    address = urlsplit(gateway.url)
    https = address.scheme == "https"
    kind = http.client.HTTPSConnection if https else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=PATIENCE)
    headers = signed_headers(gateway.secret, clock.now().timestamp(), body)
    target = address._replace(scheme="", netloc="", fragment="").geturl() or "/"
    try:
        connection.request(
            "POST", target, body, {"Content-Type": "application/json", **headers}
        )
        answer = connection.getresponse()
        return answer.status, answer.read(LONGEST_ANSWER)
    finally:
        connection.close()


def _outcome(name: str, status: int, answer: bytes) -> Outcome:
    report = _read(name, answer)
    if status in {400, 401, 402, 403, 422}:
        # A request that we have spelt wrong is refused too: the number is
        # forgotten only where it is named as the reason.
        named = report is not None and report.problem == "address"
        return failed(Problem.REFUSED_ADDRESS if named else Problem.REFUSED_US)
    if status not in {200, 201, 202} or report is None:
        return away()
    return outcome_of(report)


def _read(name: str, answer: bytes) -> Report | None:
    """Return what is told of the message with this name, or nothing."""
    try:
        report = wire.read_json(answer, Report)
    except wire.NotReadable:
        return None
    return report if report.id == name else None


def outcome_of(report: Report) -> Outcome:
    """Return what a report says, in our own words."""
    state = MessageState(report.state)
    problem = None
    if state is MessageState.FAILED:
        problem = PROBLEMS[report.problem or "delivery"]
    return Outcome(
        state=state,
        problem=problem,
        provider_id=_printable(report.provider_id or "")[:LONGEST_ID] or None,
        cost_dong=min(max(report.cost, 0), HIGHEST_COST),
    )


def _printable(text: str) -> str:
    # PostgreSQL refuses a NUL, and the worker would never get past that message.
    return "".join(character for character in text if character.isprintable())
