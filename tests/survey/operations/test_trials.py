from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from survey import clock
from survey.accounts.models import Role
from survey.database import session, transaction
from survey.invitations.codes import draw_codes
from survey.invitations.models import BatchKind
from survey.release import jobs
from survey.responses.models import InboxRow, Response
from survey.results.models import Publication
from survey.slips import printing
from survey.tables import metadata
from survey.waves import service
from survey.waves.models import Wave, WaveState
from tests.factories import make_account, make_unit, make_wave
from tests.survey.accounts.factories import make_staff
from tests.survey.responses.factories import send


@pytest.fixture
def unit(app):
    return make_unit(code="C1", name="Xã Thử")


@pytest.fixture
def draft(unit):
    return make_wave(
        unit,
        slug="quay",
        name="Tại quầy",
        state=WaveState.DRAFT,
        opens_on=clock.today() + timedelta(days=30),
        closes_on=clock.today() + timedelta(days=90),
        instrument="quick_counter",
    )


@pytest.fixture
def designer(app):
    return app.test_client().sign_in(make_staff(Role.DESIGNER))


@pytest.fixture
def trial(designer, draft):
    response = designer.post("/staff/trials/quay/begin")
    assert response.location == "/staff/waves/thu-1-quay"
    return service.find_wave("thu-1-quay")


def rows() -> dict[str, int]:
    return {
        table.name: session().scalar(select(func.count()).select_from(table))
        for table in metadata.sorted_tables
        if table.name not in {"audit_entry", "staff_session", "spent"}
    }


def test_a_trial_has_the_screens_of_the_wave_and_says_so(trial, client, draft):
    assert client.get("/rate/quay/C1/").status_code == 410
    page = client.get("/rate/thu-1-quay/C1/").text
    assert "PHIẾU THỬ – KHÔNG TÍNH" in page
    assert "DỮ LIỆU MINH HOẠ" not in page
    assert draft.state is WaveState.DRAFT


def test_citizens_and_kiosks_are_not_led_to_a_trial(trial, client, unit):
    assert "thu-1-quay" not in client.get("/rate/").text
    assert service.list_accepting_waves(unit) == []
    assert service.list_open_waves() == []


def test_nothing_of_a_trial_is_released_or_published(trial, unit):
    for _ in range(12):
        send(trial, answers={"overall": 5}, unit=unit, day=clock.today())
    jobs.nightly(clock.today() + timedelta(days=20))

    assert session().query(InboxRow).count() == 12
    assert session().query(Response).count() == 0
    assert all(period.closed_at is None for period in trial.periods)
    account = make_account(Role.DESIGNER)
    with pytest.raises(DBAPIError, match="never published"), transaction():
        session().add(
            Publication(
                wave_id=trial.id,
                period_id=trial.periods[0].id,
                drafted_by=account.id,
                drafted_at=clock.now(),
                software_version="1",
            )
        )


def test_one_click_drops_everything_that_was_tried(designer, draft, unit):
    before = rows()
    designer.post("/staff/trials/quay/begin")
    trial = service.find_wave("thu-1-quay")
    send(trial, answers={"overall": 2}, unit=unit, day=clock.today())
    with transaction():
        draw_codes(trial, unit, 24, BatchKind.SHEET, trial.closes_on)
        printing.number_slips(trial, unit, 24)

    assert "Xoá đợt thử" in designer.get("/staff/trials/thu-1-quay/drop").text
    assert service.find_wave("thu-1-quay") is not None
    designer.post("/staff/trials/thu-1-quay/drop")

    assert service.find_wave("thu-1-quay") is None
    assert rows() == before


def test_a_wave_that_is_no_trial_is_not_dropped(designer, draft):
    for method in (designer.get, designer.post):
        response = method("/staff/trials/quay/drop", follow_redirects=True)
        assert "không phải đợt thử" in response.text
    assert service.find_wave("quay") is not None


def test_a_trial_may_be_begun_again_and_where_answers_are_real(
    designer, draft, app, monkeypatch
):
    monkeypatch.setitem(app.config, "MODE", "production")
    designer.post("/staff/trials/quay/begin")
    designer.post("/staff/trials/quay/begin")
    slugs = {wave.slug for wave in session().query(Wave)}
    assert slugs == {"quay", "thu-1-quay", "thu-2-quay"}


def test_a_wave_without_units_is_not_tried(designer, unit):
    make_wave(unit, slug="khong", state=WaveState.DRAFT)
    with transaction():
        session().execute(metadata.tables["wave_unit"].delete())
    session().expire_all()
    response = designer.post("/staff/trials/khong/begin", follow_redirects=True)
    assert "đơn vị" in response.text
    assert service.find_wave("thu-1-khong") is None
