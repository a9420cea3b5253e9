"""Take a picture of every page for staff and readers, and list them by role.

The pages are those of the table of doors (`docs/access.md`); the data is the example's,
with some more of every kind. Where ImageMagick is there, the pictures are made smaller.

    python -m docs.tools.page_pictures
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from survey.accounts import sessions
from survey.accounts.models import Role
from survey.accounts.roles import role_name
from survey.app import create_app
from survey.config import read_config
from tests.access.doors import Door, read_doors
from tests.access.place import Place, furnish
from tests.access.walking import address
from tests.journeys.conftest import served

GUIDES = Path(__file__).parents[1] / "guides"
FOLDER, LIST = GUIDES / "pictures" / "pages", GUIDES / "trang.md"
SHOWN = ("/staff/", "/results/", "/evidence/")
WIDTH, TALLEST = 1280, 1500
EXAMPLE: Mapping[str, object] = {
    "wave_slug": "vi-du-minh-hoa",
    "slug": "vi-du-minh-hoa",
    "period": 2,
    "unit_code": "MH01",
    "code": "MH01",
}
# Where the example has nothing of the kind.
FURNISHED = ("/staff/slips/", "/staff/codes/", "/staff/publications/")
PUBLIC = "Ai cũng xem được"
HEADING = """# Mọi trang, theo vai trò

Mỗi trang có một ảnh; dữ liệu là dữ liệu minh hoạ. Danh sách này được tạo từ
[bảng quyền truy cập](../access.md) bằng `python -m docs.tools.page_pictures`.
"""


@contextmanager
def example() -> Iterator[tuple[str, Flask, Place]]:
    """Serve the example installation with some more of every kind."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "HAILONG_VAR": folder}
        flask = [shutil.which("flask") or "flask", "--app", "wsgi"]
        install = [*flask, "operations", "install", "--example"]
        subprocess.run(install, env=environ, check=True)  # noqa: S603 - our own
        app = create_app(read_config({"HAILONG_VAR": folder}))
        with app.app_context():
            place = furnish()
        app.extensions["engine"].dispose()
        with served(app) as origin:
            yield origin, app, place


def walk(origin: str, app: Flask, place: Place) -> dict[str, list[tuple[str, str]]]:
    """Write a picture of each page; return title and file by who may open it."""
    listed: dict[str, list[tuple[str, str]]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for door in read_doors():
            if "GET" not in door.methods or not door.rule.startswith(SHOWN):
                continue
            role = min(door.roles, default=Role.ADMINISTRATOR)
            file = FOLDER / f"{_name(door.rule)}.png"
            path = _path(app, place, door)
            title = _shoot(browser, origin + path, place, role, file)
            if title:
                who = PUBLIC if door.public else _roles(door)
                listed.setdefault(who, []).append((title, file.name))
        browser.close()
    return listed


def _path(app: Flask, place: Place, door: Door) -> str:
    if door.rule.startswith(FURNISHED):
        return address(app, place, door)
    kept = (place.shared, place.of_unit)
    there = Place(
        shared={**kept[0], **EXAMPLE},
        of_unit={**kept[1], "unit_code": "MH01", "code": "MH01"},
        cookies=place.cookies,
    )
    return address(app, there, door)


def _shoot(
    browser: Browser, url: str, place: Place, role: Role, file: Path
) -> str | None:
    """Return the heading of the page, or nothing where there is no page."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 800}, device_scale_factor=0.5
    )
    secret = place.cookies[role, "whole", "valid"]
    context.add_cookies([{"name": sessions.COOKIE, "value": secret, "url": url}])
    page = context.new_page()
    try:
        answer = page.goto(url)
    except Exception:
        context.close()
        return None
    stays = urlsplit(page.url).path == urlsplit(url).path  # not led elsewhere
    is_page = stays and answer is not None and answer.status < 300
    heading = page.locator("h1")
    title = heading.first.inner_text() if is_page and heading.count() else None
    if title:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": WIDTH, "height": min(height, TALLEST)})
        page.screenshot(path=file)
        _make_smaller(file)
    context.close()
    return title


def _make_smaller(file: Path) -> None:
    mogrify = shutil.which("mogrify")
    if mogrify:
        subprocess.run([mogrify, "-strip", "-colors", "48", file], check=True)  # noqa: S603


def _name(rule: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", rule.lower()).strip("-")


def _roles(door: Door) -> str:
    if not door.roles or door.roles == frozenset(Role):
        return "Mọi cán bộ"
    return ", ".join(role_name(role) for role in Role if role in door.roles)


def write_list(listed: Mapping[str, list[tuple[str, str]]]) -> None:
    """Write the list of pages, those that everybody may open first."""
    parts = [HEADING]
    for who in sorted(listed, key=lambda who: (who != PUBLIC, who)):
        parts.append(f"\n## {who}\n")
        for title, file in listed[who]:
            words = " ".join(title.split())
            parts.append(f"\n**{words}**\n\n![{words}](pictures/pages/{file})\n")
    LIST.write_text("".join(parts), "utf-8")


def main() -> None:
    """Take all pictures anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with example() as (origin, app, place):
        write_list(walk(origin, app, place))


if __name__ == "__main__":
    main()
