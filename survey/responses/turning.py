"""What happens when a page of the form is sent: what is kept, and what is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires import (
    Answer,
    Answers,
    Instrument,
    Item,
    Page,
    Problem,
    ProblemKind,
    asked_items,
    read_answers,
)
from survey.responses import paging


@dataclass(frozen=True)
class Turn:
    """A page as it was sent.

    Attributes
    ----------
    answers
        All answers given so far, with those of this page that could be read.
    problems
        What could not be read on this page, or is missing.
    newly_asked
        Items that were not asked before this page was sent, and are now.
    """

    answers: dict[str, Answer]
    problems: list[Problem]
    newly_asked: tuple[Item, ...]


def take_page(
    instrument: Instrument,
    page: Page,
    earlier: Answers,
    sent: Mapping[str, Sequence[str]],
    *,
    demand: bool,
) -> Turn:
    """Read what a page sent; `demand` says whether required items must be there.

    Answers to items that the page did not show stay as they were, so that a
    change of mind brings them back.
    """
    shown = {item.id for item in paging.asked_on(instrument, page, earlier)}
    read, problems = read_answers(instrument, sent, items=page.items, complete=False)
    kept = {name: answer for name, answer in earlier.items() if name not in shown}
    answers = {**kept, **read}
    if demand:
        demanded = shown - {problem.item_id for problem in problems}
        missing = missing_on(instrument, page, answers)
        problems += [problem for problem in missing if problem.item_id in demanded]
    before = asked_items(instrument, earlier)
    after = asked_items(instrument, answers)
    return Turn(answers, problems, tuple(item for item in after if item not in before))


def missing_on(instrument: Instrument, page: Page, answers: Answers) -> list[Problem]:
    """Return the required items of a page that have no answer yet."""
    return [
        Problem(item.id, ProblemKind.REQUIRED)
        for item in paging.asked_on(instrument, page, answers)
        if item.required and item.id not in answers
    ]


def next_page(
    instrument: Instrument, page: Page, turn: Turn, *, to_review: bool
) -> Page | None:
    """Return the page to show next; none for the review.

    Whoever came from the review goes back there, unless the new answer leads to
    questions that were never asked.
    """
    unseen = [paging.page_of(instrument, item) for item in turn.newly_asked]
    if page in unseen:
        return page
    if to_review:
        return unseen[0] if unseen else None
    return paging.page_after(instrument, page, turn.answers)
