"""The respondent's stylesheet, made small once and allowed by its hash."""

import re
from pathlib import Path

from markupsafe import Markup

from survey.headers import style_hash


def smaller(css: str) -> str:
    """Return the stylesheet without comments and the space it can do without.

    It holds no string in which a space before a brace or a colon would matter.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"(?<=[a-z-]): (?=[^{}]*[;}])", ":", css)
    return css.replace(";}", "}").strip()


_WORDS = smaller(Path(__file__).with_name("citizen.css").read_text("utf-8"))
STYLE = Markup(_WORDS)  # noqa: S704 -- our own file, with no markup in it
STYLE_SOURCE = style_hash(_WORDS)
