"""What small units have left at a wave's end counts in the group declared for them."""

import pytest
from sqlalchemy import func, select

from survey.accounts.models import Role
from survey.agencies.models import Unit
from survey.database import session, transaction
from survey.results import reading
from survey.results.archive.document import document
from survey.results.computing.batches import form_batches
from survey.results.drafting import draft_publication
from survey.results.models import Batch, Publication
from survey.results.showing import wording
from survey.waves.groups import Group
from survey.waves.models import Wave
from tests.factories import make_account, make_unit
from tests.survey.results.factories import (
    close,
    find_figure,
    make_published,
    make_wave,
    rated,
    respond,
)

NAME = "Các xã vùng cao"


@pytest.fixture
def units(app):
    names = ("Xã Bum Tở", "Xã Dào San", "Xã Hua Bum", "Xã Mù Cả")
    return [make_unit(name=name) for name in names]


def make_grouped(units, *answers: tuple[int, int]) -> Wave:
    """A wave of two periods whose first three units form a group.

    `answers` are the forms of each unit in the two periods, all of them satisfied;
    in the second everybody of the third unit is not.
    """
    members = units[:3]
    wave = make_wave(units, periods=2, groups=[Group(name=NAME, units=members)])
    for unit, by_period in zip(units, answers, strict=True):
        for period, n in zip(wave.periods, by_period, strict=True):
            code = 1 if unit is units[2] and period.number == 2 else 5
            respond(unit, period, rated(code), times=n)
    close(*wave.periods)
    return wave


def batches(wave: Wave, number: int) -> dict[str, tuple[int, int, int]]:
    with transaction():
        formed = form_batches(wave, wave.periods[number - 1])
    return {
        session().get_one(Unit, batch.unit_id).name: (
            batch.first_period.number,
            batch.last_period.number,
            batch.n,
        )
        for batch in formed
    }


def test_what_is_left_of_members_is_one_batch_at_the_end(units):
    wave = make_grouped(units, (12, 4), (3, 4), (1, 2), (11, 10))

    assert batches(wave, 1) == {"Xã Bum Tở": (1, 1, 12), "Xã Mù Cả": (1, 1, 11)}
    assert batches(wave, 2) == {"Xã Mù Cả": (2, 2, 10), NAME: (1, 2, 14)}
    assert NAME in batches(wave, 2)  # whoever asks again finds the same
    assert session().scalar(select(func.count()).select_from(Batch)) == 4


def test_a_member_with_ten_of_its_own_keeps_them(units):
    wave = make_grouped(units, (3, 7), (3, 4), (1, 2), (0, 0))

    assert batches(wave, 2) == {"Xã Bum Tở": (1, 2, 10), NAME: (1, 2, 10)}


def test_a_group_short_of_ten_stays_silent(units):
    wave = make_grouped(units, (3, 3), (1, 1), (1, 0), (9, 0))

    assert batches(wave, 2) == {}


@pytest.fixture
def publication(units) -> Publication:
    """Twenty-six forms are left; twelve of the first unit were published before."""
    wave = make_grouped(units, (12, 9), (4, 5), (0, 8), (40, 40))
    make_published(wave.periods[0])
    return make_published(wave.periods[1])


def test_the_figure_of_a_group_holds_what_is_in_no_other_batch(units, publication):
    [group] = [r.unit for r in publication.rated_units if r.unit.is_group]

    figure = find_figure(publication, group)

    assert figure.n == 9 + 4 + 5 + 8
    assert figure.value == pytest.approx(18 / 26)
    everybody = find_figure(publication, None)
    assert everybody.n == 26 + 40


def test_a_member_says_where_its_forms_count(units, publication):
    page = reading.agency(publication, units[0].code)

    assert page is not None
    assert page.unit.group is not None
    assert page.unit.group.name == NAME
    assert NAME in wording.waiting_words(page.unit)


def test_a_group_says_whose_forms_it_holds(client, units, publication):
    wave = publication.wave
    client.set_cookie("lang", "en")

    page = client.get(f"/results/{wave.slug}/2/{wave.slug}.nhom-1")

    assert page.status_code == 200
    for unit in units[:3]:
        assert unit.name in page.text
    assert units[3].name not in page.text
    member = client.get(f"/results/{wave.slug}/2/{units[0].code}").text
    assert f"{wave.slug}.nhom-1" in member
    listed = client.get(f"/results/{wave.slug}/2/").text
    assert NAME in listed


def test_open_data_name_the_group_and_its_members(units, publication):
    told = {unit["code"]: unit for unit in document(publication)["units"]}
    group = f"{publication.wave.slug}.nhom-1"

    assert sorted(told[group]["members"]) == sorted(unit.code for unit in units[:3])
    assert told[units[0].code]["counted_in_group"] == group
    assert not told[units[0].code]["carried_over"]
    assert told[units[3].code]["counted_in_group"] is None


def test_before_the_last_period_nobody_is_in_a_group(units):
    wave = make_grouped(units, (3, 4), (3, 4), (1, 2), (11, 10))
    with transaction():
        first = draft_publication(wave.periods[0], make_account(Role.DESIGNER))

    assert not any(rated_unit.unit.is_group for rated_unit in first.rated_units)
    page = reading.agency(first, units[0].code)
    assert page is not None
    assert page.unit.group is None
    assert page.unit.carried_to is not None
