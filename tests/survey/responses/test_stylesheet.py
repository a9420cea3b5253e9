import base64
import hashlib
import re

from survey.responses.stylesheet import STYLE, STYLE_SOURCE, smaller


def test_comments_and_space_are_left_out():
    css = "/* why: {x} */\n.a,\n.b > c { color: #fff;\n  margin: 0 1px; }\n"

    assert smaller(css) == ".a,.b > c{color:#fff;margin:0 1px}"


def test_a_pseudo_class_keeps_the_space_before_it():
    assert smaller(".a :hover { b: c; }") == ".a :hover{b:c}"


def test_a_condition_keeps_its_words_apart():
    css = "@media (min-width: 40rem) { a { b: c; } }"

    assert smaller(css) == "@media (min-width: 40rem){a{b:c}}"


def test_the_page_carries_exactly_what_the_policy_allows(client):
    response = client.get("/rate/")
    style = re.search(r"<style>(.*?)</style>", response.text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert style == STYLE
    assert f"'sha256-{digest}'" == STYLE_SOURCE
    assert STYLE_SOURCE in response.headers["Content-Security-Policy"]
