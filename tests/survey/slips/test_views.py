"""Paper slips through the pages of staff."""

import re

import pytest
from sqlalchemy import select

from survey.accounts.models import Role
from survey.audit.models import AuditEntry
from survey.database import session, transaction
from survey.responses.models import InboxRow
from survey.slips import boxes, entering
from survey.slips.models import BoxOpening, SlipBatch, SlipUse, Spoilt
from tests.factories import make_account, make_wave
from tests.survey.responses.factories import whole_five_factor
from tests.survey.slips.makers import open_box, print_slips


def address(opening, rest=""):
    return f"/staff/slips/openings/{opening.id}/{rest}"


def findings(**values):
    return {
        "opened_on": "2026-09-07",
        "found": "5",
        "invalid": "1",
        "seal_intact": "yes",
        "witness": "0",
        "witness_name": "Lò Thị Thử",
        "witness_position": "Phó trưởng bản",
        "note": "",
        "confirmed": "y",
    } | values


def acts():
    session().rollback()
    return list(session().scalars(select(AuditEntry.act).order_by(AuditEntry.seq)))


@pytest.fixture
def opening(wave):
    print_slips(wave)
    return open_box(wave)


def test_slips_are_numbered_and_can_be_shown_again(designer, wave):
    office = f"nhanh/{wave.units[0].code}"

    made = designer.post("/staff/slips/new", data={"office": office, "count": "3"})

    page = designer.get(made.location)
    assert re.findall(r"\b000\d\b", page.text) == ["0001", "0002", "0003"]
    assert page.text.count('class="pair"') == 2
    assert page.text.count("Rất không hài lòng</span>") == 3
    assert acts() == ["slips.print"]
    assert session().scalar(select(SlipBatch.last)) == 3


def test_a_long_form_takes_pages_of_its_own(designer, app):
    wave = make_wave()
    batch = print_slips(wave, 2)

    page = designer.get(f"/staff/slips/batches/{batch.id}").text

    assert page.count('class="whole"') == 2
    assert page.count('class="grid"') > 2


def test_an_opening_is_recorded_by_two_people(designer, wave):
    colleague = make_account(Role.APPROVER, name="Giàng A Thử")
    path = f"/staff/slips/nhanh/{wave.units[0].code}/openings/new"
    assert "Giàng A Thử" in designer.get(path).text
    chosen = findings(witness=str(colleague.id), witness_name="", witness_position="")

    kept = designer.post(path, data=chosen)

    assert "Giàng A Thử" in designer.get(kept.location).text
    assert session().scalar(select(BoxOpening.witness_id)) == colleague.id
    assert acts() == ["slips.open_box"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"opened_on": "2026-09-08"},
        {"found": "-1"},
        {"found": ""},
        {"invalid": "6"},
        {"seal_intact": "no"},
        {"seal_intact": ""},
        {"witness": "999"},
        {"witness_name": " "},
        {"confirmed": ""},
    ],
)
def test_a_record_that_cannot_be_is_asked_for_again(designer, wave, wrong):
    path = f"/staff/slips/nhanh/{wave.units[0].code}/openings/new"

    answer = designer.post(path, data=findings(**wrong))

    assert answer.status_code == 422
    assert "Lò Thị Thử" in answer.text or "witness_name" in wrong
    assert session().scalar(select(BoxOpening.id)) is None


def test_whoever_records_cannot_choose_herself(app, wave):
    own = make_account(Role.DESIGNER, name="Một Mình Tôi")
    browser = app.test_client().sign_in(own)
    path = f"/staff/slips/nhanh/{wave.units[0].code}/openings/new"

    alone = browser.post(
        path,
        data=findings(witness=str(own.id), witness_name="", witness_position=""),
    )

    assert alone.status_code == 422


def test_a_correction_shows_both_records(designer, opening):
    path = address(opening, "correct")
    assert 'value="5"' in designer.get(path).text

    kept = designer.post(path, data=findings(found="6", note="Đếm thiếu."))

    page = designer.get(kept.location).text
    assert "Đếm thiếu." in page
    assert page.count('<dl class="facts">') == 2
    assert designer.get(address(opening, "slips/")).status_code == 404
    assert designer.get(address(opening).rstrip("/")).status_code == 200
    assert acts() == ["slips.correct_opening"]


def test_a_number_leads_to_the_questions(designer, opening):
    found = designer.get(address(opening, "slips/"), query_string={"number": "4"})

    page = designer.get(found.location).text
    assert page.count("<fieldset") == 2
    assert 'name="a.comment"' in page


@pytest.mark.parametrize("number", ["11", "0", "x", "", "99999999999"])
def test_a_number_that_cannot_be_is_asked_for_again(designer, opening, number):
    answer = designer.get(address(opening, "slips/"), query_string={"number": number})

    assert answer.status_code == 422
    assert "field__error" in answer.text


def test_a_slip_is_entered_and_the_next_one_asked_for(designer, opening):
    done = designer.post(
        address(opening, "slips/4"),
        data={"a.overall": "2", "a.reasons": ["1", "3"], "a.comment": "Chờ lâu."},
    )

    assert done.location == address(opening, "slips/")
    session().rollback()
    [row] = session().scalars(select(InboxRow))
    assert "Chờ lâu." in row.body
    assert session().scalar(select(SlipUse.number)) == 4


def test_entering_leaves_no_trace_in_the_log(designer, opening):
    designer.post(address(opening, "slips/4"), data={"a.overall": "2"})

    assert acts() == []


@pytest.mark.parametrize(
    "sent", [{}, {"a.overall": "6"}, {"a.overall": ["1", "2"]}, {"a.other": "1"}]
)
def test_a_slip_that_cannot_be_read_stays_to_be_entered(designer, opening, sent):
    answer = designer.post(address(opening, "slips/4"), data=sent)

    assert answer.status_code == 422
    session().rollback()
    assert session().scalar(select(SlipUse.number)) is None


def test_a_slip_comes_only_once(designer, opening):
    designer.post(address(opening, "slips/4"), data={"a.overall": "2"})

    designer.post(address(opening, "slips/4"), data={"a.overall": "5"})
    again = designer.get(address(opening, "slips/4"))

    assert again.location == address(opening, "slips/")
    session().rollback()
    assert len(list(session().scalars(select(InboxRow)))) == 1


def test_a_slip_is_set_aside_with_a_reason(designer, opening):
    path = address(opening, "slips/4/aside")
    assert designer.post(path, data={}).status_code == 422

    designer.post(path, data={"fault": "illegible"})

    session().rollback()
    assert session().scalar(select(SlipUse.spoilt)) is Spoilt.ILLEGIBLE
    assert acts() == ["slips.set_aside"]


def test_a_blank_is_kept_only_where_the_wave_keeps_such(designer, app):
    strict, lenient = make_wave(), make_wave()
    with transaction():
        lenient.keep_partial = True
    answers = {
        f"a.{item}": str(code)
        for item, code in whole_five_factor().items()
        if item != "overall"
    }

    told = []
    for wave in (strict, lenient):
        print_slips(wave)
        path = address(open_box(wave), "slips/1")
        told.append(designer.post(path, data=answers).status_code)
        told.append(designer.post(path, data=answers | {"blank": "yes"}).status_code)

    assert told == [422, 422, 422, 302]
    session().rollback()
    [row] = session().scalars(select(InboxRow))
    assert (row.wave_id, row.partial) == (lenient.id, True)


def test_the_office_shows_how_far_it_is(designer, wave, opening):
    with transaction():
        entering.set_aside(opening, 1, Spoilt.EMPTY)

    for path in ("/staff/slips/", f"/staff/slips/nhanh/{wave.units[0].code}/"):
        page = designer.get(path).text
        assert wave.units[0].name in page
    assert boxes.list_openings(wave, wave.units[0]) == [opening]


@pytest.mark.parametrize("path", ["", "new"])
def test_only_a_designer_handles_slips(administrator, approver, path):
    assert administrator.get(f"/staff/slips/{path}").status_code == 403
    assert approver.get(f"/staff/slips/{path}").status_code == 403


def test_what_is_not_there_is_not_found(designer, wave):
    for path in ("openings/404", "batches/404", "nhanh/404/", "khong-co/1/"):
        assert designer.get(f"/staff/slips/{path}").status_code == 404
