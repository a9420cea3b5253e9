"""Groups of small units: written down with a wave, kept by it, fixed once it opens."""

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from survey.accounts.models import Role
from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import find_unit, list_units
from survey.database import session, transaction
from survey.waves import preparing
from survey.waves.errors import GroupDoesNotFit, GroupNotReadable, UnitsUnknown
from survey.waves.groups import Group, check_groups, groups_of, read_groups
from survey.waves.models import Wave, WaveState, WaveUnit
from survey.waves.service import find_rated_unit
from tests.factories import make_account, make_unit, make_wave


@pytest.fixture
def units(app):
    return [make_unit(code=f"7700{number}") for number in range(1, 5)]


@pytest.fixture
def wave(units) -> Wave:
    groups = [Group(name="Vùng cao", units=units[:2])]
    return make_wave(*units, state=WaveState.DRAFT, groups=groups)


def test_groups_are_read_line_by_line(units):
    first, second = read_groups("Vùng  cao: 77001, 77002\n\nVùng thấp: 77003 77004\n")

    assert (first.name, [one.code for one in first.units]) == (
        "Vùng cao",
        ["77001", "77002"],
    )
    assert (second.name, second.units) == ("Vùng thấp", units[2:])


@pytest.mark.parametrize("line", ["77001, 77002", ": 77001 77002", "Vùng cao:"])
def test_a_line_that_is_no_group_is_named(units, line):
    with pytest.raises(GroupNotReadable, match=r"77001|Vùng|: "):
        read_groups(line)


def test_an_unknown_code_is_named(units):
    with pytest.raises(UnitsUnknown, match="99"):
        read_groups("Vùng cao: 77001 99")


def test_groups_that_do_not_fit_are_refused(units):
    one, two, three, four = units
    department = make_unit(kind=UnitKind.DEPARTMENT)
    for groups in (
        [Group(name="Một", units=[one])],
        [Group(name="Hai loại", units=[one, department])],
        [Group(name="Ngoài đợt", units=[one, make_unit()])],
        [Group(name="A", units=[one, two]), Group(name="B", units=[two, three])],
        [Group(name="A", units=[one, two]), Group(name="A", units=[three, four])],
    ):
        with pytest.raises(GroupDoesNotFit):
            check_groups(groups, [*units, department])


def test_a_group_is_no_unit_that_anybody_rates_or_lists(wave, units):
    code = f"{wave.slug}.nhom-1"

    assert [group.units for group in groups_of(wave)] == [units[:2]]
    assert wave.units == units
    assert find_unit(code) is None
    assert find_rated_unit(wave, code) is None
    assert code not in [unit.code for unit in list_units()]


def test_a_changed_draft_keeps_no_group_it_does_not_declare(wave):
    with transaction():
        preparing.change_wave(wave, preparing.as_new(wave), wave.revision)
    assert [group.name for group in groups_of(wave)] == ["Vùng cao"]
    assert groups_in_store() == 1
    with transaction():
        preparing.discard_wave(wave)
    assert groups_in_store() == 0


def groups_in_store() -> int | None:
    return session().scalar(select(func.count()).select_from(Unit).where(Unit.is_group))


def test_the_form_shows_what_was_written_and_says_what_is_wrong(app, wave):
    browser = app.test_client().sign_in(make_account(Role.DESIGNER))
    browser.set_cookie("lang", "en")

    assert (
        "Vùng cao: 77001, 77002" in browser.get(f"/staff/waves/{wave.slug}/edit").text
    )
    assert "Vùng cao" in browser.get(f"/staff/waves/{wave.slug}").text


def test_the_database_keeps_groups_as_they_were_declared(wave, units):
    group = session().scalars(select(Unit).where(Unit.is_group)).one()
    member = update(WaveUnit).where(WaveUnit.unit_id == units[2].id)
    with pytest.raises(IntegrityError, match=r"declared in a draft|fixed once"):
        run(member.values(group_id=units[3].id))
    with transaction():
        session().get_one(Wave, wave.id).state = WaveState.OPEN
    with pytest.raises(IntegrityError, match="fixed once"):
        run(member.values(group_id=group.id))
    other = make_wave(make_unit(), state=WaveState.DRAFT)
    with pytest.raises(IntegrityError, match="declared in a draft"):
        run(
            insert(WaveUnit).values(
                wave_id=other.id, unit_id=make_unit().id, group_id=group.id
            )
        )


def run(statement) -> None:
    with transaction():
        session().execute(statement)
