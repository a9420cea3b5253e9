"""The web application: its rooms, bound together by `create_app`."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from survey import (
    addresses,
    database,
    error_pages,
    formats,
    headers,
    i18n,
    logs,
    origins,
)
from survey.accounts import views as accounts_views
from survey.accounts.access import init_app as open_doors
from survey.audit import views as audit_views
from survey.cli import add_commands
from survey.config import read_config
from survey.extensions import csrf
from survey.jobs import views as jobs_views
from survey.operations import views as operations_views
from survey.responses import views as responses_views
from survey.results import staff_views as results_staff_views
from survey.results import views as results_views
from survey.waves import views as waves_views

# Which job a page may ask for, and the function that does it. The worker
# imports it when the job runs: web processes load no pandas, numpy or scipy.
# Release is not among them, and never will be: the web can write this queue.
JOBS = {
    "results.draft": "survey.results.jobs:draft",
}

# The worker's own clockwork in `make run`: what runs when nobody asks.
SCHEDULE = {
    "release.nightly": "survey.release.jobs:nightly",
    "responses.sweep": "survey.responses.jobs:sweep",
}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the environment, or from `config` in tests."""
    app = Flask(__name__)
    app.config.from_mapping(config or read_config(os.environ))
    app.config.update(JOBS=JOBS, SCHEDULE=SCHEDULE)
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    for part in (
        logs,
        addresses,
        database,
        i18n,
        formats,
        headers,
        error_pages,
        origins,
    ):
        part.init_app(app)
    csrf.init_app(app)
    _open_rooms(app)
    add_commands(app)
    if app.config["PROXIES"]:
        n = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=n, x_proto=n, x_host=n
        )
    return app


def _open_rooms(app: Flask) -> None:
    open_doors(app)
    for views in (
        operations_views,
        accounts_views,
        audit_views,
        jobs_views,
        waves_views,
        results_views,
        results_staff_views,
        responses_views,
    ):
        app.register_blueprint(views.bp)
