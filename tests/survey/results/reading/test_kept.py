from itertools import count

import pytest

from survey.results.reading.kept import AT_MOST, KEPT_FOR, Kept


@pytest.fixture
def hours():
    return {"now": 0.0}


@pytest.fixture
def place(hours):
    return Kept(now=lambda: hours["now"])


def test_a_value_is_made_once_a_minute(place, hours):
    numbers = count()
    made = [place.get("a", lambda: next(numbers)) for _ in range(3)]
    hours["now"] = KEPT_FOR - 1
    made.append(place.get("a", lambda: next(numbers)))
    hours["now"] = KEPT_FOR
    made.append(place.get("a", lambda: next(numbers)))

    assert made == [0, 0, 0, 0, 1]


def test_each_key_has_its_own_value(place):
    assert [place.get(key, lambda key=key: key) for key in "abab"] == list("abab")


def test_what_was_not_asked_for_longest_is_thrown_out(place):
    for key in range(AT_MOST):
        place.get(key, lambda: "first")
    place.get(0, lambda: "never")
    place.get("one more", lambda: "first")

    assert place.get(0, lambda: "second") == "first"
    assert place.get(1, lambda: "second") == "second"
