from datetime import timedelta

import pytest
from sqlalchemy import select

from survey import clock, sealing
from survey.database import session, transaction
from survey.responses import trust
from survey.responses.models import (
    Channel,
    InboxRow,
    Proof,
    Quarantined,
    QuarantineReason,
    Spent,
)
from survey.waves.models import WaveState
from tests.factories import CLOSES_ON, make_unit
from tests.survey.responses.factories import DAY
from tests.survey.responses.post import (
    base64_of,
    count,
    envelope_of,
    make_tablet,
    post,
    reason_of,
    row,
)


def test_a_kiosk_is_counted_on_the_day_it_names(client, quick, set_clock):
    tablet = make_tablet(quick.units[0])
    set_clock(DAY + timedelta(days=9))

    response = post(client, tablet.sign(envelope_of(quick, counter=4)))

    assert response.status_code == 201
    kept = row()
    assert (kept.channel, kept.proof) == (Channel.KIOSK, Proof.DEVICE)
    assert (kept.day, kept.counter) == (DAY, 4)


def test_a_kiosk_that_was_long_offline_is_counted_after_the_wave(
    client, quick, set_clock
):
    tablet = make_tablet(quick.units[0])
    signed = tablet.sign(envelope_of(quick), CLOSES_ON)
    with transaction():
        quick.state = WaveState.CLOSED
    set_clock(CLOSES_ON + timedelta(days=5))

    assert post(client, signed).status_code == 201
    assert row().day == CLOSES_ON


def test_a_clock_that_is_a_little_fast_counts_today(client, quick):
    tablet = make_tablet(quick.units[0])
    signed = tablet.sign(envelope_of(quick), DAY + timedelta(days=1))

    assert post(client, signed).status_code == 201
    assert row().day == DAY


def test_a_tablet_that_nobody_enrolled_is_refused(client, quick):
    tablet = make_tablet(quick.units[0])
    signed = tablet.sign(envelope_of(quick))
    stranger = signed | {"kiosk": signed["kiosk"] | {"device": "stranger"}}

    assert reason_of(post(client, stranger)) == (403, "unknown_device")


def test_a_signature_over_anything_else_is_refused(client, quick):
    tablet = make_tablet(quick.units[0])
    signed = tablet.sign(envelope_of(quick))
    stamp = signed["kiosk"]
    day_before = (DAY - timedelta(days=1)).isoformat()

    for changed in (
        envelope_of(quick) | {"kiosk": stamp},
        signed | {"kiosk": stamp | {"day": day_before}},
        signed | {"kiosk": stamp | {"signature": base64_of(b"\x01" * 64)}},
        signed | {"kiosk": stamp | {"signature": base64_of(b"\x00" * 64)}},
        signed | {"kiosk": stamp | {"signature": "AA"}},
    ):
        assert reason_of(post(client, changed)) == (403, "not_ours")
    assert (count(Spent), count(Quarantined)) == (0, 0)


def reason_set_aside(client, signed) -> QuarantineReason:
    responses = [post(client, signed) for _ in range(2)]
    for response in responses:
        assert (response.status_code, response.json["state"]) == (202, "quarantined")
        assert response.json["receipt"] is None
    assert (count(Spent), count(InboxRow), count(Quarantined)) == (0, 0, 1)
    return session().scalars(select(Quarantined.reason)).one()


def test_a_revoked_kiosk_is_set_aside(client, quick):
    tablet = make_tablet(quick.units[0], revoked_at=clock.now())

    signed = tablet.sign(envelope_of(quick))

    assert reason_set_aside(client, signed) is QuarantineReason.REVOKED


@pytest.mark.parametrize("days", [2, -17, 3650, -3650])
def test_a_day_that_cannot_be_is_set_aside(client, quick, days, set_clock):
    today = DAY + timedelta(days=60)
    set_clock(today)
    tablet = make_tablet(quick.units[0])
    signed = tablet.sign(envelope_of(quick), today + timedelta(days=days))

    assert reason_set_aside(client, signed) is QuarantineReason.CLOCK


def test_a_day_before_the_wave_cannot_be(client, quick):
    signed = make_tablet(quick.units[0]).sign(
        envelope_of(quick), quick.opens_on - timedelta(days=1)
    )

    assert reason_set_aside(client, signed) is QuarantineReason.CLOCK


def test_without_an_open_period_a_kiosk_is_set_aside(client, quick):
    with transaction():
        for period in quick.periods:
            period.closed_at = clock.now()

    signed = make_tablet(quick.units[0]).sign(envelope_of(quick))

    assert reason_set_aside(client, signed) is QuarantineReason.WAVE_OVER


@pytest.mark.parametrize(
    "content",
    [{"answers": {"overall": ["7"]}}, {"partial": True}, {"code": "A" * 26}],
    ids=str,
)
def test_what_a_kiosk_signed_and_is_no_answer_is_set_aside(client, quick, content):
    signed = make_tablet(quick.units[0]).sign(envelope_of(quick, **content))

    assert reason_set_aside(client, signed) is QuarantineReason.UNREADABLE


def test_what_a_kiosk_sealed_to_another_key_is_set_aside(client, quick):
    envelope = envelope_of(quick)
    envelope["sealed"] = base64_of(b"\x04" * 200)

    signed = make_tablet(quick.units[0]).sign(envelope)

    assert reason_set_aside(client, signed) is QuarantineReason.UNREADABLE


def test_a_kiosk_of_another_office_is_set_aside(client, quick):
    signed = make_tablet(make_unit()).sign(envelope_of(quick))

    assert reason_set_aside(client, signed) is QuarantineReason.UNREADABLE


def test_what_a_kiosk_had_counted_stays_counted_after_its_end(client, quick):
    tablet = make_tablet(quick.units[0])
    signed = tablet.sign(envelope_of(quick))
    first = post(client, signed)
    with transaction():
        tablet.kiosk.revoked_at = clock.now()

    again = post(client, signed)

    assert (again.status_code, again.json) == (200, first.json)
    assert count(Quarantined) == 0


def test_who_walks_away_is_kept_where_the_wave_says_so(client, quick):
    with transaction():
        quick.keep_partial = True
    tablet = make_tablet(quick.units[0])
    some = {"answers": {"comment": ["Nhanh"]}, "partial": True}
    nothing = {"answers": {}, "partial": True}

    kept = post(client, tablet.sign(envelope_of(quick, **some)))
    empty = post(client, tablet.sign(envelope_of(quick, **nothing)))

    assert (kept.status_code, empty.status_code) == (201, 202)
    assert row().partial


def test_the_quarantine_holds_nothing_that_can_be_read(client, quick):
    envelope = envelope_of(quick, answers={"overall": ["2"], "comment": ["Chậm quá"]})
    signed = make_tablet(quick.units[0], revoked_at=clock.now()).sign(envelope)
    post(client, signed)

    kept = session().scalars(select(Quarantined)).one()

    with pytest.raises(sealing.SealBroken):
        sealing.open_transported(kept.sealed, b"hailong submission 1")
    assert envelope["uuid"].encode() not in kept.sealed
    assert trust.read_uuid(envelope["uuid"]).bytes not in kept.uuid_tag
