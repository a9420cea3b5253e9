"""What a kiosk has to know, as it keeps it for days without a network."""

from typing import Any

from flask import url_for

from survey import wire
from survey.agencies.service import slots_of
from survey.i18n import LANGUAGES
from survey.kiosks import pins, rules
from survey.kiosks.models import Kiosk
from survey.languages import KNOWN
from survey.waves import service as waves
from survey.waves.models import Wave

FORM = "form.json"  # beside the start page of the form


def find_wave(kiosk: Kiosk) -> Wave | None:
    """Return the wave that this kiosk asks for today, if any is open for its unit.

    A new year's wave is taken up by itself: nobody has to visit the tablets.
    """
    return rules.choose_wave(waves.list_accepting_waves(kiosk.unit))


def settings_of(kiosk: Kiosk, wave: Wave | None) -> dict[str, Any]:
    """Return the settings of a kiosk, ready for JSON."""
    languages = _languages(wave)
    return {
        "name": kiosk.name,
        "unit_name": kiosk.unit.name,
        "office": {
            code: slots_of(kiosk.unit, code)["service_point"] for code in languages
        },
        "counters": rules.read_counters(kiosk.counters),
        "idle_seconds": kiosk.idle_seconds,
        "pin": {
            "salt": wire.write_base64(kiosk.pin_salt),
            "hash": wire.write_base64(kiosk.pin_hash),
            "rounds": pins.ROUNDS,
        },
        "form_url": wave and form_url(kiosk, wave),
        "wave": wave
        and {
            "slug": wave.slug,
            "closes_on": wave.closes_on.isoformat(),
            "keep_partial": wave.keep_partial,
        },
        "languages": [{"code": code, "name": name} for code, name in languages.items()],
    }


def form_url(kiosk: Kiosk, wave: Wave) -> str:
    """Return where the tablet fetches the form of this wave."""
    start = url_for("responses.start", wave_slug=wave.slug, unit_code=kiosk.unit.code)
    return start + FORM


def _languages(wave: Wave | None) -> dict[str, str]:
    if wave is None:
        return LANGUAGES
    written = wave.instrument_version.languages.split(",")
    return {
        code: KNOWN[code].name
        for code in wave.languages.split(",")
        if code in written and code in KNOWN
    }
