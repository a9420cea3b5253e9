"""A letter read against the form that it answers: what it asks us to count."""

from datetime import date

from questionnaires import Answer, ProblemKind, read_answers
from survey import clock, keys
from survey.languages import KNOWN
from survey.responses import at_hand
from survey.responses.errors import FormNotTrusted
from survey.responses.letters import Content, Letter
from survey.responses.models import Channel, Proof
from survey.responses.receipts import normal_receipt
from survey.responses.service import Submission
from survey.responses.visit import Visit


def find_form(letter: Letter) -> Visit:
    """Return the form that a letter answers, or raise `FormNotTrusted`."""
    wave_slug, _slash, unit_code = letter.form.partition("/")
    visit = at_hand.find_form(wave_slug, unit_code)
    if visit is None:
        raise FormNotTrusted
    return visit


def from_phone(letter: Letter, visit: Visit) -> Submission:
    """Return what a phone has sent, or raise `FormNotTrusted`."""
    content = _content_for(letter, visit)
    if content.partial:
        raise FormNotTrusted
    return Submission(
        wave=visit.wave,
        unit=visit.unit,
        uuid=letter.uuid,
        answers=_answers(content, visit),
        language=content.language,
        channel=Channel.PHONE,
        day=clock.today(),
        instrument=visit.content_hash,
        counter=content.counter,
        code=keys.as_readable(content.code) if content.code else None,
        replaces=normal_receipt(content.replaces) if content.replaces else None,
    )


def from_kiosk(letter: Letter, visit: Visit, day: date) -> Submission:
    """Return what a kiosk has signed, or raise `FormNotTrusted`."""
    content = _content_for(letter, visit)
    if content.code or content.replaces:
        raise FormNotTrusted
    answers = _answers(content, visit)
    if content.partial and not (visit.wave.keep_partial and answers):
        raise FormNotTrusted
    return Submission(
        wave=visit.wave,
        unit=visit.unit,
        uuid=letter.uuid,
        answers=answers,
        language=content.language,
        channel=Channel.KIOSK,
        day=min(day, clock.today()),  # its clock may be a little fast at midnight
        instrument=visit.content_hash,
        counter=content.counter,
        proof=Proof.DEVICE,
        partial=content.partial,
    )


def _content_for(letter: Letter, visit: Visit) -> Content:
    """Return the content if it belongs to this form as it is asked now.

    Its language may be one that the wave offers no longer: the answers are the
    same in each, and what waited on a device while that was changed still counts.
    """
    content = letter.content
    if (
        content is None
        or content.instrument != visit.content_hash
        or content.language not in {*visit.languages, *KNOWN}
    ):
        raise FormNotTrusted
    return content


def _answers(content: Content, visit: Visit) -> dict[str, Answer]:
    answers, problems = read_answers(visit.instrument, content.answers, complete=True)
    missing = {ProblemKind.REQUIRED} if content.partial else set()
    if any(problem.kind not in missing for problem in problems):
        raise FormNotTrusted
    return answers
