"""The public pages of results: anyone may read what has been published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from flask import abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from survey import clock
from survey.accounts.access import public
from survey.i18n import language
from survey.results import factor_views, reading
from survey.results.archive import views as archive_views
from survey.results.blueprint import bp, get_publication, version_asked_for
from survey.results.reading.kept import kept
from survey.results.reading.published import Overview, PublicationHead
from survey.results.showing import pages, table_file
from survey.waves import service as waves

__all__ = ["archive_views", "bp", "factor_views"]


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """List what has been published, the newest first."""
    published = defaultdict(list)
    for head in reading.latest_publications():
        published[head.wave_slug].append(head)
    return render_template(
        "results/index.html", waves=list(published.values()), next_close=_next_close()
    )


@bp.get("/method")
@public
def method() -> ResponseReturnValue:
    """Say in plain words what the numbers are and how they come about."""
    return render_template("results/method.html")


@bp.get("/<wave_slug>/<int(max=9999):period>/")
@public
def overview(wave_slug: str, period: int) -> ResponseReturnValue:
    """Show all units of a publication against the targets."""
    publication = get_publication(wave_slug, period)
    place: dict[str, Any] = {"wave_slug": wave_slug, "period": period}
    place |= version_asked_for()
    page = reading.overview(publication)
    body = kept(
        (page.publication, language(), *place.values()),
        lambda: _overview_body(page, reading.list_versions(publication), place),
    )
    return render_template(
        "results/overview.html",
        page=page,
        head=page.publication,
        illustrative=page.publication.illustrative,
        body=Markup(body),  # noqa: S704 - our own template made it
    )


def _overview_body(
    page: Overview, versions: Sequence[PublicationHead], place: Mapping[str, Any]
) -> str:
    context = pages.overview_context(
        page,
        versions,
        unit_address=partial(_unit_address, place),
        table_address=url_for(".table", **place),
        factors_address=url_for(".factors", **place) if page.tree else None,
    )
    return render_template("results/overview_body.html", **context)


@bp.get("/<wave_slug>/<int(max=9999):period>/table.csv")
@public
def table(wave_slug: str, period: int) -> ResponseReturnValue:
    """Give the table of a publication as a file for spreadsheets."""
    page = reading.overview(get_publication(wave_slug, period))
    return send_file(
        BytesIO(table_file.csv_of(page).encode("utf-8")),
        mimetype="text/csv",
        as_attachment=True,
        # also gives a name in ASCII: servers refuse any other header
        download_name=table_file.name_of(page),
    )


@bp.get("/<wave_slug>/<int(max=9999):period>/<unit_code>")
@public
def agency(wave_slug: str, period: int, unit_code: str) -> ResponseReturnValue:
    """Show how people rate one unit."""
    publication = get_publication(wave_slug, period)
    page = reading.agency(publication, unit_code)
    if page is None:
        abort(404)
    return render_template(
        "results/agency.html",
        **pages.agency_context(page, reading.list_versions(publication)),
    )


def _unit_address(place: Mapping[str, Any], unit_code: str) -> str:
    return url_for(".agency", unit_code=unit_code, **place)


def _next_close() -> date | None:
    """Return the day on which the next period of an open wave ends."""
    today = clock.today()
    ends = (
        period.ends_on for wave in waves.list_open_waves() for period in wave.periods
    )
    return min((day for day in ends if day >= today), default=None)
