"""Fixtures of the outbox: a clock, a gateway, a mail server."""

from collections.abc import Iterator

import pytest
from flask import Flask

from survey.channels import Channel
from tests.survey.outbox.factories import Hands
from tests.survey.outbox.providers import Postman, Provider, delivering, listening


@pytest.fixture(autouse=True)
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The clock stands at noon of 5 November until a test moves it."""
    return Hands(monkeypatch)


@pytest.fixture
def provider(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A gateway for SMS and Zalo that is set up."""
    with listening(Provider()) as provider:
        gateways = dict.fromkeys((Channel.SMS, Channel.ZALO), provider.gateway)
        monkeypatch.setitem(app.config, "GATEWAYS", gateways)
        yield provider


@pytest.fixture
def postman(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postman]:
    """A mail server that is set up."""
    postman = Postman()
    with delivering(postman) as server:
        monkeypatch.setitem(app.config, "MAIL_SERVER", server)
        yield postman
