"""What the web process loads while it serves every kind of page."""

import urllib.request
from datetime import timedelta

import pytest

from survey import clock
from survey.accounts import sessions
from survey.accounts.models import Role
from survey.database import transaction
from survey.release import jobs as release
from survey.results import drafting, publications, reviewing
from tests.factories import make_account, make_unit, make_wave
from tests.journeys.conftest import loaded_libraries, served
from tests.survey.responses.factories import send_many

pytestmark = pytest.mark.xdist_group("browser")

PUBLIC = (
    "/",
    "/health",
    "/rate/",
    "/rate/mot-cua/MH01/",
    "/results/",
    "/results/method",
    "/results/mot-cua/1/",
    "/results/mot-cua/1/MH01",
    # Its name is not ASCII, which gunicorn refuses in a header.
    "/results/mot-cua/1/table.csv",
)
STAFF = (
    "/staff/",
    "/staff/account",
    "/staff/waves/",
    "/staff/waves/mot-cua",
    "/staff/publications/",
    "/staff/publications/1",
    "/staff/jobs/",
)
ADMINISTRATOR = ("/staff/accounts", "/staff/audit/")


@pytest.fixture
def published(installation):
    """An installation with one published and one drafted period."""
    today = clock.today()
    wave = make_wave(
        make_unit(code="MH01", name="Xã Minh hoạ 1", illustrative=True),
        slug="mot-cua",
        opens_on=today - timedelta(days=70),
        closes_on=today + timedelta(days=1),
        instrument="quick_counter",
        illustrative=True,
    )
    for days in (69, 68, 67):
        with clock.at(today - timedelta(days=days)):
            send_many(wave, 12, day=clock.today())
    release.nightly(today)
    designer, approver = make_account(Role.DESIGNER), make_account(Role.APPROVER)
    with transaction():
        publication = drafting.draft_publication(wave.periods[0], designer)
        reviewing.submit(publication, designer)
        publications.approve(publication, approver)
    return installation


def test_no_page_makes_the_web_process_load_the_statistics(published):
    secrets = {role: secret_of(role) for role in (Role.DESIGNER, Role.ADMINISTRATOR)}

    with served(published) as address:
        for path in PUBLIC:
            assert status(address + path) == 200, path
        for path in STAFF:
            assert status(address + path, secrets[Role.DESIGNER]) == 200, path
        for path in ADMINISTRATOR:
            assert status(address + path, secrets[Role.ADMINISTRATOR]) == 200, path
        loaded = loaded_libraries()

    assert loaded == {"a server"}


def secret_of(role: Role) -> str:
    with transaction():
        return sessions.open_session(make_account(role))


def status(url: str, secret: str = "") -> int:
    request = urllib.request.Request(url)  # noqa: S310 - our own server
    request.add_header("Cookie", f"{sessions.COOKIE}={secret}")
    with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
        # A door would have sent us to the sign-in page.
        return response.status if response.url == url else 302
