import pytest

from questionnaires import from_document
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_option,
    problems_of,
)


def document_with_scale(**values):
    scale = {"options": [make_option(1), make_option(2)]} | values
    return make_document(scales={"satisfaction": scale})


def test_a_code_comes_once_on_a_scale():
    problems = problems_of(
        document_with_scale(options=[make_option(1), make_option(1)])
    )

    assert problems == ["scales.satisfaction.options[1]: the code 1 comes twice"]


def test_a_code_comes_once_on_an_item():
    item = make_item("q1", type="single", options=[make_option(3), make_option(3)])

    problems = problems_of(make_document(item))

    assert problems == ["pages[0].items[0].options[1] (q1): the code 3 comes twice"]


@pytest.mark.parametrize("code", [-1, 1000])
def test_a_code_has_at_most_three_digits_and_no_sign(code):
    problems = problems_of(
        document_with_scale(options=[make_option(1), make_option(code)])
    )

    assert problems == [
        "scales.satisfaction.options[1]: a code is a number from 0 to 999"
    ]


@pytest.mark.parametrize("code", [0, 999])
def test_the_ends_of_the_range_of_codes_are_codes(code):
    document = document_with_scale(options=[make_option(code)])

    assert from_document(document).item("q1").valid_codes == (code,)


def test_a_favourable_code_is_on_the_scale():
    assert problems_of(document_with_scale(favourable=[3])) == [
        "scales.satisfaction.favourable[0]: the favourable code 3 is not on the scale"
    ]


def test_a_favourable_code_is_not_a_missing_code():
    options = [make_option(1), make_option(98, missing=True)]

    assert problems_of(document_with_scale(options=options, favourable=[98])) == [
        "scales.satisfaction.favourable[0]: the favourable code 98 is a missing code"
    ]


def test_a_favourable_code_comes_once():
    assert problems_of(document_with_scale(favourable=[2, 2])) == [
        "scales.satisfaction.favourable[1]: the favourable code 2 comes twice"
    ]


def test_the_favourable_codes_of_an_item_are_its_own():
    item = make_item("q1", type="single", options=[make_option(1)], favourable=[2])

    problems = problems_of(make_document(item))

    assert len(problems) == 1
    assert problems[0].endswith("the favourable code 2 is not on the scale")


@pytest.mark.parametrize("options", [[], [make_option(98, missing=True)]])
def test_a_scale_has_a_valid_code(options):
    assert "scales.satisfaction: the scale has no valid code" in problems_of(
        document_with_scale(options=options)
    )


def test_the_order_of_the_file_is_the_order_shown():
    options = [make_option(2), make_option(1), make_option(98, missing=True)]

    item = from_document(document_with_scale(options=options)).item("q1")

    assert item.valid_codes == (2, 1)
    assert item.missing_codes == (98,)
