"""A questionnaire on paper."""

import pytest

from questionnaires import parse_instrument
from survey.agencies.models import Unit, UnitKind
from survey.slips import paper
from survey.slips.paper import Shape
from tests.survey.responses.questionnaires_at_hand import SMALL, real, small

UNIT = Unit(code="1", name="Xã Thử nghiệm", kind=UnitKind.COMMUNE)


def lay_out(instrument):
    return paper.lay_out(instrument, UNIT)


def shapes(instrument):
    return [block.shape for section in lay_out(instrument) for block in section.blocks]


@pytest.fixture(autouse=True)
def context(shared_app):
    with shared_app.test_request_context("/?lang=en"):
        yield


def test_the_quick_form_takes_half_a_page():
    assert shapes(real("quick_counter")) == [Shape.ROW, Shape.LIST, Shape.LINES]
    assert paper.fits_half_a_page(lay_out(real("quick_counter")))


def test_items_of_one_scale_stand_in_a_grid():
    long = lay_out(real("five_factor_service"))

    grids = [
        len(block.questions)
        for section in long
        for block in section.blocks
        if block.shape is Shape.GRID
    ]
    assert sum(grids) == 16
    assert not paper.fits_half_a_page(long)


def test_every_item_of_a_questionnaire_is_on_paper():
    for instrument in (small(), real("quick_counter"), real("five_factor_service")):
        shown = [
            question.id
            for section in lay_out(instrument)
            for block in section.blocks
            for question in block.questions
        ]
        assert shown == [item.id for item in instrument.items()]


def test_paper_says_whom_a_question_is_for():
    [_, reasons, _] = lay_out(real("quick_counter"))

    assert reasons.blocks[0].condition == (
        "Only if you ticked: Bình thường, Không hài lòng, Rất không hài lòng."
    )


def test_a_rule_over_several_answers_is_said_in_general():
    rule = "ask_if: ${came} = 1\n        text: {vi: Ông/Bà thấy thế nào?"
    joint = "ask_if: ${came} = 1 and ${times} > 1\n        text: {vi: Ông/Bà thấy"
    assert rule in SMALL
    source = SMALL.replace(rule, f"{joint} thế nào?")
    instrument = parse_instrument(source.encode(), "joint")

    section = lay_out(instrument)[1]

    assert section.blocks[0].condition == "Only if this is about you."


def test_paper_speaks_vietnamese_whoever_prints_it():
    first = lay_out(real("quick_counter"))[0].blocks[0].questions[0]

    assert first.text.startswith("Hôm nay, Ông/Bà hài lòng")
    assert next(choice.label for choice in first.choices) == "Rất hài lòng"
