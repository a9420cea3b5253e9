import json
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from survey.responses import quarantine, service
from survey.responses.exports import LARGEST
from survey.responses.models import InboxRow, Proof, Quarantined, Spent
from survey.waves.models import WaveState
from tests.factories import make_account, make_unit, make_wave
from tests.survey.responses.factories import DAY
from tests.survey.responses.post import envelope_of, make_tablet, post

PAGE = "/staff/quarantine/"


def count(model) -> int:
    return session().scalar(select(func.count()).select_from(model))


def waiting() -> int:
    return sum(heap.count for heap in quarantine.list_heaps())


def audited(act: str) -> dict[str, object]:
    entry = session().scalars(select(AuditEntry).where(AuditEntry.act == act)).one()
    return json.loads(entry.detail) | {"subject": entry.subject}


@pytest.fixture
def revoked(client, quick):
    """A revoked tablet that has sent three ratings since."""
    tablet = make_tablet(quick.units[0], revoked_at=clock.now())
    for _ in range(3):
        post(client, tablet.sign(envelope_of(quick)))
    return tablet


def decide(browser, tablet, act: str, **fields: str):
    heap = quarantine.list_heaps()[0]
    path = f"{PAGE}{tablet.kiosk.id}/{heap.reason}/{act}?lang=en"
    seen = {"seen": str(heap.count)}
    return browser.post(path, data=seen | fields, follow_redirects=True)


def test_an_empty_quarantine_says_so(designer):
    page = designer.get(f"{PAGE}?lang=en").text

    assert "Nothing waits for a decision." in page


def test_the_page_tells_how_many_and_why_and_no_answer(designer, revoked, quick):
    page = designer.get(f"{PAGE}?lang=en").text

    assert "the kiosk was revoked when they arrived" in page
    assert quick.units[0].name in page
    assert '<td class="number">3</td>' in page
    assert "overall" not in page


def test_an_administrator_looks_and_a_designer_decides(
    administrator, approver, client, revoked
):
    path = f"{PAGE}{revoked.kiosk.id}/revoked/accept"

    assert administrator.get(PAGE).status_code == 200
    assert path not in administrator.get(PAGE).text
    assert administrator.get(path).status_code == 403
    assert approver.get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_accepted_ratings_are_counted_on_the_day_the_kiosk_named(
    client, revoked, set_clock
):
    set_clock(DAY + timedelta(days=3))
    designer = client.sign_in(make_account(Role.DESIGNER))

    page = decide(designer, revoked, "accept", confirmed="y").text

    assert "3 ratings were counted." in page
    rows = session().scalars(select(InboxRow)).all()
    assert [(row.day, row.proof) for row in rows] == [(DAY, Proof.DEVICE)] * 3
    assert count(Quarantined) == 0
    assert audited("quarantine.accept") == {
        "subject": f"kiosk:{revoked.kiosk.device}",
        "reason": "revoked",
        "counted": 3,
        "left": 0,
    }


def test_where_the_clock_was_wrong_the_day_of_arrival_counts(designer, client, quick):
    tablet = make_tablet(quick.units[0])
    post(client, tablet.sign(envelope_of(quick), DAY + timedelta(days=4000)))

    decide(designer, tablet, "accept", confirmed="y")

    assert session().scalars(select(InboxRow.day)).all() == [DAY]


def test_a_late_day_that_may_be_true_counts_itself(client, quick, set_clock):
    set_clock(DAY + timedelta(days=40))
    tablet = make_tablet(quick.units[0])
    post(client, tablet.sign(envelope_of(quick), DAY))
    post(client, tablet.sign(envelope_of(quick), quick.opens_on - timedelta(days=1)))
    set_clock(DAY + timedelta(days=45))
    designer = client.sign_in(make_account(Role.DESIGNER))

    decide(designer, tablet, "accept", confirmed="y")

    days = set(session().scalars(select(InboxRow.day)))
    assert days == {DAY, DAY + timedelta(days=40)}


@pytest.mark.parametrize("seen", ["2", "", "-1", "x"])
@pytest.mark.parametrize("what", ["accept", "discard"])
def test_what_arrived_meanwhile_is_looked_at_before_it_is_decided(
    designer, revoked, what, seen
):
    fields = {"confirmed": "y", "why": "Không thật", "seen": seen}
    page = decide(designer, revoked, what, **fields).text

    assert "More ratings have arrived meanwhile." in page
    assert '<input type="hidden" name="seen" value="3">' in page
    assert (count(InboxRow), waiting()) == (0, 3)


@pytest.mark.parametrize("revoked_at", [None, clock.now()])
def test_a_form_of_another_office_is_not_counted(designer, client, quick, revoked_at):
    tablet = make_tablet(make_unit(), revoked_at=revoked_at)
    post(client, tablet.sign(envelope_of(quick)))

    page = decide(designer, tablet, "accept", confirmed="y").text

    assert "not of the office of this kiosk" in page
    assert (count(InboxRow), count(Spent), waiting()) == (0, 0, 1)
    decide(designer, tablet, "discard", why="Không phải của cơ quan này")
    assert waiting() == 0


def test_accepting_asks_first(designer, revoked):
    page = decide(designer, revoked, "accept")

    assert page.status_code == 400
    assert "Tick the box to confirm before counting." in page.text
    assert (count(InboxRow), waiting()) == (0, 3)


def test_what_no_period_takes_stays(designer, client, app):
    wave = make_wave(instrument="quick_counter", state=WaveState.OPEN)
    with transaction():
        for period in wave.periods:
            period.closed_at = clock.now()
    tablet = make_tablet(wave.units[0])
    post(client, tablet.sign(envelope_of(wave)))

    page = decide(designer, tablet, "accept", confirmed="y").text

    assert "could not be counted and stays here" in page
    assert (count(InboxRow), count(Spent), waiting()) == (0, 0, 1)


def test_what_cannot_be_read_stays_beside_what_can(designer, client, quick):
    tablet = make_tablet(quick.units[0], revoked_at=clock.now())
    some = {"answers": {"comment": ["Nhanh"]}, "partial": True}
    with transaction():
        quick.keep_partial = True
    post(client, tablet.sign(envelope_of(quick)))
    post(client, tablet.sign(envelope_of(quick, **some)))
    with transaction():
        quick.keep_partial = False

    decide(designer, tablet, "accept", confirmed="y")

    assert (count(InboxRow), waiting()) == (1, 1)


def test_discarding_needs_a_reason_that_the_log_keeps(designer, revoked):
    refused = decide(designer, revoked, "discard", why="  ")
    assert refused.status_code == 400
    assert waiting() == 3

    decide(designer, revoked, "discard", why="Máy bị mất, phiếu không thật")

    assert waiting() == 0
    assert count(InboxRow) == 0
    detail = audited("quarantine.discard")
    assert (detail["discarded"], detail["why"]) == (3, "Máy bị mất, phiếu không thật")


def test_what_was_discarded_does_not_come_back(designer, client, quick):
    tablet = make_tablet(quick.units[0], revoked_at=clock.now())
    signed = tablet.sign(envelope_of(quick))
    post(client, signed)
    decide(designer, tablet, "discard", why="Không thật")

    again = post(client, signed)

    assert (again.status_code, waiting()) == (202, 0)
    assert session().scalars(select(Quarantined.sealed)).all() == [b""]


def test_a_discarded_day_does_not_count_when_it_comes(
    designer, client, quick, set_clock
):
    tablet = make_tablet(quick.units[0])
    signed = tablet.sign(envelope_of(quick), DAY + timedelta(days=5))
    post(client, signed)
    decide(designer, tablet, "discard", why="Không thật")

    set_clock(DAY + timedelta(days=5))

    assert post(client, signed).status_code == 202
    assert count(InboxRow) == 0


def test_what_was_accepted_and_comes_again_has_its_receipt(designer, client, quick):
    tablet = make_tablet(quick.units[0], revoked_at=clock.now())
    signed = tablet.sign(envelope_of(quick))
    post(client, signed)
    decide(designer, tablet, "accept", confirmed="y")

    again = post(client, signed)

    assert (again.status_code, again.json["state"]) == (200, "counted")
    assert (count(InboxRow), waiting()) == (1, 0)


def test_the_empty_rows_go_with_the_old_receipts(designer, revoked):
    decide(designer, revoked, "discard", why="Không thật")

    for days, left in ((120, 3), (121, 0)):
        with transaction():
            service.sweep(DAY + timedelta(days=days))
        assert count(Quarantined) == left


def test_what_waits_is_not_swept(revoked, app):
    with transaction():
        service.sweep(DAY + timedelta(days=1000))

    assert waiting() == 3


def test_a_heap_that_is_not_there_is_not_found(designer, revoked):
    for path in ("1/revoked", f"{revoked.kiosk.id}/clock", f"{revoked.kiosk.id}/x"):
        if path != f"{revoked.kiosk.id}/revoked":
            assert designer.get(f"{PAGE}{path}/accept").status_code == 404


def bring(browser, words: bytes):
    upload = {"queue": (BytesIO(words), "hailong-queue.json")}
    return browser.post(
        f"{PAGE}queue?lang=en",
        data=upload,
        content_type="multipart/form-data",
        follow_redirects=True,
    )


def queue_of(*requests: object) -> bytes:
    return json.dumps({"hailong_queue": 1, "requests": requests}).encode()


def test_a_kiosks_queue_is_brought_by_hand_and_counted_once(
    administrator, client, quick
):
    tablet = make_tablet(quick.units[0])
    known = tablet.sign(envelope_of(quick))
    post(client, known)
    fresh = [tablet.sign(envelope_of(quick)) for _ in range(2)]
    late = tablet.sign(envelope_of(quick), DAY - timedelta(days=100))
    unsigned = envelope_of(quick)
    file = queue_of(known, *fresh, late, unsigned, {"uuid": 1}, "x")

    pages = [bring(administrator, file).text for _ in range(2)]

    for page in pages:
        assert "3 are counted, now or before, 1 wait" in page
        assert "3 could not be taken" in page
    assert (count(InboxRow), waiting()) == (3, 1)


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"requests": []}',
        b'{"hailong_queue": 2, "requests": []}',
    ],
)
def test_a_file_that_no_kiosk_wrote_is_refused_in_words(designer, words):
    response = bring(designer, words)

    assert response.status_code == 422 if words else 400
    assert 'class="field__error"' in response.text


def test_a_queue_may_be_larger_than_a_form_but_not_any_size(designer, quick):
    signed = make_tablet(quick.units[0]).sign(envelope_of(quick))
    padded = queue_of(signed | {"pad": "A" * 70_000})
    too_much = designer.post(
        f"{PAGE}queue",
        data=b" " * (LARGEST + 1),
        content_type="multipart/form-data; boundary=x",
    )

    assert "1 are counted" in bring(designer, padded).text
    assert too_much.status_code == 413


def test_what_was_discarded_stays_so_when_its_day_has_come(
    client, designer, quick, set_clock
):
    tablet = make_tablet(quick.units[0])
    early = tablet.sign(envelope_of(quick), DAY + timedelta(days=2))
    post(client, early)
    decide(designer, tablet, "discard", why="Không thật")
    set_clock(DAY + timedelta(days=2))

    again = post(client, early)

    assert again.json["state"] == "quarantined"
    assert (count(InboxRow), waiting()) == (0, 0)
