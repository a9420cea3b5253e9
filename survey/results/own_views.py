"""What an agency reads first: its own units in the newest publications."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from survey import clock
from survey.accounts.access import role_required
from survey.agencies.models import Unit
from survey.agencies.tenancy import Scope, current_scope
from survey.database import session
from survey.results import reading
from survey.results.models import Publication
from survey.results.news import READERS, newly_published
from survey.results.reading.finding import newest_by_wave
from survey.results.reading.published import Overview
from survey.results.showing import drawing
from survey.waves import service as waves
from survey.waves.models import Wave, WaveUnit

bp = Blueprint(
    "own_results", __name__, url_prefix="/staff/results", template_folder="templates"
)
bp.add_app_template_global(newly_published)


@dataclass(frozen=True)
class Section:
    """The newest publication of a wave, with only the units of a scope."""

    publication: Publication
    page: Overview
    kind: str

    @property
    def place(self) -> dict[str, Any]:
        return {
            "wave_slug": self.publication.wave.slug,
            "period": self.publication.period.number,
        }

    def unit_address(self, code: str) -> str:
        return url_for("results.agency", unit_code=code, **self.place)

    def plan_address(self, code: str) -> str:
        return url_for("improvement.unit", code=code)


@bp.get("/")
@role_required(*READERS)
def index() -> ResponseReturnValue:
    """Show how one's own units stand, and when the next results are due."""
    scope = current_scope(*READERS)
    sections = [_section(publication, scope) for publication in newest_by_wave()]
    return render_template(
        "own_results/index.html",
        sections=[section for section in sections if section.page.rows],
        coming=_coming(scope),
        whole=scope.everything,
    )


def _section(publication: Publication, scope: Scope) -> Section:
    page, allowed = reading.overview(publication), scope.ids()
    if allowed is not None:
        codes = set(session().scalars(select(Unit.code).where(Unit.id.in_(allowed))))
        rows = tuple(row for row in page.rows if row.unit.code in codes)
        page = replace(page, rows=rows)
    return Section(publication, page, drawing.kind_of(page))


def _coming(scope: Scope) -> list[tuple[Wave, date]]:
    """Return the open waves that rate one's units, and when their period ends."""
    today = clock.today()
    rated = select(WaveUnit.wave_id).where(scope.covers(WaveUnit.unit_id))
    ids = set(session().scalars(rated))
    found = []
    for wave in waves.list_open_waves():
        ends = [one.ends_on for one in wave.periods if one.ends_on >= today]
        if wave.id in ids and ends:
            found.append((wave, min(ends)))
    return found
