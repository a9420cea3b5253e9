import pytest

from analysis.errors import ArgumentError
from analysis.scoring.qd766 import Dossiers, Feedback, satisfaction_points

FEEDBACK = Feedback(received=200, classified=180, on_time=150, dissatisfied=40)


def dossiers(settled=1000, overdue=0, disliked=0, both=0):
    return Dossiers(
        settled=settled,
        overdue=overdue,
        disliked=disliked,
        overdue_and_disliked=both,
    )


def test_points_follow_the_rates():
    found = satisfaction_points(
        FEEDBACK, dossiers(overdue=100, disliked=170), overlap="counted_once"
    )

    assert (found.classified, found.on_time) == (0.9, 0.75)
    assert found.feedback_satisfied == 0.8
    assert found.dossiers_satisfied == 0.73
    assert found.points == pytest.approx((4.5, 3.75, 1.6, 6 * 0.73 / 0.9))
    assert found.total == pytest.approx(sum(found.points))
    assert not found.points_verified


@pytest.mark.parametrize(("overdue", "points"), [(99, 6), (100, 6), (101, 5.993333333)])
def test_ninety_per_cent_earn_full_marks(overdue, points):
    found = satisfaction_points(
        FEEDBACK, dossiers(overdue=overdue), overlap="counted_once"
    )

    assert found.points[3] == pytest.approx(points)


def test_the_two_wordings_of_overlap_differ_and_are_named():
    both = dossiers(overdue=200, disliked=300, both=150)

    once, twice = (
        satisfaction_points(FEEDBACK, both, overlap=overlap)
        for overlap in ("counted_once", "subtracted_twice")
    )

    assert once.dossiers_satisfied == 0.65
    assert twice.dossiers_satisfied == 0.5
    assert (once.overlap, twice.overlap) == ("counted_once", "subtracted_twice")


def test_a_rate_never_falls_below_nought():
    worst = dossiers(settled=10, overdue=9, disliked=9, both=9)

    found = satisfaction_points(FEEDBACK, worst, overlap="subtracted_twice")

    assert found.dossiers_satisfied == 0


def test_a_rate_without_a_base_does_not_exist():
    nothing = Feedback(received=0, classified=0, on_time=0, dissatisfied=0)

    found = satisfaction_points(nothing, dossiers(), overlap="counted_once")

    assert found.points == (None, None, None, 6)
    assert found.total == 6


@pytest.mark.parametrize(
    ("feedback", "counts", "message"),
    [
        (FEEDBACK, dossiers(overdue=1001), "overdue is 1001"),
        (FEEDBACK, dossiers(disliked=-1), "disliked is -1"),
        (FEEDBACK, dossiers(overdue=1, both=1), "overdue_and_disliked is 1"),
        (
            Feedback(received=1, classified=2, on_time=0, dissatisfied=0),
            dossiers(),
            "2",
        ),
    ],
)
def test_impossible_counts_are_refused(feedback, counts, message):
    with pytest.raises(ArgumentError, match=message):
        satisfaction_points(feedback, counts, overlap="counted_once")
