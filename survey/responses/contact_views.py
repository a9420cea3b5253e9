"""A citizen's contact: asking for a call, and wanting no more messages."""

from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import public
from survey.database import transaction
from survey.extensions import csrf
from survey.i18n import language
from survey.invitations.reminding import forget_address
from survey.outbox import opting_out
from survey.outbox.service import has_opted_out, opt_out
from survey.responses import contact as asking
from survey.responses import refusals, screens, trust
from survey.responses.contact import Asking
from survey.responses.errors import DeskIsFull
from survey.responses.visit import Visit, open_visit

bp = Blueprint("contacts", __name__, template_folder="templates")
csrf.exempt(bp)  # forms carry a token of their own, see `trust`
refusals.register(bp)
bp.add_app_template_global(asking.contact_url, "contact_url")
bp.add_app_template_global(asking.codes_to_ask, "codes_with_desk")


@bp.get("/rate/contact/")
@public
def offices() -> ResponseReturnValue:
    """List the offices that can be asked for a call."""
    return screens.show("contact_offices.html", offices=asking.offices_to_ask())


@bp.get("/rate/<wave_slug>/<unit_code>/contact")
@public
def contact(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Show the form by which a citizen asks for a call."""
    return _show(_get_visit(wave_slug, unit_code), uuid4(), Asking(), {})


@bp.post("/rate/<wave_slug>/<unit_code>/contact")
@public
def ask(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Pass the request on to the office's desk, once."""
    visit = _get_visit(wave_slug, unit_code)
    visit.speak(request.form.get("language", language()))
    uuid = trust.read_uuid(request.form.get("uuid", ""))
    trust.check_token(uuid, _form_name(visit), request.form.get("token", ""))
    sent = _read()
    problems = sent.problems()
    if problems:
        return _show(visit, uuid, sent, problems), 422
    try:
        with transaction():
            asking.ask(visit, uuid, sent)
    except DeskIsFull as refusal:
        return _show(visit, uuid, sent, {"full": str(refusal)}), 429
    thanks = url_for(
        ".asked", wave_slug=wave_slug, unit_code=unit_code, lang=language()
    )
    return redirect(thanks, 303)


@bp.get("/rate/<wave_slug>/<unit_code>/contact/asked")
@public
def asked(wave_slug: str, unit_code: str) -> ResponseReturnValue:
    """Say that the request was passed on."""
    visit = _get_visit(wave_slug, unit_code)
    return screens.show_visit("contact_asked.html", visit)


def _get_visit(wave_slug: str, unit_code: str) -> Visit:
    visit = open_visit(wave_slug, unit_code)
    if not asking.is_offered(visit.unit):
        abort(404)
    return visit


def _form_name(visit: Visit) -> str:
    return f"contact {visit.form}"


def _read() -> Asking:
    def typed(name: str, longest: int) -> str:
        return " ".join(request.form.get(name, "").split())[:longest]

    return Asking(
        name=typed("name", asking.LONGEST_NAME),
        reach=typed("reach", asking.LONGEST_REACH),
        # Not cut at 300: what is lost there would be lost without a word.
        words=typed("words", 2 * asking.LONGEST_WORDS),
        consent=request.form.get("consent") == "yes",
    )


def _show(visit: Visit, uuid: UUID, sent: Asking, problems: dict[str, str]) -> str:
    return screens.show_visit(
        "contact.html",
        visit,
        uuid=uuid,
        token=trust.token_of(uuid, _form_name(visit)),
        sent=sent,
        problems=problems,
        longest=asking.LONGEST_WORDS,
    )


@bp.get("/o/<token>")
@public
def refuse(token: str) -> ResponseReturnValue:
    """Ask whether somebody wants no more messages; a mere look changes nothing."""
    tag = _get_tag(token)
    return screens.show("opt_out.html", done=has_opted_out(tag))


@bp.post("/o/<token>")
@public
def opt_out_of_all(token: str) -> ResponseReturnValue:
    """Write to this address no more."""
    tag = _get_tag(token)
    with transaction():
        opt_out(tag)
        forget_address(tag)
    return screens.show("opt_out.html", done=True)


def _get_tag(token: str) -> bytes:
    tag = opting_out.tag_in(token)
    if tag is None:
        abort(404)
    return tag
