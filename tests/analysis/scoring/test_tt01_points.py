import pytest

from analysis.errors import ArgumentError
from analysis.scoring.tt01_points import (
    agency_contact_points,
    attitude_points,
    contact_points,
    explanation_points,
    one_stop_points,
    online_points,
    publicity_points,
    time_points,
)


@pytest.mark.parametrize(("taken", "points"), [(4, 2), (5, 1), (6, 0)])
def test_sooner_is_better(taken, points):
    assert time_points(taken, 5) == points
    assert attitude_points(taken, 5, complaint_upheld=False) == points
    assert attitude_points(taken, 5, complaint_upheld=True) == 0


@pytest.mark.parametrize(("contacts", "points"), [(0, 2), (1, 1), (2, 0), (7, 0)])
def test_fewer_contacts_are_better(contacts, points):
    assert contact_points(contacts) == points


def test_contacts_by_the_submitter_s_fault_do_not_count():
    assert contact_points(2, submitter_at_fault=True) is None
    assert contact_points(1, submitter_at_fault=True) == 1


def test_only_the_agencies_that_the_law_asks_for_are_excused():
    assert agency_contact_points(0, only_as_the_law_asks=True) == 2
    assert agency_contact_points(1, only_as_the_law_asks=True) == 1
    assert agency_contact_points(2, only_as_the_law_asks=False) == 0


@pytest.mark.parametrize(
    ("level", "settled", "points"),
    [
        ("province", 0.2, 2),
        ("province", 0.19, 1),
        ("district", 0.5, 2),
        ("district", 0.49, 1),
        ("commune", 1.0, 2),
        ("commune", 0.99, 1),
    ],
)
def test_the_one_stop_settles_what_its_level_asks(level, settled, points):
    assert one_stop_points(level, received_there=1.0, settled_there=settled) == points
    assert one_stop_points(level, received_there=0.99, settled_there=settled) == 0


def test_procedures_are_posted_in_two_ways():
    assert publicity_points(posted=True, electronic=True) == 2
    assert publicity_points(posted=True, electronic=False) == 1
    assert publicity_points(posted=False, electronic=False) == 0


@pytest.mark.parametrize(
    ("complaints", "on_time", "points"),
    [(0, 0, 2), (10, 10, 2), (10, 9, 1), (100, 89, 0)],
)
def test_complaints_are_answered_on_time(complaints, on_time, points):
    assert explanation_points(complaints, on_time) == points


def test_complaints_that_drag_on_earn_nothing():
    assert explanation_points(3, 3, dragged_on=True) == 0


@pytest.mark.parametrize(
    ("eligible", "online", "overdue", "points"),
    [
        (0.2, 0.3, False, 2),
        (0.19, 0.3, False, 1),
        (0.2, 0.29, False, 1),
        (0.2, 0.15, False, 1),
        (0.2, 0.14, False, 0),
        (0.2, 0.3, True, 0),
        (0.0, 0.3, False, 0),
    ],
)
def test_online_services_are_used_and_on_time(eligible, online, overdue, points):
    found = online_points(
        eligible_share=eligible, online_dossiers=online, any_overdue=overdue
    )

    assert found == points


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: time_points(-1, 5), "taken is -1"),
        (lambda: contact_points(-1), "contacts is -1"),
        (lambda: explanation_points(1, 2), "answered_on_time is 2 of 1"),
        (
            lambda: one_stop_points("commune", received_there=2, settled_there=1),
            "received_there is 2",
        ),
    ],
)
def test_impossible_facts_are_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
