"""What the respondent sees; every screen carries the one stylesheet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for

from questionnaires import Answers, Item, Page, Problem, asked_items
from survey.headers import allow_style
from survey.i18n import LANGUAGES, language, use_language
from survey.instruments.recordings import sounds_of
from survey.responses import paging, questions, receipts, trust
from survey.responses.complaints import no_complaints
from survey.responses.drafts import Content
from survey.responses.offices import top
from survey.responses.questions import Question
from survey.responses.stylesheet import STYLE, STYLE_SOURCE
from survey.responses.visit import REVIEW, Visit


def show(template: str, **values: Any) -> str:
    """Return a page of the respondent's, under the hash of its stylesheet."""
    allow_style(STYLE_SOURCE)
    return render_template(
        f"responses/{template}",
        style=STYLE,
        grouped=receipts.grouped_receipt,
        address_here=_address_here(),
        **values,
    )


def _address_here() -> str:
    """Return where this page is found again; an answer to a POST is not."""
    if request.method in {"GET", "HEAD"}:
        return request.path
    names = request.view_args or {}
    if {"wave_slug", "unit_code"} <= names.keys():
        return url_for(
            "responses.start",
            wave_slug=names["wave_slug"],
            unit_code=names["unit_code"],
        )
    return url_for("responses.offices")


def show_visit(template: str, visit: Visit, **values: Any) -> str:
    """Return a page of one office's form."""
    return show(
        template,
        visit=visit,
        speech=visit.speech,
        illustrative=visit.wave.illustrative,
        trial=visit.wave.trial,
        **values,
    )


def show_start(visit: Visit, uuid: object, token: str, **values: Any) -> str:
    """Return the page that says what the form is, and asks whether to begin."""
    return show_visit(
        "start.html",
        visit,
        uuid=uuid,
        token=token,
        province=top(visit.unit).name,
        complaints=no_complaints(visit.unit),
        **values,
    )


def show_page(
    visit: Visit,
    page: Page,
    content: Content,
    *,
    problems: Iterable[Problem] = (),
    sent: Mapping[str, Sequence[str]] | None = None,
    mending: bool = False,
) -> str:
    """Return a page of questions, with what was answered or sent to it."""
    instrument, answers = visit.instrument, content.answers
    asked = paging.asked_on(instrument, page, answers)
    if sent is None:
        sent = {item.id: questions.as_sent(answers, item) for item in asked}
    shown = _shown(visit, asked, sent, problems)
    return show_visit(
        "questions.html",
        visit,
        page=page,
        questions=shown,
        faulty=[question for question in shown if question.error],
        progress=paging.progress(instrument, page, answers),
        token=trust.token_of(content.uuid, visit.form),
        mending=mending,
    )


def _shown(
    visit: Visit,
    asked: Sequence[Item],
    sent: Mapping[str, Sequence[str]],
    problems: Iterable[Problem],
) -> list[Question]:
    found = {problem.item_id: problem for problem in problems}
    sounds = sounds_of(visit.wave.instrument_version_id).get(language(), {})
    has_comment = any(item.role == "comment" for item in asked)
    warning = no_complaints(visit.unit) if has_comment else ""
    return [
        questions.question(
            item,
            visit.speech,
            visit.instrument,
            sent=sent.get(item.id, ()),
            problem=found.get(item.id),
            sounds=sounds.get(item.id, questions.NO_SOUNDS),
            warning=warning,
        )
        for item in asked
    ]


def show_review(visit: Visit, content: Content) -> str:
    """Return all answers, with the form that sends them by itself."""
    answers = content.answers
    asked = asked_items(visit.instrument, answers)
    return show_visit(
        "review.html",
        visit,
        content=content,
        token=trust.token_of(content.uuid, visit.form),
        back=visit.page_url(paging.page_of(visit.instrument, asked[-1])),
        lines=[_line(visit, item, answers) for item in asked],
        fields=[
            (questions.FIELD + item.id, value)
            for item in asked
            for value in questions.as_sent(answers, item)
        ],
    )


def _line(
    visit: Visit, item: Item, answers: Answers
) -> tuple[Item, str, Sequence[str]]:
    """Return an item, where to mend its answer, and the answer in words."""
    page = paging.page_of(visit.instrument, item)
    origin = {"from": REVIEW, "_anchor": f"q-{item.id}"}
    words = questions.in_words(answers, item, visit.speech)
    return item, visit.page_url(page, **origin), words


def show_refusal(title: object, advice: object, way_on: object, address: str) -> str:
    """Return a page that says what cannot be done, and the way on from there.

    Refusals and lazy sentences are translated when they are shown: an answer to a
    POST cannot be asked for once more, so it says them in every language.
    """
    posted = request.method == "POST"
    words = (title, advice, way_on)
    others = [code for code in LANGUAGES if posted and code != language()]
    return show(
        "refused.html",
        here=[str(sentence) for sentence in words],
        there=[(code, _said_in(code, words)) for code in others],
        address=address,
    )


def _said_in(code: str, words: Iterable[object]) -> list[str]:
    before = language()
    use_language(code)
    said = [str(sentence) for sentence in words]
    use_language(before)
    return said
