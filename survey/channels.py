"""The ways a message can leave the platform, as the environment sets them up.

None is needed: where a channel is not set up, its messages wait.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from survey.contacts import EMAIL

LEAST_SECRET = 16  # characters
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

Get = Callable[[str, str], str]


class Channel(StrEnum):
    SMS = "sms"
    ZALO = "zalo"
    EMAIL = "email"


@dataclass(frozen=True)
class Gateway:
    """A provider that takes messages by signed HTTP."""

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class MailServer:
    """A server that takes e-mail."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def read_channels(get: Get, problems: list[str]) -> dict[str, Any]:
    """Return the settings of the channels; what is wrong joins `problems`."""
    gateways = {}
    for channel in (Channel.SMS, Channel.ZALO):
        name = f"{channel.name}_GATEWAY"
        gateway = Gateway(get(f"{name}_URL", ""), get(f"{name}_SECRET", ""))
        if gateway.url:
            gateways[channel] = gateway
            problems += _problems(gateway, name)
    return {"GATEWAYS": gateways, "MAIL_SERVER": _mail_server(get, problems)}


def _problems(gateway: Gateway, name: str) -> list[str]:
    problems = []
    address = urlsplit(gateway.url)
    safe = address.scheme == "https" or address.hostname in LOOPBACK
    if not address.hostname or not safe:
        problems.append(f"{name}_URL must begin with https://")
    if len(gateway.secret) < LEAST_SECRET:
        problems.append(f"{name}_SECRET needs {LEAST_SECRET} characters or more")
    return problems


def _mail_server(get: Get, problems: list[str]) -> MailServer | None:
    host, port = get("SMTP_HOST", ""), get("SMTP_PORT", "587")
    if not host:
        return None
    sender = get("SMTP_FROM", "")
    if not EMAIL.fullmatch(sender.lower()):
        problems.append("SMTP_FROM must be the e-mail address that mails come from")
    if not port.isdigit():
        problems.append("SMTP_PORT must be a number")
        port = "0"
    user, password = get("SMTP_USER", ""), get("SMTP_PASSWORD", "")
    if not (user + password).isascii():
        problems.append("SMTP_USER and SMTP_PASSWORD must be ASCII: SMTP knows no more")
    return MailServer(host, int(port), sender, user, password)


def gateways() -> Mapping[Channel, Gateway]:
    """Return the gateways that are set up."""
    found: Mapping[Channel, Gateway] = current_app.config["GATEWAYS"]
    return found


def mail_server() -> MailServer | None:
    """Return the mail server, if one is set up."""
    found: MailServer | None = current_app.config["MAIL_SERVER"]
    return found


def is_set_up(channel: Channel) -> bool:
    """Say whether messages can leave by this channel."""
    if channel is Channel.EMAIL:
        return mail_server() is not None
    return channel in gateways()


def channels_set_up() -> list[Channel]:
    """Return the channels that messages can leave by."""
    return [channel for channel in Channel if is_set_up(channel)]
