import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimate import Estimate
from analysis.intervals import Interval, interval
from analysis.verdict import Verdict
from survey.results.computing.verdicts import TargetLine, further_answers, judge

LINE = TargetLine(id=1, value=0.85)


def share(value: float, n: int, *, deff: float = 1.0, df: int = 100) -> Estimate:
    se = math.sqrt(deff * value * (1 - value) / n)
    bounds = interval(value, se, n, df, pooled_deff=deff)
    return Estimate(
        value=value,
        se=se,
        low=float(bounds.low),
        high=float(bounds.high),
        level=0.95,
        n=n,
        n_eff=float(bounds.n_eff),
        df=df,
        deff=deff,
        method="wilson",
    )


def test_a_settled_verdict_needs_no_further_answers():
    assert further_answers(share(0.95, 400), 0.85) == 0
    assert further_answers(share(0.70, 400), 0.85) == 0


def test_a_share_on_the_line_is_never_settled():
    assert further_answers(share(0.85, 400), 0.85) is None


def test_without_an_interval_nothing_is_known_of_further_answers():
    assert further_answers(share(0.9, 40, df=0), 0.85) is None


def test_ninety_seven_per_cent_of_four_hundred_do_not_prove_ninety_five():
    [judgement] = judge(
        [share(0.97, 400, df=399)], replace(LINE, value=0.95), is_list=False
    )

    assert judgement.verdict is Verdict.CANNOT_TELL
    assert judgement.further_answers > 0


SHARES = st.floats(0.5, 1.0)
SIZES = st.integers(30, 600)
DEFFS = st.floats(1.0, 4.0)
FREEDOMS = st.integers(1, 300)


@given(value=SHARES, n=SIZES, deff=DEFFS, df=FREEDOMS)
def test_the_further_answers_are_the_fewest_that_settle_it(value, n, deff, df):
    estimate = share(value, n, deff=deff, df=df)
    further = further_answers(estimate, 0.85)
    if not further or further > 10**9:
        return

    enough = grown(estimate, further)
    short = grown(estimate, further - 2)

    assert enough.low >= 0.85 - 1e-12 or enough.high < 0.85 + 1e-12
    assert short.low < 0.85 <= short.high


def grown(estimate: Estimate, further: int) -> Interval:
    """The interval if more answers came, with the same share and clustering."""
    value, n = estimate.value, estimate.n + further
    deff = estimate.n / estimate.n_eff
    se = math.sqrt(deff * value * (1 - value) / n)
    df = estimate.df * n / estimate.n
    return interval(value, se, n, df, pooled_deff=deff)


@given(
    st.lists(
        st.builds(share, value=SHARES, n=SIZES, deff=DEFFS, df=FREEDOMS),
        min_size=1,
        max_size=30,
    )
)
def test_a_list_never_says_more_than_each_unit_alone(estimates):
    for judgement in judge(estimates, LINE, is_list=True):
        assert judgement.verdict_in_list in (judgement.verdict, Verdict.CANNOT_TELL)


def test_a_list_of_one_says_what_the_unit_says():
    for value in (0.7, 0.86, 0.95):
        [judgement] = judge([share(value, 300)], LINE, is_list=True)

        assert judgement.verdict_in_list is judgement.verdict


def test_a_long_list_asks_for_more_than_each_unit_alone():
    clear, close = share(0.97, 500), share(0.884, 500)

    *_, last = judge([clear, *[close] * 19], LINE, is_list=True)

    assert (last.verdict, last.verdict_in_list) == (Verdict.MET, Verdict.CANNOT_TELL)


def test_nothing_to_judge_is_no_judgement():
    assert judge([], LINE, is_list=True) == []


def test_an_unknown_interval_leaves_the_list():
    judgements = judge([share(0.95, 400, df=0), share(0.95, 400)], LINE, is_list=True)

    assert [judgement.verdict_in_list for judgement in judgements] == [
        Verdict.CANNOT_TELL,
        Verdict.MET,
    ]


@pytest.mark.parametrize(("target", "n"), [(0.95, 73), (0.85, 22)])
def test_all_satisfied_needs_as_many_as_wilson_says(target, n):
    further = further_answers(share(1.0, 10, df=10**9), target)

    assert 10 + further == n


def test_more_answers_than_a_province_has_people_settle_nothing():
    assert further_answers(share(0.85 + 1e-12, 400), 0.85) is None
    assert further_answers(share(0.8499, 400), 0.85) is None
    assert further_answers(share(0.84, 400), 0.85) > 0
