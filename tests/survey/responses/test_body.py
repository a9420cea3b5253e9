from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from survey.responses.body import body_tag, read_answers_of, write_body

ONE = UUID("6f2c1d1e-6a0e-4c6c-9b46-0a3b8d3b7c11")
OTHER = UUID("0f2c1d1e-6a0e-4c6c-9b46-0a3b8d3b7c11")

answers = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
    st.one_of(
        st.integers(0, 999),
        st.lists(st.integers(0, 999), max_size=4).map(tuple),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    ),
    max_size=5,
)


@given(answers)
def test_answers_come_back_as_they_went_in(given_answers):
    assert read_answers_of(write_body(given_answers, "hash")) == given_answers


@given(answers)
def test_the_order_of_answering_does_not_show(given_answers):
    backwards = dict(reversed(given_answers.items()))

    assert write_body(given_answers, "h") == write_body(backwards, "h")


def test_a_body_is_of_one_questionnaire():
    assert write_body({"a": 1}, "one") != write_body({"a": 1}, "other")


def test_the_same_body_has_another_tag_under_another_uuid():
    assert body_tag(ONE, "body") == body_tag(ONE, "body")
    assert body_tag(ONE, "body") != body_tag(OTHER, "body")
    assert body_tag(ONE, "body") != body_tag(ONE, "bodies")
