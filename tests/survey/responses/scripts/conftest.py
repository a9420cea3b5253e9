"""A page in Chromium that holds one script module at a time, and no server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from survey import responses

FOLDER = Path(responses.__file__).with_name("scripts")
HOME = "https://modules.test/"  # WebCrypto wants a secure address


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(HOME)
    if not name:
        route.fulfill(body="<!doctype html><title>·</title>", content_type="text/html")
    elif (FOLDER / name).is_file():
        route.fulfill(path=FOLDER / name, content_type="text/javascript")
    else:
        route.fulfill(status=404)


@pytest.fixture
def bench(chromium: Browser) -> Iterator[Page]:
    """An empty page from which every module can be imported."""
    context = chromium.new_context()
    context.route(f"{HOME}**", _serve)
    page = context.new_page()
    page.goto(HOME)
    yield page
    context.close()
