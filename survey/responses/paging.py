"""Which page comes next, and how far the respondent has come."""

import math
from dataclasses import dataclass

from questionnaires import Answers, Instrument, Item, Page, asked_items


@dataclass(frozen=True)
class Progress:
    """Where a page stands: its items are `first` to `last` of `total` asked."""

    first: int
    last: int
    total: int
    minutes: int
    numbers: str | None

    @property
    def position(self) -> str:
        """Return `7`, or `24–26` for a page of several items."""
        return span(str(self.first), str(self.last))


def span(first: str, last: str) -> str:
    """Return the two ends of a stretch, or the one where they meet."""
    return first if first == last else f"{first}–{last}"


def asked_on(instrument: Instrument, page: Page, answers: Answers) -> tuple[Item, ...]:
    """Return the items of this page that these answers lead to."""
    asked = {item.id for item in asked_items(instrument, answers)}
    return tuple(item for item in page.items if item.id in asked)


def asked_pages(instrument: Instrument, answers: Answers) -> list[Page]:
    """Return the pages that have something to ask."""
    asked = {item.id for item in asked_items(instrument, answers)}
    return [
        page
        for page in instrument.pages
        if any(item.id in asked for item in page.items)
    ]


def page_after(instrument: Instrument, page: Page, answers: Answers) -> Page | None:
    """Return the next page that asks something; none when it was the last."""
    order = list(instrument.pages)
    later = order[order.index(page) + 1 :]
    pages = asked_pages(instrument, answers)
    return next((candidate for candidate in later if candidate in pages), None)


def page_before(instrument: Instrument, page: Page, answers: Answers) -> Page | None:
    """Return the page before that asks something; none at the first."""
    order = list(instrument.pages)
    earlier = order[: order.index(page)]
    pages = asked_pages(instrument, answers)
    return next(
        (candidate for candidate in reversed(earlier) if candidate in pages), None
    )


def first_unfinished(instrument: Instrument, answers: Answers) -> Page | None:
    """Return the first page where an answer that is required is missing."""
    for page in instrument.pages:
        for item in asked_on(instrument, page, answers):
            if item.required and item.id not in answers:
                return page
    return None


def page_to_resume(instrument: Instrument, answers: Answers) -> Page | None:
    """Return the page where somebody goes on who left; none for the review."""
    begun = [
        page
        for page in asked_pages(instrument, answers)
        if any(item.id in answers for item in page.items)
    ]
    if not begun:
        return asked_pages(instrument, answers)[0]
    unfinished = first_unfinished(instrument, answers)
    if unfinished in begun:
        return unfinished
    return page_after(instrument, begun[-1], answers)


def page_of(instrument: Instrument, item: Item) -> Page:
    """Return the page that asks this item."""
    return next(page for page in instrument.pages if item in page.items)


def progress(instrument: Instrument, page: Page, answers: Answers) -> Progress:
    """Return how far somebody has come who looks at this page."""
    asked = asked_items(instrument, answers)
    shown = [place for place, item in enumerate(asked, 1) if item in page.items]
    numbers = [asked[place - 1].number for place in shown]
    left = instrument.minutes * (len(asked) - shown[0] + 1) / len(asked)
    return Progress(
        first=shown[0],
        last=shown[-1],
        total=len(asked),
        minutes=math.ceil(left) if left >= 0.5 else 0,
        numbers=_printed(numbers),
    )


def _printed(numbers: list[str | None]) -> str | None:
    if numbers[0] is None or numbers[-1] is None:
        return None
    return span(numbers[0], numbers[-1])
