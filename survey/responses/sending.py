"""What a posted form holds, read and judged before anything is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from flask import request

from questionnaires import Page, Problem, ProblemKind, read_answers
from survey import clock, look
from survey.responses import carrying, paging, turning
from survey.responses.drafts import Content
from survey.responses.errors import FormNotTrusted
from survey.responses.models import Channel
from survey.responses.questions import FIELD
from survey.responses.service import Submission
from survey.responses.visit import REVIEW, Visit

# Buttons beside the questions, which show the same page another way.
STAYING = {"language", "look"}
_COUNTER = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True)
class Kept:
    """A page that was sent: what is kept of it, and what is to be mended."""

    content: Content
    problems: list[Problem]
    sent: Mapping[str, Sequence[str]]
    onward: str


def counter_in(fields: Mapping[str, str]) -> int | None:
    """Return the number of the counter that a form names, if it is one."""
    number = fields.get("counter", "")
    return int(number) if _COUNTER.fullmatch(number) else None


def is_mending(fields: Mapping[str, str]) -> bool:
    """Say whether the respondent came to a page from the review."""
    return fields.get("from") == REVIEW


def keep_page(visit: Visit, page: Page) -> Kept:
    """Keep what this page sent in the draft, and say where that leads."""
    content = visit.get_draft(lock=True)
    visit.check_post(content.uuid)
    sent = _answers_sent()
    demand = not {"back", *STAYING} & request.form.keys()
    turn = turning.take_page(
        visit.instrument, page, content.answers, sent, demand=demand
    )
    _check_known(turn.problems)
    content = msgspec.structs.replace(
        content,
        answers=turn.answers,
        language=visit.speak(request.form.get("language", content.language)),
    )
    visit.save_draft(content)
    return Kept(content, turn.problems, sent, _onward(visit, page, turn))


def keep_language(visit: Visit) -> None:
    """Go on in the language that the review's button names."""
    content = visit.get_draft(lock=True)
    visit.check_post(content.uuid)
    spoken = visit.speak(request.form.get("language", content.language))
    visit.save_draft(msgspec.structs.replace(content, language=spoken))


def _onward(visit: Visit, page: Page, turn: turning.Turn) -> str:
    mending = is_mending(request.form)
    origin = {"from": REVIEW} if mending else {}
    if "look" in request.form:
        look.choose(request.form["look"])
    if STAYING & request.form.keys():
        return visit.page_url(page, **origin)
    if "back" in request.form:
        before = paging.page_before(visit.instrument, page, turn.answers)
        if mending or before:
            return visit.page_url(None if mending else before)
        return visit.url("start")
    follows = turning.next_page(visit.instrument, page, turn, to_review=mending)
    if follows is None:
        return visit.page_url(None)
    if follows is page:
        origin["_anchor"] = f"q-{turn.newly_asked[0].id}"
    return visit.page_url(follows, **origin)


def read_submission(visit: Visit) -> Submission | None:
    """Return the whole form that the review sent; it needs no draft beside it.

    Nothing is returned where an answer is missing that is required.
    """
    uuid = visit.get_uuid()
    answers, problems = read_answers(visit.instrument, _answers_sent(), complete=True)
    language = request.form.get("language", "")
    unreadable = any(problem.kind is not ProblemKind.REQUIRED for problem in problems)
    if unreadable or language not in visit.languages:
        raise FormNotTrusted  # the review sends nothing that it could not read
    if problems:
        return None
    held = carrying.posted_pass()
    return Submission(
        wave=visit.wave,
        unit=visit.unit,
        uuid=uuid,
        answers=answers,
        language=visit.speak(language),
        channel=Channel.PHONE,
        counter=counter_in(request.form),
        day=clock.today(),
        code=held.code,
        replaces=held.replaces,
    )


def _answers_sent() -> dict[str, list[str]]:
    return {
        name.removeprefix(FIELD): request.form.getlist(name)
        for name in request.form
        if name.startswith(FIELD)
    }


def _check_known(problems: Sequence[Problem]) -> None:
    if any(problem.kind is ProblemKind.UNKNOWN_ITEM for problem in problems):
        raise FormNotTrusted
