from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.results.showing.charts.bars import PALETTE, Option, colours, stacked_bar


def options(*shares: float) -> list[Option]:
    return [
        Option(label=f"mức {place}", share=share, favourable=place < 2)
        for place, share in enumerate(shares)
    ]


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=10))
def test_segments_fill_the_bar_one_after_another(shares):
    segments = stacked_bar(options(*shares))

    assert segments[0].x == 0
    for before, after in pairwise(segments):
        assert after.x == pytest.approx(before.x + before.width, abs=0.02)
    assert segments[-1].x + segments[-1].width == pytest.approx(100, abs=0.1)


def test_five_answers_go_from_the_best_colour_to_the_worst():
    segments = stacked_bar(options(0.4, 0.45, 0.1, 0.03, 0.02))

    assert [segment.fill for segment in segments] == list(PALETTE)


@pytest.mark.parametrize("count", range(1, 12))
def test_every_scale_has_a_colour_for_each_answer(count):
    assert len(colours(count)) == count


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_short_scales_never_use_a_colour_twice(count):
    assert len(set(colours(count))) == count


def test_only_the_bad_half_is_hatched_on_paper():
    segments = stacked_bar(options(0.4, 0.3, 0.1, 0.1, 0.1))

    assert [segment.hatched for segment in segments] == [False] * 3 + [True] * 2


def test_a_label_stands_only_where_it_fits():
    segments = stacked_bar(options(0.88, 0.12))

    assert [segment.is_labelled for segment in segments] == [True, True]
    assert not stacked_bar(options(0.95, 0.05))[1].is_labelled


def test_a_bar_without_answers_has_no_width():
    assert [segment.width for segment in stacked_bar(options(0.0, 0.0))] == [0, 0]
