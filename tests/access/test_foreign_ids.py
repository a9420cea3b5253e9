"""Guessing: whoever asks for what belongs to another unit gets nothing."""

import os
import random

from survey.accounts import sessions
from survey.accounts.models import Role
from tests.access.doors import Reach, read_doors
from tests.access.place import OTHER, furnish
from tests.access.walking import IntegerConverter

# Ten thousand in `make access-study`.
GUESSES = int(os.environ.get("FOREIGN_IDS", "1500"))
LIKELY = 60  # numbers start at one: most guesses hit something that exists


def doors_by_number(app):
    """Return the addresses that name something by a number, and who may ask."""
    rules = {rule.rule: rule for rule in app.url_map.iter_rules()}
    return [
        (rules[door.rule], sorted(door.roles))
        for door in read_doors()
        if door.reach is Reach.UNIT
        and "GET" in door.methods
        and any(
            isinstance(converter, IntegerConverter)
            for converter in rules[door.rule]._converters.values()
        )
    ]


def guess(chance: random.Random, rule, known) -> dict[str, object]:
    return {
        name: chance.randint(1, LIKELY)
        if isinstance(converter, IntegerConverter)
        else known.get(name, "nothing")
        for name, converter in rule._converters.items()
    }


def test_no_guessed_number_shows_what_belongs_to_another_unit(app):
    place, chance = furnish(), random.Random(20260901)  # guessing
    doors, found = doors_by_number(app), []
    browsers = {role: app.test_client() for role in Role}
    for role, browser in browsers.items():
        browser.set_cookie(sessions.COOKIE, place.cookies[role, OTHER, "valid"])
    for _ in range(GUESSES):
        rule, roles = chance.choice(doors)
        values = guess(chance, rule, place.shared | place.of_unit)
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **values)
        if browsers[chance.choice(roles)].get(address).status_code != 404:
            found.append(address)

    assert found == []
