"""Small ES modules put into one file: a phone asks once, and not seven times.

Each module is written and tested by itself. Put together in the order of their
imports they share one scope, so no two of them may declare the same name.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

IMPORT = re.compile(r'^import\s[^;]*?from\s+"\./[a-z_]+\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async |function|class|const|let))", re.MULTILINE)
COMMENT = re.compile(r"^\s*//.*\n|^\s*/\*\*?.*?\*/\n", re.MULTILINE | re.DOTALL)
INDENT = re.compile(r"^\s+", re.MULTILINE)


@dataclass(frozen=True)
class Script:
    """A file for the browser, and the name of exactly this content."""

    text: str
    version: str


def assemble(modules: Iterable[Path]) -> Script:
    """Return the modules as one, each after those that it imports."""
    text = "".join(_plain(path.read_text("utf-8")) for path in modules)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Script(text, digest[:16])


def _plain(module: str) -> str:
    """Return a module without imports, exports, comments and indentation.

    Template strings of ours hold no line that begins with a comment.
    """
    for pattern in (IMPORT, EXPORT, COMMENT, INDENT):
        module = pattern.sub("", module)
    return module
