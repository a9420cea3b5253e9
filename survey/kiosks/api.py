"""What tablets ask: to become a kiosk, and whether they still are one.

Every answer is JSON; a refusal carries its name, and a sentence for whoever
stands there.
"""

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts import attempts
from survey.accounts.access import public
from survey.accounts.errors import TooManyAttempts
from survey.database import transaction
from survey.i18n import gettext as _
from survey.i18n import use_language
from survey.kiosks import devices, enrolment, errors, heartbeats, messages, settings
from survey.kiosks.blueprint import bp
from survey.kiosks.errors import KioskError
from survey.kiosks.models import Kiosk
from survey.origins import is_ours
from survey.waves.models import Wave

MOST_CODES = 10  # wrong ones from one place, within a quarter of an hour
ATTEMPT = "kiosk enrolment"
PAUSE = {"Retry-After": "900"}

# How a refusal is called by the script, and its status.
REFUSALS: dict[type[KioskError], tuple[str, int]] = {
    errors.CodeUnknown: ("code_unknown", 404),
    errors.CodeExpired: ("code_expired", 410),
    errors.CodeUsed: ("code_used", 409),
    errors.TooManyCodes: ("too_many", 429),
    errors.DeviceUnknown: ("unknown_device", 403),
    errors.NotSigned: ("not_signed", 403),
    errors.NotOurs: ("not_ours", 403),
    errors.NotReadable: ("unreadable", 422),
}


@bp.errorhandler(KioskError)
def refuse(refusal: KioskError) -> ResponseReturnValue:
    """Answer a refusal in JSON."""
    name, status = REFUSALS[type(refusal)]
    headers = PAUSE if status == 429 else {}
    return jsonify(error=name, sentence=str(refusal)), status, headers


@bp.post("/api/enrol")
@public
def enrol() -> ResponseReturnValue:
    """Make a tablet the kiosk that its code is for."""
    sent = _read(messages.Enrolment)
    point = _read_key(sent)
    address = request.remote_addr or ""
    try:
        with transaction():
            attempts.note(ATTEMPT, address, most=MOST_CODES)
    except TooManyAttempts as reason:
        raise errors.TooManyCodes from reason
    with transaction():
        kiosk = enrolment.enrol(sent.code, point)
        attempts.forget(ATTEMPT, address)
    known = settings.settings_of(kiosk, settings.find_wave(kiosk))
    return jsonify(device=kiosk.device, settings=known), 201


@bp.post("/api/heartbeat")
@public
def heartbeat() -> ResponseReturnValue:
    """Take down how it stands with a kiosk, and tell it what it has to know."""
    sent = _read(messages.Heartbeat)
    kiosk = devices.find_device(sent.device)
    if kiosk is None:
        raise errors.DeviceUnknown
    signature = messages.read_base64(sent.signature)
    if not devices.check_signature(kiosk, sent.signed, signature):
        raise errors.NotSigned
    beat = heartbeats.Heartbeat(
        at=sent.moment,
        queued=sent.queued,
        oldest_day=sent.oldest_day,
        version=sent.version,
        storage_kept=sent.storage_kept,
    )
    news = heartbeats.news_of(kiosk, beat)
    if news:
        with transaction():
            heartbeats.keep(kiosk, news)
    return jsonify(_state(kiosk))


def _state(kiosk: Kiosk) -> dict[str, Any]:
    revoked = kiosk.revoked_at is not None
    wave = None if revoked else settings.find_wave(kiosk)
    return {
        "state": "revoked" if revoked else "active",
        "now": clock.local(clock.now()).isoformat(timespec="seconds"),
        "settings": settings.settings_of(kiosk, wave),
        "form": wave and settings.form_url(kiosk, wave),
        "sentence": _sentence(wave, revoked=revoked),
    }


def _sentence(wave: Wave | None, *, revoked: bool) -> str | None:
    if revoked:
        return _("This kiosk was revoked. It takes no more ratings.")
    if wave is None:
        return _("This office cannot be rated at the moment.")
    return None


def _read(kind: type[messages.Message]) -> messages.Message:
    if not is_ours(request.headers, f"{request.scheme}://{request.host}"):
        raise errors.NotOurs
    sent = messages.read(request.get_data(), kind)
    use_language(sent.language)
    return sent


def _read_key(sent: messages.Enrolment) -> bytes:
    try:
        point = devices.read_public_key(messages.read_base64(sent.public_key))
    except ValueError as reason:
        raise errors.NotReadable from reason
    signature = messages.read_base64(sent.signature)
    if not devices.is_signed_by(point, sent.signed, signature):
        raise errors.NotSigned
    return point
