from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from survey import clock
from survey.channels import Channel
from survey.contacts import address_tag
from survey.data_classes import CONTACT
from survey.database import session, transaction
from survey.invitations import codes, inviting, inviting_jobs, reminding
from survey.invitations.models import AccessCode, BatchKind, CodeUse, Invitation
from survey.outbox.models import Message, MessageKind, MessageState, OptOut
from survey.outbox.service import opt_out
from tests.factories import store
from tests.survey.invitations.inviting.files import (
    VISIT,
    all_invitations,
    invite,
    read,
    remind,
)
from tests.survey.outbox.factories import NOON, all_messages, send


def code_in(text: str) -> str:
    return text.partition("/c/")[2][:26]


def use(invitation: Invitation) -> None:
    tag = invitation.code_tag
    store(CodeUse(code_tag=tag, receipt_tag=b"1", locator=b""))


def test_a_visit_gets_a_message_with_a_code_of_its_own(wave, provider, hands):
    assert invite(wave, VISIT, "2026-11-04,03501,0912345679,,") == 2

    hands.go_on(days=1)
    send()

    texts = {request["to"]: request["text"] for request in provider.requests}
    assert set(texts) == {"+84912345678", "+84912345679"}
    first = codes.find(code_in(texts["+84912345678"]))
    assert first.batch.unit.code == "03500"
    assert first.batch.kind is BatchKind.MESSAGE
    assert first.batch.expires_on == date(2026, 12, 4)
    assert "/o/" in texts["+84912345678"]
    assert code_in(texts["+84912345679"]) != code_in(texts["+84912345678"])


def test_an_invitation_goes_out_at_a_random_hour_of_the_day_that_was_planned(wave):
    lines = [f"2026-11-04,03500,09123456{number:02},," for number in range(40)]
    invite(wave, *lines, after_days=3)

    moments = [clock.local(message.due_at) for message in all_messages()]
    assert {moment.date() for moment in moments} == {date(2026, 11, 7)}
    assert all(8 <= moment.hour < 20 for moment in moments)
    assert len({moment.hour for moment in moments}) > 3


@pytest.mark.parametrize(
    ("now", "day"),
    [("12:00", "2026-11-05"), ("18:59", "2026-11-05"), ("19:00", "2026-11-06")],
)
def test_a_late_file_goes_out_from_now_on_and_not_in_the_night(hands, now, day):
    hands.set(datetime.fromisoformat(f"2026-11-05T{now}+07:00"))

    moments = {
        clock.local(inviting.moment_of(date(2026, 10, 30), 1)) for _ in range(30)
    }

    assert {moment.date().isoformat() for moment in moments} == {day}
    assert all(moment >= hands.moment for moment in moments)
    assert all(8 <= moment.hour < 20 for moment in moments)


def test_the_same_visit_is_invited_once(wave):
    first = invite(wave, VISIT, VISIT)
    again = read(wave, VISIT, "05/11/2026,03500,+84 912 345 678,,")

    assert first == 1
    assert again.repeated == 1
    assert len(again.visits) == 1  # another day is another visit


def test_the_database_keeps_one_invitation_a_visit(wave):
    invite(wave, VISIT)
    (first,) = all_invitations()
    twin = {column.key: getattr(first, column.key) for column in Invitation.__table__.c}
    _batch, numbered = _draw(wave)

    with pytest.raises(IntegrityError):
        store(Invitation(**twin | {"code_tag": codes.code_tag(numbered[0][1])}))


def _draw(wave):
    with transaction():
        return codes.draw_codes(
            wave, wave.units[0], 1, BatchKind.MESSAGE, date(2026, 12, 1)
        )


def test_who_wants_no_messages_is_not_invited(wave):
    store(OptOut(address_tag=address_tag("+84912345678"), on=date(2026, 1, 1)))

    reading = read(wave, VISIT, "2026-11-04,03500,0912345679,,")

    assert reading.refusing == 1
    assert [visit.address for visit in reading.visits] == ["+84912345679"]


def test_a_code_lives_30_days_and_not_beyond_the_wave(wave):
    assert inviting.expiry(date(2026, 11, 4), wave) == date(2026, 12, 4)
    assert inviting.expiry(date(2026, 12, 20), wave) == date(2026, 12, 31)


def test_who_has_not_answered_is_reminded_once_and_never_again(wave, provider, hands):
    invite(wave, VISIT)
    hands.go_on(days=1, hours=8)
    send()

    counted = []
    for _day in range(10):
        hands.go_on(days=1)
        hands.set(hands.moment.replace(hour=12))
        remind()
        send()
        counted.append(len(provider.requests))

    assert counted[:2] == [1, 1]
    assert counted[-1] == 2
    assert "mot lan" in provider.requests[1]["text"]
    assert code_in(provider.requests[0]["text"]) == code_in(
        provider.requests[1]["text"]
    )


def test_who_has_answered_is_not_reminded(wave, provider, hands):
    invite(wave, VISIT)
    hands.go_on(days=1, hours=8)
    send()
    use(all_invitations()[0])

    hands.go_on(days=4)
    hands.set(hands.moment.replace(hour=12))
    remind()
    send()

    assert len(provider.requests) == 1
    (invitation,) = all_invitations()
    assert (invitation.reminded, invitation.sealed) == (False, None)


@pytest.mark.parametrize("answered", [True, False])
def test_a_reminder_that_waited_is_sent_only_while_its_code_is_unused(
    wave, provider, hands, answered
):
    invite(wave, VISIT, "2026-11-04,03500,0912345679,,")
    hands.go_on(days=1, hours=8)
    send()
    hands.go_on(days=4)
    hands.set(hands.moment.replace(hour=12))
    remind()
    if answered:
        use(all_invitations()[0])
    send()

    reminders = [m for m in all_messages() if m.kind is MessageKind.REMINDER]
    sent = sum(m.state is MessageState.SENT for m in reminders)
    assert (len(reminders), sent) == (2, 1 if answered else 2)
    assert len(provider.requests) == 2 + sent


def test_no_message_outlives_its_code(wave, provider, hands):
    invite(wave, VISIT)
    hands.go_on(days=1, hours=8)
    send()
    hands.go_on(days=4)
    hands.set(hands.moment.replace(hour=12))
    remind()

    (expires_on,) = {one.expires_on for one in all_invitations()}
    assert [m.kept_until for m in all_messages()] == [expires_on] * 2


def test_nobody_is_reminded_of_an_invitation_that_did_not_go_out(wave, hands):
    invite(wave, VISIT)
    hands.go_on(days=6)

    remind()

    assert [m.kind for m in all_messages()] == [MessageKind.INVITATION]
    assert all_invitations()[0].remind_at > hands.moment


def test_nobody_is_reminded_at_night(wave, provider, hands):
    invite(wave, VISIT)
    hands.go_on(days=1, hours=8)
    send()

    hands.set(datetime.fromisoformat("2026-11-10T22:00+07:00"))
    remind()

    assert len(all_messages()) == 1


def test_who_has_opted_out_is_not_reminded(wave, provider, hands):
    invite(wave, VISIT)
    hands.go_on(days=1, hours=8)
    send()

    with transaction():
        opt_out(address_tag("+84912345678"))
    hands.go_on(days=4)
    hands.set(hands.moment.replace(hour=12))
    remind()
    send()

    assert len(provider.requests) == 1
    states = {message.kind: message.state for message in all_messages()}
    assert states[MessageKind.REMINDER] is MessageState.CANCELLED


def contacts() -> int:
    """Return how many contacts lie anywhere but on the list of refusals."""
    session().rollback()
    held = [
        column
        for table in (Message.__table__, Invitation.__table__)
        for column in table.columns
        if column.info == CONTACT
    ]
    return sum(
        value is not None
        for column in held
        for value in session().scalars(select(column))
    )


@pytest.mark.parametrize("sent", [True, False])
def test_no_contact_is_older_than_the_policy_says(wave, provider, hands, sent):
    visited_on = date(2026, 11, 4)
    invite(wave, VISIT, "2026-11-04,03501,,ba@example.vn,")
    ends = min(visited_on + timedelta(days=37), date(2026, 12, 4) + timedelta(days=7))
    seen = {}
    while hands.moment.date() <= ends + timedelta(days=3):
        hands.go_on(days=1)
        if sent:
            remind()
            send()
        session().rollback()
        inviting_jobs.sweep(clock.today())
        seen[clock.today()] = contacts()

    assert all(count == 0 for day, count in seen.items() if day > ends)
    assert seen[NOON.date() + timedelta(days=1)] > 0
    assert len(all_invitations()) == 2


def test_the_answered_are_counted_only_from_ten_on(wave):
    lines = [f"2026-11-04,03500,09123456{number:02},," for number in range(12)]
    invite(wave, *lines, "2026-11-04,03501,0987654321,,")
    for invitation in all_invitations()[:9]:
        use(invitation)
    few = {unit.code: answered for unit, _n, answered in _counted(wave)}
    for invitation in all_invitations()[9:]:
        use(invitation)

    many = {unit.code: (n, answered) for unit, n, answered in _counted(wave)}

    assert few["03500"] is None
    assert many == {"03500": (12, 12), "03501": (1, None)}


def _counted(wave):
    session().rollback()
    return reminding.count_answered(wave)


def test_a_code_that_is_forgotten_takes_its_invitation_along(wave):
    invite(wave, VISIT)

    with transaction():
        codes.sweep(date(2028, 2, 1))

    assert all_invitations() == []
    assert session().scalars(select(AccessCode)).all() == []


def test_serials_do_not_follow_the_file(wave):
    lines = [f"2026-11-04,03500,09123456{number:02},," for number in range(30)]
    invite(wave, *lines, phones=Channel.SMS)

    in_file = [address_tag(f"+849123456{number:02}") for number in range(30)]
    rows = session().execute(
        select(Invitation.address_tag)
        .join(AccessCode, AccessCode.code_tag == Invitation.code_tag)
        .order_by(AccessCode.serial)
    )
    assert [tag for (tag,) in rows] != in_file
