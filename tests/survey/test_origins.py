"""Posts under TLS with CSRF on: what the shared app of the suite leaves off."""

import re

import pytest

from survey.app import create_app
from survey.config import read_config
from tests.clients import Browser
from tests.databases import copy_sqlite

TLS = {"base_url": "https://hailong.example.gov.vn"}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture
def guarded(sqlite_template, tmp_path):
    """A client of an app as production configures it."""
    url = copy_sqlite(sqlite_template, tmp_path)
    config = read_config({"HAILONG_VAR": str(tmp_path / "var"), "DATABASE_URL": url})
    app = create_app({**config, "TLS": True, "SESSION_COOKIE_SECURE": True})
    app.test_client_class = Browser
    yield app.test_client()
    app.extensions["engine"].dispose()


def sign_in(client, token: str, **headers: str):
    answers = {"username": "ai-do", "password": "sai", "csrf_token": token}
    return client.post("/staff/sign-in", data=answers, headers=headers, **TLS)


def token_of(client) -> str:
    return TOKEN.search(client.get("/staff/sign-in", **TLS).text)[1]


def test_a_form_of_ours_is_read_under_tls_without_a_referrer(guarded):
    response = sign_in(guarded, token_of(guarded), Origin="null")

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.text


def test_a_form_without_its_token_is_refused_in_words(guarded):
    token_of(guarded)

    response = sign_in(guarded, "")

    assert response.status_code == 400
    assert "Trang này đã mở quá lâu" in response.text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}],
)
def test_a_post_from_another_site_is_refused(guarded, headers):
    response = sign_in(guarded, token_of(guarded), **headers)

    assert response.status_code == 400
