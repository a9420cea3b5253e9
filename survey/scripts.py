"""Small ES modules put into one file: a phone asks once, and not seven times.

Each module is written and tested by itself. Put together in the order of their
imports they share one scope, so no two of them may declare the same name.
"""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin

IMPORT = re.compile(r'^import\s[^;]*?from\s+"\./[a-z_]+\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async |function|class|const|let))", re.MULTILINE)


IMPORTS = re.compile(r'\A(?:import\{[^}]*\}from"[^"]*";\s*)*')
# A process of its own: the library brings a runtime along that web workers need
# not carry. Names are shortened only as the browsers of old phones can read them.
SHORTENING = """
import sys
import minify
minify.config({"js-version": 2018, "js-keep-var-names": False})
sys.stdout.write(minify.string("application/javascript", sys.stdin.read()))
"""
LONGEST_WAIT = 20


@dataclass(frozen=True)
class Script:
    """A file for the browser, and the name of exactly this content."""

    text: str
    version: str


def assemble(
    modules: Iterable[Path],
    *,
    head: str = "",
    lends: Iterable[str] = (),
    short: bool = False,
) -> Script:
    """Return the modules as one, each after those that it imports.

    Parameters
    ----------
    head
        What stands before them: constants of the server, or imports of another
        script that was put together.
    lends
        The names that such another script may import of this one.
    short
        Whether the names within are shortened as well, where the library is
        there that does it; the script does the same without.
    """
    text = jsmin(head + "".join(_plain(path.read_text("utf-8")) for path in modules))
    names = ",".join(lends)
    small = (_shortened(text, names) if short else "") or text + _lending(names)
    digest = hashlib.sha256(small.encode("utf-8")).hexdigest()
    return Script(small, digest[:16])


def _lending(names: str) -> str:
    return f"export{{{names}}};" if names else ""


def _shortened(text: str, names: str) -> str:
    """Return a script with short names; nothing where it cannot be had.

    Only what stands within a function is renamed, so all of it is put into one.
    """
    match = IMPORTS.match(text)
    imports = match[0] if match else ""
    body = f"(()=>{{{text[len(imports) :]};return{{{names}}}}})();"
    lent = f"export const{{{names}}}=" if names else ""
    done = subprocess.run(  # noqa: S603 - our own words, and what we start is fixed
        [sys.executable, "-c", SHORTENING],
        input=imports + lent + body,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST_WAIT,
        check=False,
    )
    return done.stdout if done.returncode == 0 else ""


def _plain(module: str) -> str:
    """Return a module without its imports and exports."""
    return EXPORT.sub("", IMPORT.sub("", module))
