import numpy as np
import pytest

from analysis.errors import LonelyPsuError
from analysis.psu_totals import PsuTotals
from analysis.variance import covariance_of_totals

STRATA = np.array(["a", "a", "b"], dtype=object)
TOTALS = np.array([[1.0], [3.0], [8.0]])


def variance(lonely="adjust", members=None, **values):
    table = PsuTotals(STRATA, TOTALS, **values)
    return covariance_of_totals(table, lonely=lonely, members=members).item()


def test_a_lonely_psu_is_compared_with_the_mean_of_all():
    assert variance() == pytest.approx(2 * ((1 - 2) ** 2 + (3 - 2) ** 2) + (8 - 4) ** 2)


@pytest.mark.parametrize("lonely", ["remove", "certainty"])
def test_a_lonely_psu_may_add_nothing(lonely):
    assert variance(lonely) == pytest.approx(4)


def test_a_lonely_psu_may_be_refused_by_name():
    with pytest.raises(LonelyPsuError, match="stratum 'b' holds a single PSU"):
        variance("fail")


def test_a_stratum_drawn_whole_is_not_lonely():
    assert variance("fail", fpc={"a": 4, "b": 1}) == pytest.approx(4 / 2)


def test_an_unknown_way_with_lonely_psus_is_refused():
    with pytest.raises(ValueError, match="'average' is not a valid Lonely"):
        variance("average")


def test_strata_without_members_leave_the_mean_of_all():
    table = PsuTotals(
        np.array(["a", "a", "b", "c"], dtype=object), np.array([[1], [3], [8], [0.0]])
    )
    members = [True, True, True, False]

    assert covariance_of_totals(table, members=members).item() == variance()
    assert covariance_of_totals(table).item() > variance()


def test_one_stratum_without_variation_has_no_variance():
    table = PsuTotals(np.zeros(3, np.int64), np.full((3, 2), 5.0))

    assert (covariance_of_totals(table) == 0).all()
