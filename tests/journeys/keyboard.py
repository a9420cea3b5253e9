"""A person who has only a keyboard."""

from playwright.sync_api import Locator, Page

FURTHEST = 80


def focused(page: Page) -> Locator:
    """Return what has the focus."""
    return page.locator(":focus")


def tab_to(page: Page, selector: str) -> Locator:
    """Press Tab until the focus stands on something that fits the selector."""
    for _step in range(FURTHEST):
        page.keyboard.press("Tab")
        here = page.locator(f":is({selector}):focus")
        if here.count():
            return here
    raise AssertionError(f"Tab never reaches {selector}")


def choose(page: Page, item: str, code: int) -> None:
    """Choose an option of a radio item: Tab to it, then Space and arrows."""
    radios = page.locator(f"input[type=radio][name='a.{item}']")
    codes = [int(radio.get_attribute("value")) for radio in radios.all()]
    tab_to(page, f"input[type=radio][name='a.{item}']")
    page.keyboard.press("Space")
    for _step in range(codes.index(code)):
        page.keyboard.press("ArrowDown")


def press_button(page: Page, name: str) -> None:
    """Tab to the button that says `name`, and press Enter."""
    tab_to(page, f"button:has-text('{name}')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
