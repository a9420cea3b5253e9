"""Every route, by every role, within its unit and without, signed in and out."""

import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from survey.accounts import sessions
from survey.accounts.models import Role
from tests.access.doors import Door, Reach, read_doors
from tests.access.place import OTHER, OWN, SESSIONS, TENANTS, Place, furnish
from tests.access.walking import address, on_database
from tests.databases import copy_sqlite

DOORS = read_doors()
HIDDEN = {"HEAD", "OPTIONS"}
SIGNED_OUT = {302, 401}
SHUT = {401, 403, 404}


@pytest.fixture(scope="module")
def furnished(
    shared_app: Flask, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Place]:
    folder = tmp_path_factory.mktemp("doors")
    path = Path(copy_sqlite(sqlite_template, folder).removeprefix("sqlite:///"))
    with on_database(shared_app, path):
        return path, furnish()


def test_every_route_has_a_line_and_every_line_a_route(shared_app):
    routes = {
        (rule.rule, method)
        for rule in shared_app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in rule.methods - HIDDEN
    }
    lines = [(door.rule, method) for door in DOORS for method in door.methods]

    assert sorted(lines) == sorted(routes)


@pytest.mark.parametrize("door", DOORS, ids=lambda d: f"{min(d.methods)} {d.rule}")
def test_a_door_opens_to_whom_the_table_names_and_to_nobody_else(
    shared_app, furnished, tmp_path, door
):
    template, place = furnished
    path = tmp_path / "walk.sqlite3"
    wrong, touched = [], True
    with on_database(shared_app, path):
        for method, case in product(sorted(door.methods), cases(door)):
            if touched:
                put_back(shared_app, template, path)
            status = knock(shared_app, place, door, method, case)
            # Who was let in may have done something; who only looks changes nothing.
            touched = method != "GET" and status not in SHUT
            if not fits(door, case, status):
                wrong.append((method, case, status))

    assert wrong == []


def put_back(app: Flask, template: Path, path: Path) -> None:
    """Undo what was done through the last door."""
    app.extensions["engine"].dispose()
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    shutil.copyfile(template, path)


Case = tuple[Role, str, str]


def cases(door: Door) -> Iterator[Case]:
    # What anybody may open asks nobody who they are.
    roles = [Role.ADMINISTRATOR] if door.public else list(Role)
    yield from product(roles, TENANTS, SESSIONS)


def knock(app: Flask, place: Place, door: Door, method: str, case: Case) -> int:
    """Ask for an address of what belongs to the unit `OWN`."""
    browser = app.test_client()
    browser.set_cookie(sessions.COOKIE, place.cookies[case])
    response = browser.open(address(app, place, door), method=method)
    if response.status_code in {302, 303} and "/staff/sign-in" in response.location:
        return 401
    return response.status_code


def fits(door: Door, case: Case, status: int) -> bool:
    role, tenant, state = case
    if door.public:  # some ask for a signature of their own, and 403 is theirs
        return status < 500
    if state != "valid":
        return status == 401
    if tenant == "lapsed" or role not in door.roles:
        return status == 403
    if door.reach is Reach.WHOLE and tenant in {OWN, OTHER}:
        return status == 403
    if door.reach is Reach.UNIT and tenant == OTHER:
        return status == 404
    if door.reach is Reach.OWN:
        return status not in {401, 403} and status < 500
    return status not in SHUT and status < 500
