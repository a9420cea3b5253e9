"""In which languages a questionnaire can be asked, and what it says in each."""

from questionnaires import Instrument
from survey.instruments.recordings import recorded_languages
from survey.instruments.service import get_instrument
from survey.instruments.texts import languages_of, text_in
from survey.languages import KNOWN


def asked_in(version_id: int, wanted: str) -> tuple[Instrument, list[str]]:
    """Return what a wave asks, and the languages that it can be asked in.

    `wanted` are the languages of the wave, as it stores them. A further one is
    offered once some of the questionnaire was translated or read aloud; what is
    not translated is said in Vietnamese.
    """
    instrument = get_instrument(version_id)
    codes = wanted.split(",")
    if not set(codes) - set(instrument.languages):
        return instrument, codes
    there = {
        *instrument.languages,
        *languages_of(version_id),
        *recorded_languages(version_id),
    }
    offered = [code for code in codes if code in there and code in KNOWN]
    return text_in(version_id), offered
