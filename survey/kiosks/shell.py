"""The page of a tablet and the files it is made of.

Everything carries a mark: a tablet that keeps them for days must not keep what a
captive portal answers in our name.
"""

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.kiosks.build import Build, current_build, worker_of

bp = Blueprint(
    "kiosks_shell", __name__, url_prefix="/kiosk", template_folder="templates"
)

MARK = "X-Hailong"
FOR_GOOD = "public, max-age=31536000, immutable"


@bp.get("/")
@public
def page() -> ResponseReturnValue:
    """Show the empty page: the script draws the screens."""
    build = current_build()
    return _marked(render_template("kiosks/shell.html", build=build.name), build)


@bp.get("/script-<name>.js")
@public
def script(name: str) -> ResponseReturnValue:
    """Send the script of the page."""
    build = _get_build(name)
    return _file(build.script, build, "text/javascript")


@bp.get("/style-<name>.css")
@public
def style(name: str) -> ResponseReturnValue:
    """Send the stylesheet of the page."""
    build = _get_build(name)
    return _file(build.style, build, "text/css")


@bp.get("/manifest.json")
@public
def manifest() -> ResponseReturnValue:
    """Say how the page looks among the apps of a tablet."""
    build = current_build()
    return _unnamed(build.manifest, build, "application/manifest+json")


@bp.get("/icon.svg")
@public
def icon() -> ResponseReturnValue:
    """Send the picture that the manifest names."""
    build = current_build()
    return _unnamed(build.icon, build, "image/svg+xml")


@bp.get("/worker.js")
@public
def worker() -> ResponseReturnValue:
    """Send the service worker; browsers compare it to see whether we are newer."""
    build = current_build()
    files = [
        url_for(".page"),
        url_for(".script", name=build.name),
        url_for(".style", name=build.name),
        url_for(".manifest"),
        url_for(".icon"),
    ]
    return _unnamed(worker_of(build, files), build, "text/javascript")


def _get_build(name: str) -> Build:
    build = current_build()
    if name != build.name:
        abort(404)
    return build


def _file(text: str, build: Build, mimetype: str) -> Response:
    sent = _marked(text, build)
    sent.mimetype = mimetype
    sent.headers["Cache-Control"] = FOR_GOOD
    return sent


def _unnamed(text: str, build: Build, mimetype: str) -> Response:
    """Return what keeps its address from build to build."""
    sent = _file(text, build, mimetype)
    sent.headers["Cache-Control"] = "no-cache"
    return sent


def _marked(body: str, build: Build) -> Response:
    return Response(body, headers={MARK: f"kiosk {build.name}"})
