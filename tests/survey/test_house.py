"""The house's own rules, kept for every room."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.tools import data_dictionary
from survey import data_classes
from survey.tables import metadata

ROOT = Path(__file__).parents[2]
LONGEST = 400
# A style, a handler, an address elsewhere (the name of SVG is none), or a script
# that is not a file of ours.
FOREIGN = re.compile(
    r'<script(?! type="module" src="{{ [^>]*></script>)'
    r"|\sstyle=|\son[a-z]+=|https?://(?!www\.w3\.org)"
)
CODE = (
    "survey",
    "questionnaires",
    "analysis",
    "migrations",
    "tests",
    "docs",
    "benchmarks",
)

COMMENT = re.compile(r"{#.*?#}", re.DOTALL)


def test_every_view_says_who_may_open_it(shared_app):
    unmarked = [
        rule.endpoint
        for rule in shared_app.url_map.iter_rules()
        if rule.endpoint != "static"
        and not hasattr(shared_app.view_functions[rule.endpoint], "access")
    ]

    assert unmarked == []


def test_no_staff_page_opens_without_signing_in(shared_app, client):
    opened = []
    for rule in shared_app.url_map.iter_rules():
        view = shared_app.view_functions[rule.endpoint]
        if getattr(view, "access", "public") == "public" or "GET" not in rule.methods:
            continue
        values = dict.fromkeys(rule.arguments, "1")
        path = shared_app.url_map.bind("localhost").build(rule.endpoint, values)
        if client.get(path).status_code != 302:
            opened.append(rule.endpoint)

    assert opened == []


@pytest.mark.parametrize(
    "column",
    [column for table in metadata.tables.values() for column in table.columns],
    ids=str,
)
def test_every_column_has_a_data_class(column):
    assert column.info.get("data_class") in data_classes.KNOWN


def test_the_data_dictionary_says_what_the_models_say():
    assert data_dictionary.DICTIONARY.read_text("utf-8") == data_dictionary.dictionary()
    assert data_dictionary.MODEL.read_text("utf-8") == data_dictionary.diagram()


def test_no_file_is_longer_than_the_house_allows():
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in CODE
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js"}
        and (lines := path.read_text("utf-8").count("\n")) > LONGEST
    }

    assert long == {}


def test_no_room_is_a_lumber_room():
    names = {path.stem for folder in CODE[:3] for path in (ROOT / folder).rglob("*.py")}

    assert names.isdisjoint({"utils", "helpers", "common", "core", "misc"})


def test_no_page_carries_a_script_or_a_style_of_its_own():
    guilty = [
        path.name
        for path in (ROOT / "survey").rglob("*.html")
        if FOREIGN.search(COMMENT.sub("", path.read_text("utf-8")))
    ]

    assert guilty == []


def test_the_web_process_has_loaded_no_statistics(tmp_path):
    """Serve pages in a process of its own, then look at what it has imported."""
    program = """
import sys
from survey.app import create_app
from survey.config import read_config
from survey import schema
from survey.database import make_engine

config = read_config({"HAILONG_VAR": sys.argv[1]})
schema.upgrade(make_engine(config["DATABASE_URL"]))
app = create_app(config)
client = app.test_client()
for rule in app.url_map.iter_rules():
    if "GET" in rule.methods:
        path = app.url_map.bind("localhost").build(
            rule.endpoint, {name: "1" for name in rule.arguments})
        assert client.get(path).status_code < 500, path
heavy = {name.split(".")[0] for name in sys.modules} & {"numpy", "pandas", "scipy"}
print(",".join(sorted(heavy)) or "none")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert done.stdout.strip() == "none", done.stderr
