"""The form of a wave as citizens will see it, before anybody can answer.

Framed on the page of those who prepare it, in a sandbox: nothing in it can be sent,
no script runs, and no draft is begun.
"""

from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from questionnaires import Answers, Instrument, ItemType, Page
from survey.accounts.access import role_required
from survey.accounts.models import Role
from survey.headers import frame_own_pages, let_be_framed
from survey.languages import KNOWN
from survey.responses import carrying, paging, screens
from survey.responses.drafts import Content
from survey.responses.visit import Visit, look_for
from survey.waves.blueprint import get_wave

bp = Blueprint(
    "previews", __name__, url_prefix="/staff/previews", template_folder="templates"
)

NOBODY = UUID(int=0)
LOOKERS = (Role.DESIGNER, Role.APPROVER)


@bp.get("/<wave_slug>")
@role_required(*LOOKERS, everywhere=True)
def frames(wave_slug: str) -> ResponseReturnValue:
    """Show a screen of the form on a phone and on a wide screen."""
    visit = _visit(wave_slug)
    screens_there = len(_pages(visit.instrument)) + 1
    number = request.args.get("screen", 0, type=int)
    if not 0 <= number < screens_there:
        abort(404)
    frame_own_pages()
    return render_template(
        "previews/frames.html",
        wave=visit.wave,
        unit=visit.unit,
        number=number,
        last=screens_there - 1,
        spoken=_spoken(visit),  # the frames speak it; this page speaks the reader's
        offered=[KNOWN[code] for code in visit.languages],
    )


@bp.get("/<wave_slug>/<int(max=9999):number>")
@role_required(*LOOKERS, everywhere=True)
def screen(wave_slug: str, number: int) -> ResponseReturnValue:
    """Draw one screen of the form, for a frame."""
    visit = _visit(wave_slug)
    language = visit.speak(_spoken(visit))
    let_be_framed()
    if number == 0:
        return screens.show_start(
            visit, NOBODY, "", counter=None, held=carrying.NOTHING, resume=None
        )
    pages = _pages(visit.instrument)
    if number > len(pages):
        abort(404)
    page = pages[number - 1]
    content = Content(
        uuid=NOBODY,
        language=language,
        answers=_before(page, _answers(visit.instrument)),
    )
    return screens.show_page(visit, page, content)


def _spoken(visit: Visit) -> str:
    wanted = request.args.get("speak", "")
    return wanted if wanted in visit.languages else visit.languages[0]


def _visit(wave_slug: str) -> Visit:
    wave = get_wave(wave_slug)
    if not wave.units:
        abort(404)
    return look_for(wave_slug, wave.units[0].code) or abort(404)


def _pages(instrument: Instrument) -> list[Page]:
    """Return the pages that whoever is content with nothing is led to."""
    return paging.asked_pages(instrument, _answers(instrument))


def _answers(instrument: Instrument) -> Answers:
    """Return the lowest answer to every question of one choice: most is asked then."""
    return {
        item.id: min(option.code for option in item.options if not option.missing)
        for item in instrument.items()
        if item.type in (ItemType.SINGLE, ItemType.RATING)
    }


def _before(page: Page, answers: Answers) -> Answers:
    shown = {item.id for item in page.items}
    return {name: code for name, code in answers.items() if name not in shown}
