import numpy as np
import pytest
from scipy import stats

from analysis.changes import Change, change


def share(hits: int, n: int) -> tuple[float, float, float]:
    z = stats.norm.ppf(0.975)
    p = hits / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return p, middle - reach, middle + reach


def test_it_is_what_newcombe_printed():
    """Table II of Newcombe (1998), method 10: 56/70 less 48/80, and 9/10 less 3/10."""
    for later, earlier, low, high in (
        (share(56, 70), share(48, 80), 0.0524, 0.3339),
        (share(9, 10), share(3, 10), 0.1705, 0.8090),
    ):
        found = change(later, earlier)
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_with_symmetrical_intervals_it_is_walds():
    found = change((4.2, 4.0, 4.4), (3.9, 3.6, 4.2))
    assert found.value == pytest.approx(0.3)
    assert found.high - found.value == pytest.approx(np.hypot(0.2, 0.3))
    assert found.value - found.low == pytest.approx(np.hypot(0.2, 0.3))


def test_it_never_leaves_what_a_difference_can_be():
    found = change(share(20, 20), share(0, 20))
    assert -1 <= found.low <= found.value == 1 <= found.high + 1e-12
    assert found.high == pytest.approx(1)


@pytest.mark.parametrize(
    ("low", "high", "clear"), [(0.01, 0.2, True), (-0.2, -0.01, True), (0, 0.1, False)]
)
def test_a_change_is_clear_if_the_interval_leaves_none_out(low, high, clear):
    assert Change(0.05, low, high).is_clear is clear


def test_it_holds_the_truth_as_often_as_it_says():
    """4,000 pairs of samples of 120 and 150, shares of 0.93 and 0.88."""
    draw = np.random.default_rng(20261127)
    held = 0
    for later, earlier in zip(
        draw.binomial(120, 0.93, 4000), draw.binomial(150, 0.88, 4000), strict=True
    ):
        found = change(share(later, 120), share(earlier, 150))
        held += found.low <= 0.05 <= found.high
    assert 0.93 <= held / 4000 <= 0.98
