from datetime import timedelta

import pytest

from survey import clock
from survey.accounts.models import Role
from survey.agencies.desk import set_desk
from survey.database import transaction
from survey.waves import checklist, running, service
from survey.waves.checklist import Outcome
from survey.waves.errors import UnitsNotThere, WaveIsNotOpen, WavePaused, WaveRunsStill
from survey.waves.models import WaveState
from tests.factories import make_account, make_unit, make_wave
from tests.survey.accounts.factories import make_staff

SOON = clock.today() + timedelta(days=40)


@pytest.fixture
def unit(app):
    return make_unit(name="Xã Thử")


@pytest.fixture
def wave(unit):
    return make_wave(
        unit,
        slug="dot",
        opens_on=clock.today(),
        closes_on=SOON,
        instrument="quick_counter",
    )


@pytest.fixture
def designer(app):
    return app.test_client().sign_in(make_staff(Role.DESIGNER))


def test_nobody_begins_a_form_in_a_pause(wave, unit, client, designer):
    form = f"/rate/dot/{unit.code}/"
    assert client.get(form).status_code == 200
    assert "Tạm dừng đợt" in designer.get("/staff/waves/dot/pause").text
    designer.post("/staff/waves/dot/pause")

    refused = client.get(form)
    assert refused.status_code == 410
    assert "tạm dừng nhận đánh giá" in refused.text
    assert service.list_accepting_waves(unit) == []
    assert "tạm dừng" in designer.get("/staff/waves/").text
    with pytest.raises(WavePaused):
        service.check_accepts(wave)

    designer.post("/staff/waves/dot/resume")
    assert client.get(form).status_code == 200
    assert service.list_accepting_waves(unit) == [wave]


def test_only_an_open_wave_pauses(wave):
    with transaction():
        service.close_wave(wave)
    with pytest.raises(WaveIsNotOpen):
        running.pause(wave)


def test_a_closed_wave_is_put_away_and_taken_out(wave, designer):
    designer.post("/staff/waves/dot/archive")
    assert wave.archived_at is None
    with pytest.raises(WaveRunsStill):
        running.archive(wave)

    with transaction():
        service.close_wave(wave)
    designer.post("/staff/waves/dot/archive")
    page = designer.get("/staff/waves/").text
    assert "1 đợt trong lưu trữ" in page
    assert "đã đóng, trong lưu trữ" in designer.get("/staff/waves/dot").text

    designer.post("/staff/waves/dot/take-out")
    assert "trong lưu trữ" not in designer.get("/staff/waves/").text


def draft(unit, **values):
    return make_wave(unit, slug="nhap", closes_on=SOON, state=WaveState.DRAFT, **values)


def outcomes(wave):
    return [point.outcome for point in checklist.check(wave)]


def test_the_list_says_what_is_missing(unit, designer):
    wave = draft(unit, opens_on=clock.today())
    page = designer.get("/staff/waves/nhap").text
    assert "Kiểm tra trước khi mở" in page
    assert "1 đơn vị chưa có đầu mối" in page
    assert "Chưa ai có vai trò phê duyệt" in page
    assert Outcome.STOPS not in outcomes(wave)


def test_the_list_is_shorter_when_things_are_there(unit):
    before = outcomes(draft(unit, opens_on=clock.today())).count(Outcome.LOOK)
    with transaction():
        set_desk(unit, email="dau.moi@example.vn", complaint_channel="", by="x")
    make_account(Role.APPROVER)
    after = outcomes(service.find_wave("nhap")).count(Outcome.LOOK)
    assert after == before - 2


def test_what_has_begun_and_what_is_over_is_said(unit):
    yesterday = clock.today() - timedelta(days=1)
    wave = draft(unit, opens_on=yesterday)
    assert outcomes(wave)[0] is Outcome.LOOK
    wave.closes_on = yesterday
    assert outcomes(wave)[0] is Outcome.STOPS


def test_a_wave_does_not_open_with_a_unit_that_is_gone(unit):
    wave = draft(unit, opens_on=clock.today())
    with transaction():
        unit.valid_to = clock.today() - timedelta(days=1)
    assert Outcome.STOPS in outcomes(wave)
    with pytest.raises(UnitsNotThere, match="Xã Thử"):
        service.open_wave(wave)
