"""How large and how contrasting a reader wants the pages; her browser remembers it.

The cookie `look` holds a size from 0 to 2 and `h` for high contrast, `n` for none:
`1h`. It says nothing about her, and scripts read and write the same cookie.

Any page may be asked for with `?look=1h`: the choice is remembered and the page
shown without it, so that no address that is passed on carries somebody's look.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, has_request_context, redirect, request
from werkzeug.wrappers import Response

COOKIE = "look"
SIZES = (0, 1, 2)
ONE_YEAR = 365 * 24 * 3600
_WRITTEN = re.compile(r"([0-2])([nh])")


@dataclass(frozen=True)
class Look:
    """A size of letters, and whether the contrast is high."""

    size: int = 0
    high: bool = False

    def __str__(self) -> str:
        return f"{self.size}{'h' if self.high else 'n'}"

    @property
    def classes(self) -> str:
        """Return what the `html` element is marked with, for the stylesheets."""
        parts = (f"size-{self.size}" if self.size else "", "high" if self.high else "")
        return " ".join(filter(None, parts))

    def sized(self, size: int) -> "Look":
        """Return this look with letters of another size."""
        return replace(self, size=size)

    @property
    def turned(self) -> "Look":
        """Return this look with the other contrast."""
        return replace(self, high=not self.high)


def read_look(written: str) -> Look:
    """Return the look that a cookie or a button names; the plain one otherwise."""
    match = _WRITTEN.fullmatch(written)
    return Look(int(match[1]), match[2] == "h") if match else Look()


def look() -> Look:
    """Return the look of this request."""
    if not has_request_context():
        return Look()
    if "look" not in g:
        g.look = read_look(request.cookies.get(COOKIE, ""))
    chosen: Look = g.look
    return chosen


def choose(written: str) -> None:
    """Let the rest of this request, and the browser from now on, look that way."""
    g.look = read_look(written)
    g.look_is_new = True


def init_app(app: Flask) -> None:
    """Give templates `look()`, and remember a look that was chosen."""
    app.jinja_env.globals.update(look=look, LOOK_SIZES=SIZES, zip=zip)
    app.before_request(_take)
    app.after_request(_remember)


def _take() -> Response | None:
    """Take a look out of the address that was asked for."""
    if request.method != "GET" or COOKIE not in request.args:
        return None
    choose(request.args[COOKIE])
    rest = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name != COOKIE
    ]
    # From the root of this host: `//example.org` would be another one.
    path = "/" + request.path.lstrip("/\\")
    return redirect(f"{quote(path)}{'?' if rest else ''}{urlencode(rest)}", 303)


def _remember(response: Response) -> Response:
    if "look_is_new" in g:
        # Scripts change it too, without a request: they must be able to read it.
        response.set_cookie(
            COOKIE,
            str(look()),
            max_age=ONE_YEAR,
            samesite="Lax",
            secure=current_app.config["TLS"],
        )
    return response
