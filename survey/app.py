"""The web application: its rooms, bound together by `create_app`."""

import os
from collections.abc import Mapping
from datetime import timedelta
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
    look,
    origins,
)
from survey.accounts import views as accounts_views
from survey.accounts.access import init_app as open_doors
from survey.agencies import views as agencies_views
from survey.audit import views as audit_views
from survey.centre import views as centre_views
from survey.cli import add_commands
from survey.config import read_config
from survey.evidence import views as evidence_views
from survey.extensions import SparingSessions, csrf
from survey.improvement import public_views as improvement_public_views
from survey.improvement import views as improvement_views
from survey.instruments import views as instruments_views
from survey.invitations import inviting_views, poster_views
from survey.invitations import views as invitations_views
from survey.jobs import views as jobs_views
from survey.kiosks import api as kiosks_api
from survey.kiosks import shell as kiosks_shell
from survey.kiosks import views as kiosks_views
from survey.operations import trial_views
from survey.operations import views as operations_views
from survey.outbox import views as outbox_views
from survey.reorganisation import views as reorganisation_views
from survey.responses import api as responses_api
from survey.responses import (
    code_views,
    contact_views,
    preview_views,
    quarantine_views,
    withdrawal_views,
)
from survey.responses import scripting as responses_scripting
from survey.responses import views as responses_views
from survey.results import own_views as results_own_views
from survey.results import staff_views as results_staff_views
from survey.results import views as results_views
from survey.slips import views as slips_views
from survey.waves import views as waves_views

# Which job a page may ask for, and the function that does it. The worker
# imports it when the job runs: web processes load no pandas, numpy or scipy.
# Release is not among them, and never will be: the web can write this queue.
JOBS = {
    "results.draft": "survey.results.jobs:draft",
}

# Where accounts find the unit that a role is held for: units lie in a room above.
PLACES = "survey.agencies.service:find_unit"

# The worker's own clockwork in `make run`: what runs when nobody asks.
SCHEDULE = {
    # Before anything is released: what came since would hide what was altered.
    "evidence.check": "survey.evidence.jobs:check",
    "release.nightly": "survey.release.jobs:nightly",
    "evidence.sign": "survey.evidence.jobs:sign",
    "publications.due": "survey.results.publishing_jobs:publish_due",
    "responses.sweep": "survey.responses.jobs:sweep",
    "contacts.sweep": "survey.invitations.inviting_jobs:sweep",
    "invitations.remind": "survey.invitations.inviting_jobs:remind",
    "outbox.send": "survey.outbox.jobs:send",
    "kiosks.watch": "survey.kiosks.jobs:watch",
}

# What of it comes again in the day, after so long; all else is done once a day.
INTERVALS: dict[str, timedelta] = {
    "publications.due": timedelta(minutes=2),
    "invitations.remind": timedelta(minutes=2),
    "outbox.send": timedelta(minutes=2),
    "kiosks.watch": timedelta(minutes=10),
}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the environment, or from `config` in tests."""
    app = Flask(__name__)
    app.config.from_mapping(config or read_config(os.environ))
    app.config.update(JOBS=JOBS, SCHEDULE=SCHEDULE, INTERVALS=INTERVALS)
    app.config["PLACES"] = PLACES
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
        look,
        formats,
        headers,
        error_pages,
        origins,
    ):
        part.init_app(app)
    csrf.init_app(app)
    app.session_interface = SparingSessions()
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
        instruments_views,
        waves_views,
        trial_views,
        agencies_views,
        reorganisation_views,
        outbox_views,
        invitations_views,
        inviting_views,
        poster_views,
        slips_views,
        kiosks_api,
        kiosks_shell,
        kiosks_views,
        results_views,
        results_staff_views,
        results_own_views,
        centre_views,
        improvement_views,
        improvement_public_views,
        evidence_views,
        responses_views,
        contact_views,
        preview_views,
        responses_api,
        quarantine_views,
        code_views,
        withdrawal_views,
        responses_scripting,
    ):
        app.register_blueprint(views.bp)
