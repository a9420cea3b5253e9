"""The wording of the SIPAS 2026 form as it was printed, where it can be found."""

import os
import re
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("HAILONG_SHARED", "../shared"))

_SLOTS = {
    "{loa}": "{loudspeaker}",
    "{tổ}": "{neighbourhood}",
    "{điểm phục vụ}": "{service_point}",
    "{cấp xã}": "{commune}",
    "{tỉnh}": "{province}",
}


def printed_form():
    """Return the text of the printed form, its local words named as our slots."""
    path = SHARED / "domain" / "sipas-2026.md"
    if not path.exists():
        pytest.skip(f"the printed wording is not at {path} (set HAILONG_SHARED)")
    text = path.read_text("utf-8")
    for printed, ours in _SLOTS.items():
        text = text.replace(printed, ours)
    return text


def printed_ratings():
    """Return the sentences of Câu 9 by their number, 1 to 39."""
    form = printed_form()
    ninth = form[form.index("**Câu 9.**") : form.index("**Câu 10.**")]
    lines = re.findall(r"(?m)^(\d+)\. (.*)$", ninth)
    return {int(number): sentence.strip() for number, sentence in lines}


def sentence_of(item):
    """Return what is printed for an item: its text, then its hint."""
    return " ".join(text["vi"] for text in (item.text, item.hint) if text)
