"""The respondent's pages: nothing is written on a GET, nothing needs a script."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from questionnaires import Page
from survey.accounts.access import public
from survey.database import transaction
from survey.extensions import csrf
from survey.headers import allow_style
from survey.i18n import language
from survey.responses import (
    carrying,
    drafts,
    paging,
    ready,
    receipts,
    refusals,
    screens,
    sending,
    service,
    trust,
    turning,
)
from survey.responses.drafts import Content
from survey.responses.offices import list_offices
from survey.responses.stylesheet import STYLE_SOURCE
from survey.responses.visit import (
    Visit,
    draft_key,
    find_visit,
    forget_draft,
    keep_draft,
    open_visit,
)

bp = Blueprint("responses", __name__, url_prefix="/rate", template_folder="templates")
csrf.exempt(bp)  # forms carry a token of their own, see `trust`
refusals.register(bp)

LONGEST_SEARCH = 100
URL_ENCODED = "application/x-www-form-urlencoded"


@bp.before_request
def check_encoding() -> None:
    """Refuse broken text before a form is made of it."""
    if request.mimetype == URL_ENCODED:
        trust.check_encoding(request.get_data())


@bp.get("/")
@public
def offices() -> ResponseReturnValue:
    """List the offices that can be rated now."""
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    provinces = list_offices(search)
    return screens.show("offices.html", provinces=provinces, search=search)


@bp.get("/<wave_slug>/<unit_code>/")
@public
def start(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Say who asks and what becomes of the answers; offer to begin."""
    allow_style(STYLE_SOURCE)
    form = f"{wave_slug}/{unit_code}"
    return ready.hand_out(form, lambda uuid: _draw_start(wave_slug, unit_code, uuid))


def _draw_start(wave_slug: str, unit_code: str, uuid: UUID) -> str:
    visit = open_visit(wave_slug, unit_code)
    resume = None
    held = carrying.find_pass(visit)
    draft = visit.find_draft()
    # Two people may share a phone: whoever brings another code begins anew.
    if draft is not None and held.code in {None, draft.code}:
        page = paging.page_to_resume(visit.instrument, draft.answers)
        resume = visit.page_url(page)
    visit.speak(request.args.get("lang", language()))
    return screens.show_start(
        visit,
        uuid,
        trust.token_of(uuid, visit.form),
        counter=sending.counter_in(request.args),
        held=held,
        resume=resume,
    )


@bp.post("/<wave_slug>/<unit_code>/")
@public
def begin(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Begin a draft under the UUID that the start page was given."""
    visit = open_visit(wave_slug, unit_code)
    held = carrying.posted_pass()
    content = Content(
        uuid=visit.get_uuid(),
        code=held.code,
        replaces=held.replaces,
        language=visit.speak(request.form.get("language", "")),
        counter=sending.counter_in(request.form),
    )
    with transaction():
        drafts.discard(draft_key() or b"")
        key = drafts.begin(content, visit.form)
    first = visit.page_url(paging.page_to_resume(visit.instrument, {}))
    return keep_draft(redirect(first, 303), visit, key)


@bp.get("/<wave_slug>/<unit_code>/<page_name>")
@public
def page(wave_slug: str, unit_code: str, page_name: str) -> ResponseReturnValue:
    """Show a page of questions with the answers given so far."""
    visit = open_visit(wave_slug, unit_code)
    shown = visit.get_page(page_name)
    content = visit.get_draft()
    if not paging.asked_on(visit.instrument, shown, content.answers):
        return _pass_over(visit, shown, content)
    missing = turning.missing_on(visit.instrument, shown, content.answers)
    return screens.show_page(
        visit,
        shown,
        content,
        problems=missing if "check" in request.args else (),
        mending=sending.is_mending(request.args),
    )


@bp.post("/<wave_slug>/<unit_code>/<page_name>")
@public
def turn(wave_slug: str, unit_code: str, page_name: str) -> ResponseReturnValue:
    """Keep what the page sent and go on, back, or to the other language."""
    visit = open_visit(wave_slug, unit_code)
    shown = visit.get_page(page_name)
    with transaction():
        kept = sending.keep_page(visit, shown)
    if not kept.problems:
        return redirect(kept.onward, 303)
    if not paging.asked_on(visit.instrument, shown, kept.content.answers):
        return _pass_over(visit, shown, kept.content)
    again = screens.show_page(
        visit,
        shown,
        kept.content,
        problems=kept.problems,
        sent=kept.sent,
        mending=sending.is_mending(request.form),
    )
    return again, 422


def _pass_over(visit: Visit, shown: Page, content: Content) -> ResponseReturnValue:
    """Go on from a page that asks nothing after what was answered."""
    onward = paging.page_after(visit.instrument, shown, content.answers)
    return redirect(visit.page_url(onward), 303)


@bp.get("/<wave_slug>/<unit_code>/review")
@public
def review(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Show all answers once more before they are sent for good."""
    visit = open_visit(wave_slug, unit_code)
    content = visit.get_draft()
    unfinished = paging.first_unfinished(visit.instrument, content.answers)
    if unfinished is not None:
        return redirect(visit.page_url(unfinished, check="yes"), 303)
    return screens.show_review(visit, content)


@bp.post("/<wave_slug>/<unit_code>/review")
@public
def speak(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Show the review in the other language."""
    visit = open_visit(wave_slug, unit_code)
    with transaction():
        sending.keep_language(visit)
    return redirect(visit.url("review"), 303)


@bp.post("/<wave_slug>/<unit_code>/submit")
@public
def submit(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Count the form, then say thank you; sent again it is counted once."""
    visit = find_visit(wave_slug, unit_code)
    submission = sending.read_submission(visit)
    if submission is None:
        return redirect(visit.url("review"), 303)
    with transaction():
        code = service.submit(submission)
        drafts.discard(draft_key() or b"")
    thanks = url_for(".receipt", code=code, lang=language())
    answer = forget_draft(redirect(thanks, 303), visit)
    return carrying.drop(answer, submission.code)


@bp.get("/receipt/")
@public
def look_up() -> ResponseReturnValue:
    """Ask for a receipt, and go to the one that was typed."""
    code = receipts.normal_receipt(request.args.get("code", ""))
    if not code:
        return screens.show("look_up.html")
    return redirect(url_for(".receipt", code=code), 303)


@bp.get("/receipt/<code>")
@public
def receipt(code: str) -> ResponseReturnValue:
    """Say whether a form was counted under this receipt, or taken back since."""
    found = service.find_spent(code)
    if found is None:
        return screens.show("receipt.html", receipt=None, withdrawn=False), 404
    return screens.show(
        "receipt.html", receipt=found.receipt, withdrawn=found.withdrawn
    )
