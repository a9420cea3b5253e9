"""The frame around staff and result pages, and the page of an error."""

import pytest
from flask import flash, render_template

from survey.accounts.models import Role
from tests.factories import make_account


def test_the_first_link_skips_to_the_content(client):
    page = client.get("/results/method").text

    assert page.index('href="#main"') < page.index("<header")
    assert 'id="main"' in page


def test_the_language_can_be_changed_without_losing_the_address(client):
    page = client.get("/results/method?q=a%26b&lang=vi").text

    assert 'href="?q=a%26b&amp;lang=en" lang="en"' in page


def test_an_answer_to_a_post_offers_no_other_language(client):
    response = client.post("/results/method")

    assert response.status_code == 405
    assert 'class="languages"' not in response.text


def test_the_page_one_stands_on_is_marked(client):
    page = client.get("/results/method").text

    assert 'href="/results/method" aria-current="page"' in page


def test_nobody_sees_the_pages_of_staff_without_signing_in(client):
    assert "staff-bar" not in client.get("/results/method").text


@pytest.mark.parametrize(
    ("role", "sees_accounts"),
    [(Role.ADMINISTRATOR, True), (Role.DESIGNER, False), (Role.APPROVER, False)],
)
def test_staff_see_the_pages_of_their_role(app, role, sees_accounts):
    browser = app.test_client().sign_in(make_account(role, name="Nguyễn Thị Thử"))

    page = browser.get("/results/method").text

    assert "Nguyễn Thị Thử" in page
    # What is not published yet is for who works on it.
    assert ('href="/staff/publications/"' in page) != sees_accounts
    assert ('href="/staff/accounts"' in page) == sees_accounts


def test_an_illustration_is_marked_in_every_language(shared_app):
    for language in ("vi", "en"):
        with shared_app.test_request_context(f"/?lang={language}"):
            page = render_template("base.html", illustrative=True)
            assert "DỮ LIỆU MINH HOẠ" in page


def test_a_page_says_what_was_done(shared_app):
    with shared_app.test_request_context():
        flash("Đã lưu.", "success")
        flash("Chưa lưu được.", "error")
        page = render_template("base.html")

    assert '<p class="notice notice--success" role="status">Đã lưu.</p>' in page
    assert '<p class="notice notice--error" role="alert">Chưa lưu được.</p>' in page


def test_an_error_of_ours_looks_nobody_up(shared_app):
    """The database may be what failed."""

    def fail() -> None:
        raise AssertionError

    with shared_app.test_request_context():
        page = render_template(
            "error.html", code=500, title="Lỗi", advice="Thử lại.", current_account=fail
        )

    assert "Thử lại." in page


def test_an_unknown_address_gets_a_page_in_plain_words(client):
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert "Không có trang này" in response.text
