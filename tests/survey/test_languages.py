"""Languages that CLDR and Babel have never heard of."""

import subprocess
import sys

import pytest

from survey import i18n, languages
from survey.languages import Language

# `qaa` to `qtz` are kept free for private use: nobody speaks them.
MADE_UP = "qaa"


@pytest.fixture
def made_up(monkeypatch):
    """A language in the registry that has no catalogue."""
    monkeypatch.setitem(languages.KNOWN, MADE_UP, Language(MADE_UP, "Qaa", MADE_UP))
    return MADE_UP


def test_only_languages_with_a_catalogue_are_spoken_everywhere():
    assert i18n.LANGUAGES == {"vi": "Tiếng Việt", "en": "English"}
    assert not languages.KNOWN["hmn"].has_catalogue


def test_a_language_without_a_catalogue_is_kept_for_forms_and_said_in_vietnamese(
    client, made_up
):
    page = client.get(f"/rate/?lang={made_up}")

    assert '<html lang="vi">' in page.text
    assert page.headers["Set-Cookie"].startswith(f"lang={made_up};")


def test_an_unknown_language_is_ignored(client):
    page = client.get("/rate/?lang=xx")

    assert '<html lang="vi">' in page.text
    assert "Set-Cookie" not in page.headers


@pytest.fixture
def catalogue(tmp_path, monkeypatch, made_up):
    """A catalogue of one sentence, compiled as the Makefile does it."""
    folder = tmp_path / made_up / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(
        f'msgid ""\nmsgstr "Language: {made_up}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Search"\nmsgstr "Qesh"\n',
        "utf-8",
    )
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "compile"]
    command += ["-i", str(folder / "messages.po"), "-o", str(folder / "messages.mo")]
    subprocess.run(command, check=True)
    shipped = languages.FOLDER / "vi"
    (tmp_path / "vi").symlink_to(shipped)
    monkeypatch.setattr(i18n, "FOLDER", tmp_path)
    monkeypatch.setitem(i18n.LANGUAGES, made_up, "Qaa")
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


def test_a_catalogue_of_an_unknown_language_speaks_and_falls_back(client, catalogue):
    page = client.get("/rate/?lang=qaa").text

    assert '<html lang="qaa">' in page
    assert "Qesh" in page
    assert "Tên cơ quan" in page  # nobody has translated this one
