"""Pages for everybody: what can be found out without a person who needs it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from survey.app import create_app
from survey.config import read_config
from tests.databases import copy_sqlite
from tests.journeys.conftest import served
from tests.journeys.every_page import Site, every_page, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def site(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    sounds = tmp_path_factory.mktemp("sounds")
    url = copy_sqlite(sqlite_template, folder)
    app = create_app(
        read_config({"HAILONG_VAR": str(folder / "var"), "DATABASE_URL": url})
    )
    with app.app_context():
        furnished = furnish(app, sounds)
    app.extensions["engine"].dispose()
    with pytest.MonkeyPatch.context() as environ:
        # Offices can be asked for a call only where mail leaves the platform.
        environ.setenv("SMTP_HOST", "mail.example.vn")
        environ.setenv("SMTP_FROM", "hailong@example.vn")
        with served(app) as address:
            yield Site(address, **furnished)


def open_page(chromium: Browser, site: Site, *, width: int = 360, **cookies) -> Page:
    """Return a page on which the server's own pages are seen, without scripts."""
    context = chromium.new_context(viewport={"width": width, "height": 640})
    context.route("**/*.js", lambda route: route.abort())
    context.add_cookies(
        [
            {"name": name, "value": value, "url": site.address}
            for name, value in cookies.items()
        ]
    )
    context.set_default_timeout(20_000)
    return context.new_page()


@pytest.mark.parametrize("look", ["0n", "0h"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_for_citizens_violates_what_axe_checks(chromium, site, lang, look):
    page = open_page(chromium, site, lang=lang, look=look)
    axe, found, seen = Axe(), {}, []
    for name in every_page(page, site):
        seen.append(name)
        violations = axe.run(page).response["violations"]
        if violations:
            found[name] = [
                (flaw["id"], [node["html"] for node in flaw["nodes"]])
                for flaw in violations
            ]
    page.context.close()

    assert found == {}
    assert len(seen) == 28


@pytest.mark.parametrize(
    ("letters", "look"), [("200%", "0n"), ("100%", "2n"), ("100%", "2h")]
)
def test_nothing_scrolls_sideways_on_a_narrow_page_with_large_letters(
    chromium, site, letters, look
):
    """320 pixels are 1280 at a zoom of 400 %."""
    page = open_page(chromium, site, width=320, look=look)
    wide = {}
    for name in every_page(page, site):
        if letters != "100%":  # as where the phone's own letters are set larger
            page.evaluate(
                "size => document.documentElement.style.fontSize = size", letters
            )
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > 320:
            wide[name] = width
    page.context.close()

    assert wide == {}


def test_buttons_and_rows_are_large_enough_for_a_thumb(chromium, site):
    page = open_page(chromium, site)
    small = {}
    for name in every_page(page, site):
        for target in page.locator(
            "button:not(.out), .row, a.button, .languages > *"
        ).all():
            box = target.bounding_box()
            if box and min(box["width"], box["height"]) < 44:
                small[name, target.inner_text()] = box
    page.context.close()

    assert small == {}


HEAD = [
    'group "Language"',
    'button "Tiếng Việt"',
    'group "Size of letters, contrast"',
    'button "A normal size" [pressed]',
    'button "A larger"',
    'button "A largest"',
    'button "High contrast"',
]
WAYS = ['button "Back"', 'button "Continue"']


def test_a_screen_reader_meets_what_is_shown_in_the_order_it_is_shown(chromium, site):
    page = open_page(chromium, site, lang="en")
    page.goto(site.url("/rate/nho/MH01/"))
    switch = ['navigation "Language"', 'link "Tiếng Việt"', 'link "English"']
    assert heard(page)[:3] == switch
    press(page, "Begin")

    first = [
        'heading "Small form" [level=1]',
        'group "Have you been there?"',
        'radio "Yes"',
        'radio "No"',
        *WAYS,
    ]
    assert heard(page) == [*HEAD, 'progressbar "Answered so far"', *first]
    press(page, "Continue")
    assert heard(page)[len(HEAD) + 1 :] == [
        'heading "Please look at this once more" [level=2]',
        'link "Please choose an answer before you continue."',
        *first,
    ]
    page.context.close()


def test_a_whole_answer_is_given_by_what_a_screen_reader_reads(chromium, site):
    page = open_page(chromium, site, lang="en")
    page.goto(site.url("/rate/nho/MH01/"))
    press(page, "Begin")
    page.get_by_role("radio", name="Yes").check()
    press(page, "Continue")
    page.get_by_role("textbox", name="How often?").fill("5")
    press(page, "Continue")
    choices = ("Poor", "Fair", "Good", "Excellent", "Do not know")
    assert heard(page)[len(HEAD) + 2 :] == [
        'group "How was it?"',
        *(f'radio "{name}"' for name in choices),
        *WAYS,
    ]
    page.get_by_role("radio", name="Good").check()
    press(page, "Continue")
    page.get_by_role("checkbox", name="Newspaper").check()
    page.get_by_role("textbox", name="Anything else?").fill("No.")
    press(page, "Continue")
    changes = [line for line in heard(page) if "Change" in line]
    assert changes == [f'link "Change question {number}"' for number in range(1, 6)]
    press(page, "Send")
    assert page.title().startswith("Your form is counted")
    page.context.close()


def heard(page: Page) -> list[str]:
    """Return what a screen reader meets on a page: roles and names, in order."""
    snapshot = page.locator("body").aria_snapshot()
    return re.findall(r'^ *- (\w+ ".*?"(?: \[.*?\])?):?$', snapshot, re.MULTILINE)


def press(page: Page, name: str) -> None:
    """Press the button that a screen reader reads by this name; await the page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
