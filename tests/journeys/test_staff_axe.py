"""Every page that staff or readers of results may open, as axe checks it.

The pages are those of the table of doors: a new one is looked at without a line here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from survey.accounts import sessions
from survey.accounts.models import Role
from survey.app import create_app
from survey.config import read_config
from tests.access.doors import Door, read_doors
from tests.access.place import Place, furnish
from tests.access.walking import address
from tests.databases import copy_sqlite
from tests.journeys.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OF_STAFF = ("/staff/", "/results/", "/evidence/")
DOORS = [
    door
    for door in read_doors()
    if "GET" in door.methods and door.rule.startswith(OF_STAFF)
]
Stop = tuple[Door, str]


@pytest.fixture(scope="module")
def place(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Place, list[Stop]]]:
    folder = tmp_path_factory.mktemp("staff")
    url = copy_sqlite(sqlite_template, folder)
    app = create_app(
        read_config({"HAILONG_VAR": str(folder / "var"), "DATABASE_URL": url})
    )
    with app.app_context():
        furnished = furnish()
    stops = [(door, address(app, furnished, door)) for door in DOORS]
    pages = [stop for stop in stops if _is_page(app, furnished, stop)]
    app.extensions["engine"].dispose()
    with served(app) as origin:
        yield origin, furnished, pages


def _is_page(app: Flask, place: Place, stop: Stop) -> bool:
    """Whether the address answers with a page, and is no file or redirect."""
    browser = app.test_client()
    browser.set_cookie(
        sessions.COOKIE, place.cookies[_opener(stop[0]), "whole", "valid"]
    )
    answer = browser.get(stop[1])
    return answer.status_code < 300 and answer.mimetype == "text/html"


def _opener(door: Door) -> Role:
    return min(door.roles, default=Role.ADMINISTRATOR)


@pytest.mark.parametrize(("lang", "width"), [("vi", 360), ("en", 1280)])
def test_no_page_for_staff_violates_what_axe_checks(chromium, place, lang, width):
    origin, furnished, pages = place
    axe, found = Axe(), {}
    for role in {_opener(door) for door, _path in pages}:
        page = _open_as(chromium, origin, furnished, role, lang, width)
        for door, path in pages:
            if _opener(door) is role:
                page.goto(origin + path)
                if violations := _violations(page, axe):
                    found[door.rule] = violations
        page.context.close()

    assert found == {}
    assert len(pages) > 60


def _open_as(
    chromium: Browser, origin: str, place: Place, role: Role, lang: str, width: int
) -> Page:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    cookies = {sessions.COOKIE: place.cookies[role, "whole", "valid"], "lang": lang}
    context.add_cookies(
        [
            {"name": name, "value": value, "url": origin}
            for name, value in cookies.items()
        ]
    )
    return context.new_page()


def _violations(page: Page, axe: Axe) -> list[tuple[str, list[str]]]:
    """Return what axe finds, and whether the page itself scrolls sideways."""
    found = [
        (flaw["id"], [node["html"] for node in flaw["nodes"]])
        for flaw in axe.run(page).response["violations"]
    ]
    width = page.viewport_size["width"]
    is_sheet = page.locator("body.paper").count()  # as wide as its paper
    if (
        not is_sheet
        and (seen := page.evaluate("document.scrollingElement.scrollWidth")) > width
    ):
        found.append(("scrolls sideways", [f"{seen} of {width} pixels"]))
    return found
