"""Sheets of codes through the pages of staff."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from survey.audit.models import AuditEntry
from survey.database import session
from survey.invitations import batches
from survey.invitations.codes import find
from tests.factories import make_wave
from tests.survey.invitations.makers import make_batch, rate_with
from tests.survey.responses.clocks import set_clock

__all__ = ["set_clock"]

CODE = re.compile(r"<span>([A-Z2-7]{1,5})</span>")


@pytest.fixture
def wave(app):
    return make_wave(instrument="quick_counter", slug="nhanh")


def order(wave, **values):
    office = f"{wave.slug}/{wave.units[0].code}"
    return {"office": office, "sheets": "2", "expires_on": ""} | values


def hidden(html):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))


def acts():
    session().rollback()
    return list(session().scalars(select(AuditEntry.act).order_by(AuditEntry.seq)))


def test_codes_are_confirmed_and_then_shown_this_once(designer, wave):
    asked = designer.post("/staff/codes/new", data=order(wave))
    assert "07/10/2026" in asked.text

    printed = designer.post("/staff/codes/print", data=hidden(asked.text))

    assert printed.status_code == 200
    assert printed.headers["Cache-Control"] == "no-store"
    codes = re.findall(r'class="label__code">(.*?)</p>', printed.text)
    assert len(codes) == 48
    assert find("".join(CODE.findall(codes[47]))).serial == 48
    assert acts() == ["codes.print"]


def test_the_same_confirmation_makes_no_second_batch(designer, wave):
    asked = hidden(designer.post("/staff/codes/new", data=order(wave)).text)
    designer.post("/staff/codes/print", data=asked)

    again = designer.post("/staff/codes/print", data=asked)

    assert again.status_code == 302
    assert len(batches.list_batches()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"sheets": "0"},
        {"sheets": "51"},
        {"expires_on": "2027-01-01"},
        {"expires_on": "2026-09-06"},
        {"office": "nhanh/khong-co"},
        {"office": ""},
    ],
)
def test_a_wrong_order_is_asked_for_again(designer, wave, wrong):
    answer = designer.post("/staff/codes/new", data=order(wave, **wrong))

    assert answer.status_code == 422
    assert "field__error" in answer.text


def test_labels_are_counted_back_after_a_look(designer, wave):
    batch, _ = make_batch(wave)
    address = f"/staff/codes/{batch.id}"
    seen = designer.post(f"{address}/returned", data={"serials": "1-3, 7"})
    assert "1–3, 7" in seen.text
    assert batches.count(batch).void == 0

    designer.post(f"{address}/returned/confirmed", data={"serials": "1-3, 7"})

    session().refresh(batch)
    assert batch.returned == 4
    assert acts() == ["codes.count_back"]


def test_a_used_label_is_named_and_the_question_leaves_a_trace(designer, wave):
    batch, codes = make_batch(wave)
    rate_with(wave, codes[2])

    answer = designer.post(
        f"/staff/codes/{batch.id}/returned/confirmed?lang=en", data={"serials": "1-3"}
    )

    assert answer.status_code == 422
    assert "used: 2" in answer.text
    assert acts() == ["codes.count_back_refused"]


def test_the_rest_is_void_once_somebody_has_said_why(designer, wave):
    batch, _ = make_batch(wave)
    address = f"/staff/codes/{batch.id}/void"
    assert designer.post(address, data={}).status_code == 422

    designer.post(address, data={"why": "unprinted"})

    session().rollback()
    assert batches.count(batch).remaining == 0
    assert acts() == ["codes.void"]


def test_the_list_shows_counts_and_no_code(designer, wave):
    batch, codes = make_batch(wave)
    rate_with(wave, codes[2])

    for page in ("/staff/codes/", f"/staff/codes/{batch.id}"):
        text = designer.get(page).text
        assert wave.units[0].name in text
        assert not any(code in text for code in codes.values())


@pytest.mark.parametrize("path", ["/staff/codes/", "/staff/codes/new"])
def test_only_a_designer_prints_codes(administrator, approver, path):
    assert administrator.get(path).status_code == 403
    assert approver.get(path).status_code == 403


def test_a_poster_leads_to_the_form_of_its_counter(designer, wave):
    unit = wave.units[0].code

    page = designer.get(
        "/staff/waves/nhanh/qr/print",
        query_string={"unit": unit, "counters": "1-3", "size": "a6"},
    )

    assert page.text.count('class="poster poster--a6"') == 3
    assert page.text.count('class="qr"') == 3
    from survey import qr

    assert qr.draw(f"http://127.0.0.1:8000/rate/nhanh/{unit}/?counter=3").path in (
        page.text
    )


@pytest.mark.parametrize(
    "wrong", [{"unit": "404"}, {}, {"counters": "0-3"}, {"counters": "100"}]
)
def test_posters_of_nothing_are_asked_for_again(designer, wave, wrong):
    chosen = {"unit": wave.units[0].code} if "counters" in wrong else {}

    page = designer.get("/staff/waves/nhanh/qr/print", query_string=chosen | wrong)

    assert page.status_code == 422


def test_illustrations_are_marked_on_labels_and_posters(designer, app):
    wave = make_wave(instrument="quick_counter", slug="minh-hoa", illustrative=True)
    asked = designer.post("/staff/codes/new", data=order(wave, sheets="1")).text

    labels = designer.post("/staff/codes/print", data=hidden(asked)).text
    posters = designer.get(
        "/staff/waves/minh-hoa/qr/print",
        query_string={"unit": wave.units[0].code},
    ).text

    assert labels.count("DỮ LIỆU MINH HOẠ") == 24
    assert posters.count("DỮ LIỆU MINH HOẠ") == 1


def test_a_wave_that_is_over_offers_no_codes(designer, wave, set_clock):
    assert '<form class="card"' in designer.get("/staff/codes/new").text

    set_clock(date(2027, 1, 5))

    assert '<form class="card"' not in designer.get("/staff/codes/new").text
