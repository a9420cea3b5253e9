"""What the respondent sees; every screen carries the one stylesheet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import render_template

from questionnaires import Answers, Item, Page, Problem, asked_items
from survey.headers import allow_style
from survey.responses import paging, questions, receipts, trust
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
        **values,
    )


def show_visit(template: str, visit: Visit, **values: Any) -> str:
    """Return a page of one office's form."""
    return show(
        template,
        visit=visit,
        speech=visit.speech,
        illustrative=visit.wave.illustrative,
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
    asked: Iterable[Item],
    sent: Mapping[str, Sequence[str]],
    problems: Iterable[Problem],
) -> list[Question]:
    found = {problem.item_id: problem for problem in problems}
    return [
        questions.question(
            item,
            visit.speech,
            visit.instrument,
            sent=sent.get(item.id, ()),
            problem=found.get(item.id),
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


def show_refusal(title: str, advice: str, way_on: str, address: str) -> str:
    """Return a page that says what cannot be done, and the way on from there."""
    return show(
        "refused.html", title=title, advice=advice, way_on=way_on, address=address
    )
