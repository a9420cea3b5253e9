"""Pages that list: they name nothing that belongs to another unit."""

import pytest

from survey.accounts import sessions
from survey.accounts.models import Role
from tests.access.doors import Door, read_doors
from tests.access.place import NAMES, OTHER, OWN, furnish
from tests.access.walking import address

# What everybody may know: which offices a wave rates.
PUBLIC = {"/staff/waves/", "/staff/waves/<slug>"}


def lists() -> list[Door]:
    return [
        door
        for door in read_doors()
        if not door.public and "GET" in door.methods and door.rule not in PUBLIC
    ]


@pytest.mark.parametrize("role", list(Role))
def test_no_page_names_what_belongs_to_another_unit(app, role):
    place, found = furnish(), []
    browser = app.test_client()
    browser.set_cookie(sessions.COOKIE, place.cookies[role, OTHER, "valid"])
    for door in lists():
        page = browser.get(address(app, place, door))
        if page.status_code == 200 and NAMES[OWN] in page.text:
            found.append(door.rule)

    assert found == []
