"""Small ES modules put into one file: a phone asks once, and not seven times.

Each module is written and tested by itself. Put together in the order of their
imports they share one scope, so no two of them may declare the same name.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin

IMPORT = re.compile(r'^import\s[^;]*?from\s+"\./[a-z_]+\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async |function|class|const|let))", re.MULTILINE)


@dataclass(frozen=True)
class Script:
    """A file for the browser, and the name of exactly this content."""

    text: str
    version: str


def assemble(
    modules: Iterable[Path], *, head: str = "", lends: Iterable[str] = ()
) -> Script:
    """Return the modules as one, each after those that it imports.

    Parameters
    ----------
    head
        What stands before them: constants of the server, or imports of another
        script that was put together.
    lends
        The names that such another script may import of this one.
    """
    text = head + "".join(_plain(path.read_text("utf-8")) for path in modules)
    names = ", ".join(lends)
    text += f"export {{ {names} }};\n" if names else ""
    small = jsmin(text)
    digest = hashlib.sha256(small.encode("utf-8")).hexdigest()
    return Script(small, digest[:16])


def _plain(module: str) -> str:
    """Return a module without its imports and exports."""
    return EXPORT.sub("", IMPORT.sub("", module))
