"""What somebody does who has a phone with scripts, and what became of it."""

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from survey.database import session
from survey.responses.models import InboxRow, Spent

API = "**/rate/api/submissions*"
BEGIN, ONWARD, SEND = "Bắt đầu", "Tiếp tục", "Gửi phiếu"
REVIEW, COUNTED = "Xem lại trước khi gửi", "Phiếu đã được ghi nhận"
KEPT, AGAIN = "Phiếu đã được giữ trên máy này", "Gửi lại ngay"
RESUME = "Tiếp tục phiếu đang làm"


def open_form(page: Page, form: str) -> None:
    """Open the start page and wait until the form is there too."""
    with page.expect_response("**/form.json*"):
        page.goto(form)


def begin(page: Page) -> None:
    """Begin, and wait until the second part of the scripts is there."""
    with page.expect_response("**/script-*.js*"):
        press(page, BEGIN)
    page.wait_for_load_state("networkidle")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, label: str) -> None:
    page.get_by_text(label, exact=True).click()


def answer(page: Page, label: str = "Hài lòng", comment: str = "") -> None:
    """Answer the quick form up to its review."""
    choose(page, label)
    press(page, ONWARD)
    page.get_by_role("textbox").fill(comment)
    press(page, ONWARD)
    expect(heading(page)).to_have_text(REVIEW)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def waiting(page: Page) -> Locator:
    return page.get_by_text("1 phiếu đang chờ gửi trên máy này.")


def counted() -> list[InboxRow]:
    session().rollback()
    return list(session().scalars(select(InboxRow)))


def receipts() -> list[str]:
    session().rollback()
    return list(session().scalars(select(Spent.receipt)))
