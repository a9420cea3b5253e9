"""Take the pictures of the respondent's screens for the guides.

Needs a platform that serves the quick form of an office and a code for it:

    python -m docs.tools.pictures http://127.0.0.1:8000/rate/WAVE/UNIT/ CODE
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "guides" / "pictures"
SETTLED = 500  # milliseconds until fonts and focus have come to rest


@contextmanager
def phone() -> Iterator[Page]:
    """Open a phone-sized page in Vietnamese."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": 360, "height": 640})
        yield context.new_page()
        browser.close()


def shoot(page: Page, name: str) -> None:
    """Write the whole page as one picture."""
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=FOLDER / f"phone-{name}.png", full_page=True)


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).click()


def walk(page: Page, form: str, code: str) -> None:
    """Go the respondent's whole way once, by code, without a network at its end."""
    site = "{0.scheme}://{0.netloc}".format(urlsplit(form))
    page.goto(f"{site}/rate/")
    shoot(page, "offices")
    page.goto(f"{site}/c/")
    shoot(page, "code")
    page.goto(f"{site}/c/{code}", wait_until="networkidle")
    shoot(page, "start")
    press(page, "Bắt đầu")
    page.wait_for_load_state("networkidle")
    shoot(page, "question")
    press(page, "Tiếp tục")
    shoot(page, "missing")
    page.get_by_text("Không hài lòng", exact=True).click()
    press(page, "Tiếp tục")
    shoot(page, "reasons")
    page.get_by_text("Phải chờ lâu").click()
    press(page, "Tiếp tục")
    shoot(page, "comment")
    press(page, "Tiếp tục")
    shoot(page, "review")
    page.context.set_offline(True)
    press(page, "Gửi phiếu")
    shoot(page, "waiting")
    page.context.set_offline(False)
    page.get_by_text("Phiếu đã được ghi nhận").wait_for()
    shoot(page, "receipt")
    page.get_by_role("link", name="Mở trang của mã biên nhận này").click()
    shoot(page, "receipt-page")
    page.goto(f"{site}/c/{code}")
    shoot(page, "code-used")
    page.goto(f"{site}/rate/contact/")
    shoot(page, "contact")
    page.goto(f"{site}/accessibility")
    shoot(page, "accessibility")
    page.goto(f"{form}?look=2h", wait_until="networkidle")
    shoot(page, "large-high-contrast")


def main() -> None:
    """Take all pictures."""
    form, code = sys.argv[1:]
    FOLDER.mkdir(exist_ok=True)
    with phone() as page:
        walk(page, form, code)


if __name__ == "__main__":
    main()
