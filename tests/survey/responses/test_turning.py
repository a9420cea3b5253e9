import pytest

from questionnaires import ProblemKind
from survey.responses.turning import missing_on, next_page, take_page
from tests.survey.responses.questionnaires_at_hand import small

WHOLE = {"came": 1, "times": 2, "rated": 4, "heard": (1,), "words": "Tốt"}
VISIT, RATING, REVIEW = small().pages


def take(page, earlier, demand=True, **sent):
    values = {name: [value] for name, value in sent.items()}
    return take_page(small(), page, earlier, values, demand=demand)


def goes_to(page, turn, to_review=False):
    return next_page(small(), page, turn, to_review=to_review)


def test_an_answer_is_kept_and_leads_on():
    turn = take(RATING, {"came": 1, "times": 2}, rated="4")

    assert turn.answers == {"came": 1, "times": 2, "rated": 4}
    assert (turn.problems, goes_to(RATING, turn)) == ([], REVIEW)


def test_going_on_demands_what_is_required():
    turn = take(RATING, {"came": 1, "times": 2})

    assert [problem.kind for problem in turn.problems] == [ProblemKind.REQUIRED]


def test_going_back_demands_nothing():
    assert take(RATING, {"came": 1, "times": 2}, demand=False).problems == []


def test_a_question_that_opens_on_the_same_page_is_shown_before_it_is_demanded():
    turn = take(VISIT, {}, came="1")

    assert turn.problems == []
    assert turn.newly_asked[0].id == "times"
    assert goes_to(VISIT, turn) is VISIT

    again = take(VISIT, turn.answers, came="1")

    assert [problem.item_id for problem in again.problems] == ["times"]


def test_an_unreadable_answer_is_not_kept_and_not_called_missing():
    turn = take(VISIT, {"came": 1, "times": 2}, came="1", times="hai")

    assert turn.answers == {"came": 1}
    assert [(p.item_id, p.kind) for p in turn.problems] == [
        ("times", ProblemKind.NOT_A_NUMBER)
    ]


def test_a_readable_answer_beside_an_unreadable_one_is_kept():
    turn = take(REVIEW, {"came": 2}, heard="1", words="x" * 2001)

    assert turn.answers == {"came": 2, "heard": (1,)}
    assert [problem.kind for problem in turn.problems] == [ProblemKind.TOO_LONG]


def test_what_is_cleared_is_forgotten():
    turn = take(REVIEW, WHOLE, words="  ")

    assert "words" not in turn.answers
    assert "heard" not in turn.answers


def test_a_change_of_mind_brings_back_what_was_answered_before():
    away = take(VISIT, WHOLE, came="2", times="2")
    back = take(VISIT, away.answers, came="1")

    assert back.answers == WHOLE


def test_mending_leads_back_to_the_review():
    turn = take(RATING, WHOLE, rated="1")

    assert goes_to(RATING, turn, to_review=True) is None
    assert goes_to(RATING, turn) is REVIEW


def test_mending_that_opens_questions_leads_to_them_first():
    earlier = {"came": 2, "words": "Tốt"}
    opened = take(VISIT, earlier, came="1")
    filled = take(VISIT, opened.answers, came="1", times="3")

    assert goes_to(VISIT, opened, to_review=True) is VISIT
    assert goes_to(VISIT, filled, to_review=True) is None


@pytest.mark.parametrize(
    ("answers", "missing"),
    [({}, ["came"]), ({"came": 1}, ["times"]), ({"came": 2}, [])],
)
def test_what_is_missing_depends_on_what_is_asked(answers, missing):
    assert [p.item_id for p in missing_on(small(), VISIT, answers)] == missing
