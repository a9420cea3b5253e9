import pytest

from survey.results.showing.charts.axis import score_axis, share_axis


@pytest.mark.parametrize(
    ("lowest", "start"),
    [(0.97, 0.8), (0.815, 0.8), (0.805, 0.75), (0.71, 0.7), (0.005, 0.0), (0.0, 0.0)],
)
def test_an_axis_of_shares_starts_at_the_five_per_cent_below_the_data(lowest, start):
    axis = share_axis([0.9, lowest], left=0, right=100)

    assert axis.low == start
    assert axis.starts_late == (start > 0)


def test_shares_stand_where_the_axis_puts_them():
    axis = share_axis([0.61], left=20, right=80)

    assert (axis.at(0.6), axis.at(0.8), axis.at(1.0)) == (20, 50, 80)


def test_what_lies_outside_stands_at_the_edge():
    axis = share_axis([0.85], left=0, right=100)

    assert axis.at(0.3) == 0


@pytest.mark.parametrize("lowest", [0.0, 0.12, 0.33, 0.5, 0.68, 0.74, 0.9])
def test_ticks_are_round_and_few_and_end_at_all(lowest):
    axis = share_axis([lowest], left=0, right=100)

    ticks = axis.ticks(most=5)

    assert 2 <= len(ticks) <= 5
    assert ticks[-1] == 1
    assert all(axis.low <= tick and round(tick * 20) == tick * 20 for tick in ticks)


def test_an_axis_without_data_shows_everything():
    assert share_axis([], left=0, right=100).low == 0


def test_an_axis_of_scores_runs_between_whole_numbers():
    axis = score_axis([3.98, 4.05, 4.12], left=0, right=100)

    assert (axis.low, axis.high) == (3, 5)
    assert axis.ticks() == [3.0, 3.5, 4.0, 4.5, 5.0]


def test_an_axis_of_large_scores_still_has_few_ticks():
    axis = score_axis([18.0, 92.0], left=0, right=100)

    assert 1 <= len(axis.ticks()) <= 6
