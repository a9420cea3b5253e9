import pytest

from survey.responses import paging
from tests.survey.responses.factories import whole_five_factor
from tests.survey.responses.questionnaires_at_hand import real, small

CAME = {"came": 1, "times": 2}


def names(pages):
    return [page.id for page in pages]


def page(name):
    return next(page for page in small().pages if page.id == name)


def test_a_page_without_anything_to_ask_is_passed_over():
    assert names(paging.asked_pages(small(), {"came": 2})) == ["visit", "review"]
    assert paging.page_after(small(), page("visit"), {"came": 2}) is page("review")
    assert paging.page_before(small(), page("review"), {"came": 2}) is page("visit")


def test_a_page_that_has_something_to_ask_is_not():
    assert paging.page_after(small(), page("visit"), CAME) is page("rating")
    assert paging.page_before(small(), page("review"), CAME) is page("rating")


def test_there_is_nothing_before_the_first_page_and_after_the_last():
    assert paging.page_before(small(), page("visit"), {}) is None
    assert paging.page_after(small(), page("review"), {}) is None


def test_the_first_page_with_a_required_gap_is_found():
    assert paging.first_unfinished(small(), {}) is page("visit")
    assert paging.first_unfinished(small(), {"came": 1}) is page("visit")
    assert paging.first_unfinished(small(), CAME) is page("rating")
    assert paging.first_unfinished(small(), {**CAME, "rated": 98}) is None
    assert paging.first_unfinished(small(), {"came": 2}) is None


@pytest.mark.parametrize(
    ("answers", "resumes_at"),
    [
        ({}, "visit"),
        ({"came": 1}, "visit"),
        (CAME, "rating"),
        ({**CAME, "rated": 4}, "review"),
        ({"came": 2}, "review"),
        ({"came": 2, "words": "Tốt"}, None),
    ],
)
def test_whoever_left_goes_on_after_what_she_answered(answers, resumes_at):
    found = paging.page_to_resume(small(), answers)

    assert (found and found.id) == resumes_at


def test_progress_counts_the_questions_that_will_be_asked():
    short = paging.progress(small(), page("review"), {"came": 2})
    long = paging.progress(small(), page("review"), CAME)

    assert (short.position, short.total) == ("2–3", 3)
    assert (long.position, long.total) == ("4–5", 5)


def test_printed_numbers_are_shown_where_there_are_some():
    form = real("five_factor_service")
    access = form.pages[1]

    progress = paging.progress(form, access, whole_five_factor())

    assert progress.numbers == "24–26"
    assert (progress.position, progress.total) == ("2–4", 19)
    assert paging.progress(form, form.pages[0], {}).numbers is None


def test_the_minutes_left_shrink_to_less_than_one():
    form = real("five_factor_service")

    minutes = [
        paging.progress(form, page, whole_five_factor()).minutes for page in form.pages
    ]

    assert minutes == sorted(minutes, reverse=True)
    assert (minutes[0], minutes[-1]) == (4, 0)
