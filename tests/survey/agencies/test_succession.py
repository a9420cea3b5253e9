from datetime import date

from survey.agencies.models import UnitFormer, UnitSuccession
from survey.agencies.succession import Break, BreakKind, breaks_of, names_on
from tests.factories import make_unit, store

JULY = date(2026, 7, 1)


def succeed(old, new, day=JULY):
    store(UnitSuccession(old_id=old.id, new_id=new.id, on_date=day))


def test_a_unit_without_a_past_has_no_break(app):
    assert breaks_of(make_unit()) == ()


def test_units_that_were_taken_over_whole_are_one_merger(app):
    new = make_unit(name="Xã Mới")
    for name in ("Xã Hai", "Xã Ba"):
        succeed(make_unit(name=name), new)

    assert breaks_of(new) == (
        Break(on_date=JULY, kind=BreakKind.MERGER, units=("Xã Ba", "Xã Hai")),
    )


def test_a_unit_that_took_over_a_part_broke_by_a_split(app):
    old, one, other = make_unit(name="Xã Cũ"), make_unit(), make_unit()
    succeed(old, one)
    succeed(old, other)

    assert [found.kind for found in breaks_of(one)] == [BreakKind.SPLIT]
    assert breaks_of(old) == ()


def test_a_move_is_a_break_and_a_new_name_is_none(app):
    first, second = make_unit(name="Huyện Một"), make_unit(name="Tỉnh")
    unit = make_unit(parent_id=second.id)
    for day, name, parent in (
        (date(2026, 3, 31), "Xã A", first.id),
        (date(2026, 6, 30), "Xã B", first.id),
    ):
        store(UnitFormer(unit_id=unit.id, valid_to=day, name=name, parent_id=parent))

    assert breaks_of(unit) == (
        Break(on_date=JULY, kind=BreakKind.MOVE, units=("Huyện Một",)),
    )


def test_names_are_those_of_the_day(app):
    unit, other = make_unit(name="Xã C"), make_unit()
    for day, name in ((date(2026, 6, 30), "Xã B"), (date(2026, 3, 31), "Xã A")):
        store(UnitFormer(unit_id=unit.id, valid_to=day, name=name))

    assert names_on(date(2026, 3, 31)) == {unit.id: "Xã A"}
    assert names_on(date(2026, 4, 1)) == {unit.id: "Xã B"}
    assert names_on(JULY) == {}
    assert other.id not in names_on(date(2026, 1, 1))
