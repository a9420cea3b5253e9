from datetime import date, datetime

import pytest
from sqlalchemy import select

from survey import clock
from survey.agencies.desk import set_desk
from survey.channels import Channel
from survey.database import session, transaction
from survey.kiosks import jobs
from survey.outbox import content
from survey.outbox.models import Message, MessageKind
from tests.factories import make_unit
from tests.survey.accounts.factories import set_clock
from tests.survey.kiosks.factories import make_kiosk, make_tablet

MONDAY = date(2026, 11, 2)


def make_silent_kiosks(client, *names, email="motcua@laichau.example"):
    """Set up kiosks that were last heard of on Monday at eight."""
    unit = make_unit(name="Xã Im")
    with clock.at(MONDAY, hour=8):
        for name in names:
            make_tablet(client, make_kiosk(unit, name=name))
    if email:
        with transaction():
            set_desk(unit, email=email, complaint_channel="", by="account:test")
    return unit


def watch_at(monkeypatch, moment):
    set_clock(monkeypatch, datetime.fromisoformat(f"{moment}+07:00"))
    return jobs.watch(clock.today())


def alerts():
    return list(session().scalars(select(Message).order_by(Message.due_at)))


def test_an_office_is_written_to_about_its_silent_kiosks(client, monkeypatch):
    unit = make_silent_kiosks(client, "Máy 1", "Máy 2")

    outcome = watch_at(monkeypatch, "2026-11-02T08:30")

    (alert,) = alerts()
    told = content.unseal(Channel.EMAIL, alert.sealed)
    assert outcome.startswith("2 ")
    assert (alert.kind, alert.unit_id) == (MessageKind.ALERT, unit.id)
    assert told.address == "motcua@laichau.example"
    assert "Máy 1" in told.words.text
    assert "Máy 2" in told.words.text
    assert "Xã Im" in told.words.subject


def test_it_is_written_to_once_a_day(client, monkeypatch):
    make_silent_kiosks(client, "Máy 1")

    for moment in ("02T08:30", "02T08:40", "02T16:50", "03T07:30", "03T09:00"):
        watch_at(monkeypatch, f"2026-11-{moment}")

    days = [clock.local(alert.due_at).day for alert in alerts()]
    assert days == [2, 3]


@pytest.mark.parametrize(
    "moment", ["2026-11-02T08:29", "2026-11-02T12:00", "2026-11-02T17:00"]
)
def test_nobody_is_written_to_before_half_an_hour_or_out_of_hours(
    client, monkeypatch, moment
):
    make_silent_kiosks(client, "Máy 1")

    watch_at(monkeypatch, moment)

    assert alerts() == []


def test_a_weekend_is_no_alarm(client, monkeypatch):
    make_silent_kiosks(client, "Máy 1")

    watch_at(monkeypatch, "2026-11-07T10:00")

    assert alerts() == []


def test_without_an_address_staff_see_it_on_their_pages_only(
    client, administrator, monkeypatch
):
    make_silent_kiosks(client, "Máy 1", email="")

    watch_at(monkeypatch, "2026-11-02T10:00")

    assert alerts() == []
    set_clock(monkeypatch, datetime.fromisoformat("2026-11-02T10:00+07:00"))
    assert "/staff/kiosks/?state=silent" in administrator.get("/staff/").text
