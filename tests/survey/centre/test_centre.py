from datetime import datetime, timedelta

import pytest

from survey import clock
from survey.accounts.models import AccountRole, Role
from survey.centre.wording import mood_name
from survey.channels import Channel
from survey.database import session, transaction
from survey.outbox.content import Words
from survey.outbox.models import Message, MessageKind, MessageState
from survey.outbox.service import enqueue
from survey.results.showing.moods import Mood
from tests.factories import make_account, make_unit
from tests.survey.accounts.factories import make_staff, set_clock
from tests.survey.kiosks.factories import make_kiosk, make_tablet
from tests.survey.results import factories
from tests.survey.results.factories import make_published, rated, respond


@pytest.fixture
def units(app):
    names = ("Xã Tốt", "Xã Kém", "Xã Chưa Rõ", "Xã Ít")
    return [make_unit(code=f"C{n}", name=name) for n, name in enumerate(names)]


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_staff(Role.FIELDWORK_MANAGER))


def publish(units):
    """One unit meets the target, one does not, one is open, one has few forms."""
    [period] = factories.make_wave(units).periods
    for unit, (happy, unhappy) in zip(
        units, ((25, 0), (5, 20), (9, 1), (3, 0)), strict=True
    ):
        for day in range(4):
            cluster = f"{unit.id}/{day}"
            respond(unit, period, rated(5), times=happy, cluster=cluster)
            if unhappy:
                respond(unit, period, rated(1), times=unhappy, cluster=cluster)
    return make_published(period)


def ask(unit, state, *, days_ago=0):
    moment = clock.now() - timedelta(days=days_ago)
    with transaction():
        message = enqueue(
            MessageKind.CONTACT_REQUEST,
            Channel.EMAIL,
            "dau.moi@laichau.example",
            Words("Bí mật của người dân"),
            due_at=moment,
            unit_id=unit.id,
        )
    with transaction():
        stored = session().get(Message, message.id)
        stored.state = state
        if state is not MessageState.WAITING:
            stored.sealed = None


def test_an_empty_desk_says_so(desk):
    page = desk.get("/staff/centre/").text
    assert "Không có ai trong ba mươi ngày qua." in page
    assert "Mọi máy đánh giá đều hoạt động." in page
    assert "Chưa công bố kết quả" in page


def test_the_worst_stand_first_in_three_bands(desk, units):
    publish(units)
    page = desk.get("/staff/centre/").text
    places = [page.index(f">{words}<") for words in ("báo động", "cần xem", "tốt")]
    assert places == sorted(places)
    assert "chưa đủ phiếu" in page


def test_requests_are_counted_and_never_shown(desk, units):
    ask(units[0], MessageState.DELIVERED)
    ask(units[0], MessageState.WAITING)
    ask(units[1], MessageState.DELIVERED, days_ago=31)

    page = desk.get("/staff/centre/").text

    assert "Xã Tốt: 2" in page
    assert "1 yêu cầu đang gửi" in page
    assert "Xã Kém: " not in page
    assert "Bí mật" not in page


def test_a_silent_kiosk_is_named(app, client, units, monkeypatch):
    set_clock(monkeypatch, datetime.fromisoformat("2026-11-02T08:00+07:00"))
    kiosk = make_kiosk(units[0], name="Máy sảnh")
    make_tablet(client, kiosk)
    set_clock(monkeypatch, datetime.fromisoformat("2026-11-02T08:40+07:00"))
    desk = app.test_client().sign_in(make_staff(Role.FIELDWORK_MANAGER))

    page = desk.get("/staff/centre/").text

    assert "Máy sảnh" in page
    assert "im lặng" in page
    assert f"/staff/kiosks/{kiosk.id}" in page


def test_who_leads_one_centre_sees_no_other(app, units):
    publish(units)
    ask(units[1], MessageState.DELIVERED)
    make_kiosk(units[1], name="Máy nơi khác")
    held = AccountRole(role=Role.VIEWER, unit_id=units[0].id)
    client = app.test_client().sign_in(make_account(roles=[held]))

    page = client.get("/staff/centre/").text

    assert "Xã Tốt" in page
    for foreign in ("Xã Kém", "Xã Chưa Rõ", "Máy nơi khác"):
        assert foreign not in page


def test_every_mood_has_a_word(app):

    assert len({mood_name(mood) for mood in Mood}) == len(Mood)
