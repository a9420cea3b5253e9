"""The page of a tablet and its files, as the server sends them."""

import json
import re
from collections import Counter

import pytest

from survey.i18n import LANGUAGES
from survey.kiosks.build import MODULES, current_build
from survey.kiosks.screen_words import WORDS, in_every_language

DECLARED = re.compile(
    r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE
)
# Sentences whose names the scripts put together of two parts.
PUT_TOGETHER = re.compile(r"(revoked|stale|closed|unfetched)_(title|advice)|notice_\w+")


@pytest.fixture
def build(app):
    with app.test_request_context("/"):
        return current_build()


@pytest.fixture
def scripts() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in MODULES}


def test_the_page_names_its_files_and_they_are_there(client, build):
    page = client.get("/kiosk/").text

    for path in re.findall(r'(?:src|href)="(/kiosk/[^"]+-[^"]+)"', page):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"].endswith("immutable")
    assert page.count(build.name) == 2


def test_the_worker_keeps_the_page_and_its_files(client, build):
    worker = client.get("/kiosk/worker.js")

    listed = json.loads(re.search(r"KIOSK_FILES = (.*);", worker.text)[1])
    assert listed == [
        "/kiosk/",
        f"/kiosk/script-{build.name}.js",
        f"/kiosk/style-{build.name}.css",
        "/kiosk/manifest.json",
        "/kiosk/icon.svg",
    ]
    assert worker.headers["Cache-Control"] == "no-cache"
    assert worker.mimetype == "text/javascript"
    for path in listed:
        assert client.get(path).headers["X-Hailong"] == f"kiosk {build.name}"


def test_the_page_can_be_put_among_the_apps_of_a_tablet(client):
    page = client.get("/kiosk/")
    manifest = client.get(re.search(r'rel="manifest" href="([^"]+)"', page.text)[1])

    assert manifest.mimetype == "application/manifest+json"
    assert manifest.json["start_url"] == "/kiosk/"
    [icon] = manifest.json["icons"]
    assert client.get(icon["src"]).mimetype == icon["type"]
    assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["script-0123456789abcdef.js", "style-0.css"])
def test_files_of_another_build_are_not_ours_to_give(client, path):
    assert client.get(f"/kiosk/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "worker.js"])
def test_a_tablet_gets_no_cookie(client, path):
    assert "Set-Cookie" not in client.get(f"/kiosk/{path}").headers


def test_another_version_of_the_software_is_another_build(app, build, monkeypatch):
    monkeypatch.setitem(app.config, "SOFTWARE_VERSION", "99.0.0")
    with app.test_request_context("/"):
        assert current_build().name != build.name


def test_every_language_has_every_sentence(app):
    with app.test_request_context("/?lang=en"):
        told = in_every_language()

    assert set(told) == set(LANGUAGES)
    assert all(set(words) == set(WORDS) for words in told.values())
    assert told["en"]["send"] == "Send"
    assert told["vi"]["send"] == "Gửi phiếu"


def test_no_two_modules_declare_the_same_name(scripts):
    counted = Counter(
        name for text in scripts.values() for name in DECLARED.findall(text)
    )

    assert [name for name, times in counted.items() if times > 1] == []


def test_scripts_ask_for_no_sentence_that_is_not_there(scripts):
    asked = {
        key
        for text in scripts.values()
        for key in re.findall(r'(?:say|sentence)\((?:[\w.]+, )?"(\w+)"', text)
    }

    assert asked
    assert asked - set(WORDS) == set()


def test_every_sentence_is_said_by_a_script(scripts):
    text = "".join(scripts.values())

    unsaid = [
        key
        for key in WORDS
        if f'"{key}"' not in text and not PUT_TOGETHER.fullmatch(key)
    ]

    assert unsaid == []
