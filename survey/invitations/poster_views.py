"""Posters with the open address of an office; nothing is written for them."""

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice  # type: ignore[attr-defined]

from survey.accounts.access import role_required
from survey.accounts.models import FIELDWORK
from survey.agencies.models import Unit
from survey.agencies.tenancy import current_scope
from survey.i18n import VIETNAMESE, use_language
from survey.i18n import gettext as _
from survey.invitations import posters
from survey.invitations.forms import PostersForm
from survey.invitations.posters import MOST_POSTERS, read_counters
from survey.waves import service as waves
from survey.waves.models import Wave, WaveKind

bp = Blueprint(
    "posters", __name__, url_prefix="/staff/waves", template_folder="templates"
)


@bp.get("/<slug>/qr")
@role_required(*FIELDWORK)
def choose(slug: str) -> ResponseReturnValue:
    """Choose offices, counters and a size of paper."""
    wave = _get(slug)
    form = PostersForm(formdata=None)
    _offer(form, wave)
    offered = _offices(wave)
    if len(offered) == 1:
        form.unit.data = [offered[0].code]
    return _page(wave, form)


@bp.get("/<slug>/qr/print")
@role_required(*FIELDWORK)
def print_posters(slug: str) -> ResponseReturnValue:
    """Show the posters, a page for each."""
    wave = _get(slug)
    form = PostersForm(request.args)
    _offer(form, wave)
    if not form.validate():
        return _page(wave, form), 422
    codes = set(form.unit.data or ())
    chosen = [unit for unit in _offices(wave) if unit.code in codes]
    counters = read_counters(form.counters.data or "")
    if len(chosen) * len(counters) > MOST_POSTERS:
        form.counters.errors = [
            _("That is more than 400 posters. Print fewer offices at a time.")
        ]
        return _page(wave, form), 422
    use_language(VIETNAMESE)  # what hangs at the counter is for everybody
    return render_template(
        "posters/posters.html",
        wave=wave,
        size=form.size.data,
        posters=posters.draw(chosen, counters, lambda *at: _address(wave, *at)),
        host=_public_url().partition("://")[2],
    )


def _get(slug: str) -> Wave:
    wave = waves.find_wave(slug)
    if wave is None or wave.kind is not WaveKind.COUNTER:
        abort(404)
    return wave


def _offices(wave: Wave) -> list[Unit]:
    """Return the offices of the wave that lie below one's own unit."""
    allowed = current_scope(*FIELDWORK).ids()
    return [unit for unit in wave.units if allowed is None or unit.id in allowed]


def _offer(form: PostersForm, wave: Wave) -> None:
    form.unit.choices = [SelectChoice(unit.code, unit.name) for unit in _offices(wave)]


def _page(wave: Wave, form: PostersForm) -> str:
    return render_template(
        "posters/choose.html", wave=wave, form=form, illustrative=wave.illustrative
    )


def _address(wave: Wave, unit: Unit, counter: int | None) -> str:
    path = url_for(
        "responses.start", wave_slug=wave.slug, unit_code=unit.code, counter=counter
    )
    return _public_url() + path


def _public_url() -> str:
    return str(current_app.config["PUBLIC_URL"]).rstrip("/")
