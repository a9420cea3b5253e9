import pytest

from questionnaires import Problem, ProblemKind
from survey.responses.questions import Speech, as_sent, in_words, question
from tests.survey.responses.questionnaires_at_hand import real, small

VIETNAMESE = Speech(language="vi", slots={"service_point": "trung tâm"})
ENGLISH = Speech(language="en", slots={"service_point": "the centre"})


def shown(form, item_id, sent=(), problem=None, speech=VIETNAMESE):
    return question(form.item(item_id), speech, form, sent=sent, problem=problem)


@pytest.mark.parametrize(
    ("form", "item_id", "faces"),
    [
        (real("five_factor_service"), "overall", [0, 1, 2, 3, 4]),
        (real("quick_counter"), "overall", [4, 3, 2, 1, 0]),
        (small(), "rated", [0, 1, 3, 4]),
    ],
    ids=["worst first", "best first", "a scale of four"],
)
def test_the_happiest_face_stands_by_the_best_answer(form, item_id, faces):
    assert [choice.face for choice in shown(form, item_id).choices] == faces


def test_options_without_faces_have_none():
    choices = shown(small(), "came").choices

    assert [choice.face for choice in choices] == [None, None]


def test_not_knowing_stands_apart_and_has_no_face():
    rated = shown(small(), "rated")

    assert [choice.code for choice in rated.choices] == [1, 2, 3, 4]
    assert [(choice.code, choice.face) for choice in rated.apart] == [(98, None)]


def test_what_was_sent_is_shown_again():
    assert [c.chosen for c in shown(small(), "came", ["2"]).choices] == [False, True]
    assert shown(small(), "words", ["Tốt"]).typed == "Tốt"
    assert shown(small(), "times", ["hai"]).typed == "hai"


def test_place_words_are_filled_in_with_a_capital_at_the_start():
    form = real("five_factor_service")

    assert shown(form, "cau9_24").text.startswith("Trung tâm có biển hiệu")
    assert "at the centre" in shown(form, "cau9_31", speech=ENGLISH).text


def test_only_where_something_is_required_the_rest_is_called_not_required():
    assert shown(small(), "words").optional
    assert not shown(small(), "rated").optional
    nothing_required = real("sipas_2026")
    first = next(nothing_required.items())
    assert not shown(nothing_required, first.id).optional


def test_an_error_is_tied_to_its_question():
    problem = Problem("words", ProblemKind.TOO_LONG)

    words = shown(small(), "words", problem=problem)

    assert "2.000" in words.error
    assert words.described_by == "words-hint words-error"
    assert words.first_input == "words"


def test_a_link_leads_to_the_first_answer():
    assert shown(small(), "rated").first_input == "rated-1"


@pytest.mark.parametrize("kind", ProblemKind)
@pytest.mark.parametrize("item_id", ["came", "times", "rated", "heard", "words"])
def test_every_problem_has_a_sentence(kind, item_id):
    problem = Problem(item_id, kind)

    assert shown(small(), item_id, problem=problem).error.endswith(".")


def test_answers_are_read_back_in_words():
    answers = {"heard": (1, 2), "words": "Tốt", "rated": 98}
    form = small()

    assert in_words(answers, form.item("heard"), VIETNAMESE) == ["Loa", "Báo"]
    assert in_words(answers, form.item("rated"), VIETNAMESE) == ["Không biết"]
    assert in_words(answers, form.item("words"), VIETNAMESE) == ["Tốt"]
    assert in_words(answers, form.item("times"), VIETNAMESE) == []


def test_answers_are_sent_as_a_form_sends_them():
    answers = {"heard": (1, 2), "times": 3}

    assert as_sent(answers, small().item("heard")) == ["1", "2"]
    assert as_sent(answers, small().item("times")) == ["3"]
    assert as_sent(answers, small().item("words")) == []
