from datetime import date, timedelta

import pytest

from survey import clock
from survey.agencies.models import UnitFormer, UnitKind, UnitSuccession
from survey.agencies.succession import formers_of, names_on
from survey.database import session, transaction
from survey.reorganisation import service
from survey.reorganisation.errors import (
    CodeTaken,
    DayNotPossible,
    HasEnded,
    NothingChanges,
    OwnAncestor,
    UnitsBelow,
    UnitUnknown,
    WaveRuns,
)
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave

BEGAN = date(2025, 7, 1)
DAY = date(2026, 3, 1)
BY = "account:1"


@pytest.fixture
def unit(app):
    return make_unit(name="Xã Cũ", valid_from=BEGAN)


def new_unit(**values):
    usual = {"code": "M1", "name": "Xã  Mới", "kind": UnitKind.COMMUNE}
    return service.NewUnit(**(usual | {"parent": None, "valid_from": DAY} | values))


def test_a_unit_begins_below_another(unit):
    with transaction():
        added = service.add(new_unit(parent=unit), by=BY)

    assert (added.name, added.parent) == ("Xã Mới", unit)


def test_a_code_is_never_given_twice(unit):
    with pytest.raises(CodeTaken), transaction():
        service.add(new_unit(code=unit.code), by=BY)


def test_nothing_begins_below_what_does_not_exist_yet(unit):
    early = new_unit(parent=unit, valid_from=BEGAN - timedelta(days=1))
    with pytest.raises(HasEnded, match="Xã Cũ"), transaction():
        service.add(early, by=BY)


def test_a_code_that_nobody_has_is_refused(app):
    with pytest.raises(UnitUnknown, match="K9"):
        service.known_unit("K9")


def test_a_new_name_holds_from_its_day_and_the_old_one_before(unit):
    with transaction():
        service.rename(unit, "Xã Mới", DAY, by=BY)

    assert unit.name == "Xã Mới"
    assert names_on(DAY - timedelta(days=1)) == {unit.id: "Xã Cũ"}
    assert names_on(DAY) == {}


def test_the_same_name_changes_nothing(unit):
    with pytest.raises(NothingChanges):
        service.rename(unit, " Xã Cũ ", DAY, by=BY)


@pytest.mark.parametrize("day", [BEGAN, BEGAN - timedelta(days=9), date(2999, 1, 1)])
def test_a_unit_changes_after_it_began_and_not_in_the_future(unit, day):
    with pytest.raises(DayNotPossible, match="02/07/2025"):
        service.rename(unit, "Xã Mới", day, by=BY)
    assert unit.name == "Xã Cũ"


def test_no_change_is_slipped_in_before_the_last_one(unit):
    with transaction():
        service.rename(unit, "Xã Mới", DAY, by=BY)
    with pytest.raises(DayNotPossible):
        service.rename(unit, "Xã Nữa", DAY - timedelta(days=1), by=BY)


def test_name_and_parent_may_change_on_one_day(unit):
    parent = make_unit(name="Tỉnh")
    with transaction():
        service.rename(unit, "Xã Mới", DAY, by=BY)
        service.move(unit, parent, DAY, by=BY)

    [former] = formers_of(unit)
    assert (former.name, former.parent_id) == ("Xã Cũ", None)
    assert (unit.name, unit.parent_id) == ("Xã Mới", parent.id)


def test_a_unit_never_lies_below_itself(unit):
    child = make_unit(parent_id=unit.id)
    grandchild = make_unit(parent_id=child.id)
    for parent in (unit, child, grandchild):
        with pytest.raises(OwnAncestor):
            service.move(unit, parent, DAY, by=BY)


def test_a_unit_ends_and_others_take_over(unit):
    heirs = [make_unit(), make_unit()]
    with transaction():
        service.end(unit, DAY, heirs, by=BY)

    assert unit.valid_to == DAY
    rows = session().query(UnitSuccession).all()
    assert {row.new_id for row in rows} == {heir.id for heir in heirs}
    assert {row.on_date for row in rows} == {DAY + timedelta(days=1)}


def test_what_has_ended_neither_ends_again_nor_takes_over(unit):
    ended = make_unit(name="Xã Hết", valid_from=BEGAN, valid_to=DAY)
    with pytest.raises(HasEnded):
        service.end(ended, DAY, [], by=BY)
    with pytest.raises(HasEnded, match="Xã Hết"):
        service.end(unit, DAY, [ended], by=BY)


def test_no_unit_takes_over_from_itself(unit):
    with pytest.raises(OwnAncestor):
        service.end(unit, DAY, [unit], by=BY)


def test_a_unit_with_others_below_does_not_end(unit):
    make_unit(name="Thôn Dưới", parent_id=unit.id)
    with pytest.raises(UnitsBelow, match="Thôn Dưới"):
        service.end(unit, DAY, [], by=BY)


def test_a_unit_does_not_end_while_a_wave_runs(unit):
    wave = make_wave(unit, closes_on=clock.today() + timedelta(days=30))
    with pytest.raises(WaveRuns, match=wave.name):
        service.end(unit, clock.today(), [], by=BY)
    assert unit.valid_to is None

    with transaction():
        wave.state = WaveState.CLOSED
        service.end(unit, clock.today(), [], by=BY)
    assert unit.valid_to == clock.today()


def test_the_end_is_not_years_ahead(unit):
    with pytest.raises(DayNotPossible):
        service.end(unit, date(2999, 12, 31), [], by=BY)


def test_nothing_is_kept_of_a_refused_change(unit):
    with pytest.raises(DayNotPossible), transaction():
        service.rename(unit, "Xã Mới", date(2999, 1, 1), by=BY)
    assert session().query(UnitFormer).count() == 0
