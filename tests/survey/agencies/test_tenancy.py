from datetime import timedelta

import pytest
from werkzeug.exceptions import NotFound

from survey import clock
from survey.accounts.models import Role
from survey.agencies.tenancy import get_unit, list_units_of, scope_of
from survey.database import session, transaction
from tests.factories import make_account, make_unit


@pytest.fixture
def tree(app):
    province = make_unit(name="Tỉnh")
    commune = make_unit(name="Xã một", parent_id=province.id)
    hamlet = make_unit(name="Bản ở xã một", parent_id=commune.id)
    other = make_unit(name="Xã hai", parent_id=province.id)
    return province, commune, hamlet, other


def make_viewer(unit, **values):
    account = make_account(Role.VIEWER)
    with transaction():
        account.roles[0].unit_id = unit.id if unit else None
        for name, value in values.items():
            setattr(account.roles[0], name, value)
    return account


def test_a_role_without_a_unit_covers_everything(tree):
    assert set(tree) <= set(list_units_of(make_viewer(None)))


def test_a_role_for_a_unit_covers_it_and_all_below_it(tree):
    province, commune, hamlet, _other = tree

    assert list_units_of(make_viewer(commune)) == [hamlet, commune]
    assert set(list_units_of(make_viewer(province))) == set(tree)


def test_a_foreign_unit_is_not_found_rather_than_refused(tree):
    province, commune, _hamlet, other = tree
    viewer = make_viewer(commune)

    assert get_unit(viewer, commune.code) == commune
    for code in (other.code, province.code, "nothing"):
        with pytest.raises(NotFound):
            get_unit(viewer, code)


def test_only_the_roles_that_are_asked_for_open_the_unit(tree):
    _province, commune, _hamlet, _other = tree

    with pytest.raises(NotFound):
        get_unit(make_viewer(commune), commune.code, Role.DESIGNER)


@pytest.mark.parametrize(("starts", "ends"), [(1, 3), (-3, -1)])
def test_a_role_lent_for_other_days_covers_nothing_today(tree, starts, ends):
    _province, commune, _hamlet, _other = tree
    today = clock.today()
    viewer = make_viewer(
        commune,
        starts_on=today + timedelta(days=starts),
        ends_on=today + timedelta(days=ends),
    )

    assert not viewer.has(Role.VIEWER)
    assert list_units_of(viewer) == []


def test_units_that_are_their_own_ancestors_do_not_hang_the_question(tree):
    province, commune, hamlet, _other = tree
    with transaction():
        province.parent_id = hamlet.id
    session().expire_all()

    assert scope_of(make_viewer(commune)).holds(province)
