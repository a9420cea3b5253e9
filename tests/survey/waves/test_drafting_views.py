from datetime import date

import pytest

from survey.accounts.models import Role
from survey.agencies.models import UnitKind
from survey.database import session, transaction
from survey.instruments.service import find_version
from survey.waves.errors import WaveNotOpen
from survey.waves.models import WaveState
from survey.waves.service import find_wave, open_wave
from tests.factories import make_account, make_instrument, make_unit, make_wave
from tests.survey.responses.factories import send


@pytest.fixture
def designer(app):
    browser = app.test_client().sign_in(make_account(Role.DESIGNER))
    browser.set_cookie("lang", "en")
    return browser


@pytest.fixture
def filled(app):
    """What somebody writes down for a year of two communes."""
    make_instrument("quick_counter")
    province = make_unit(code="12", name="Tỉnh", kind=UnitKind.PROVINCE)
    for number in (1, 2):
        make_unit(code=f"1200{number}", name=f"Xã {number}", parent_id=province.id)
    ended = date(2026, 6, 30)
    make_unit(code="12009", name="Xã cũ", parent_id=province.id, valid_to=ended)
    return {
        "name": "Đánh giá tại quầy 2027",
        "name_en": "Ratings at the counter 2027",
        "slug": "quay-2027",
        "instrument": find_version("quick_counter").id,
        "languages": ["vi", "en"],
        "population": "Người dân đã giải quyết thủ tục",
        "population_en": "People whose dossier was handled",
        "opens_on": "2027-01-01",
        "closes_on": "2027-12-31",
        "rhythm": "month",
        "communes_of": "12",
        "units": "",
        "target0": "85",
        "legal0": "Kế hoạch 02",
        "legal_en0": "Plan 02",
    }


def test_the_page_begins_with_what_is_usual(designer):
    make_instrument("quick_counter")

    page = designer.get("/staff/waves/new").text

    assert "02/KH-VHTTDL" in page
    assert "each calendar month" in page


def test_a_wave_is_written_down_and_opened(designer, filled):
    response = designer.post("/staff/waves/new", data=filled)

    assert response.location == "/staff/waves/quay-2027"
    wave = find_wave("quay-2027")
    assert wave.state is WaveState.DRAFT
    assert [unit.code for unit in wave.units] == ["12001", "12002"]
    assert len(wave.periods) == 12
    assert [target.value for target in wave.index_targets] == [0.85]
    designer.post("/staff/waves/quay-2027/open", data={"confirmed": "y"})
    session().expire_all()
    assert wave.state is WaveState.OPEN


@pytest.mark.parametrize(
    ("rhythm", "first_ends"),
    [
        ("month", date(2027, 1, 31)),
        ("fifteenth", date(2027, 1, 14)),
        ("quarter", date(2027, 3, 31)),
        ("whole", date(2027, 12, 31)),
    ],
)
def test_the_periods_follow_the_chosen_rhythm(designer, filled, rhythm, first_ends):
    designer.post("/staff/waves/new", data=filled | {"rhythm": rhythm})

    wave = find_wave("quay-2027")
    assert wave.periods[0].ends_on == first_ends
    assert wave.periods[-1].ends_on == date(2027, 12, 31)
    assert all(period.report_due_on > period.ends_on for period in wave.periods)


def test_periods_of_ones_own_are_read_line_by_line(designer, filled):
    own = "01/01/2027 30/06/2027 15/07/2027\n01/07/2027 31/12/2027"

    designer.post(
        "/staff/waves/new", data=filled | {"rhythm": "custom", "stretches": own}
    )

    first, second = find_wave("quay-2027").periods
    assert first.report_due_on == date(2027, 7, 15)
    assert second.report_due_on is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rhythm": "custom", "stretches": "tháng một"}, "is no period"),
        (
            {"rhythm": "custom", "stretches": "01/01/2027 31/01/2027"},
            "must follow each",
        ),
        ({"units": "99999 77"}, "No unit has the code 99999, 77"),
        ({"units": "12009"}, "do not exist on the first day of the wave: Xã cũ"),
        ({"slug": "Quầy 2027"}, "cannot stand in an address"),
        ({"closes_on": "2026-12-31"}, "The last day lies before the first."),
        ({"target0": "100"}, "between 1 and 99"),
        ({"name": ""}, "Write a name."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(designer, filled, wrong, sentence):
    response = designer.post("/staff/waves/new", data=filled | wrong)

    assert response.status_code == 422
    assert sentence in response.text
    assert "People whose dossier was handled" in response.text
    assert find_wave("quay-2027") is None


def test_a_short_name_is_taken_once(designer, filled):
    designer.post("/staff/waves/new", data=filled)

    response = designer.post("/staff/waves/new", data=filled)

    assert "There already is a wave called quay-2027." in response.text


def test_a_draft_is_changed(designer, filled):
    designer.post("/staff/waves/new", data=filled)
    page = designer.get("/staff/waves/quay-2027/edit").text
    assert "12001\n12002" in page

    changed = filled | {"revision": "1", "name_en": "Another name", "rhythm": "whole"}
    response = designer.post("/staff/waves/quay-2027/edit", data=changed)

    assert response.location == "/staff/waves/quay-2027"
    wave = find_wave("quay-2027")
    session().refresh(wave)
    assert wave.name_en == "Another name"
    assert len(wave.periods) == 1


def test_of_two_editors_the_slower_sees_what_the_other_has_saved(designer, filled):
    designer.post("/staff/waves/new", data=filled)
    first = filled | {"revision": "1", "name_en": "Saved first"}
    second = filled | {"revision": "1", "name_en": "Saved second"}
    designer.post("/staff/waves/quay-2027/edit", data=first)

    late = designer.post("/staff/waves/quay-2027/edit", data=second)

    assert late.status_code == 422
    assert "Somebody else has changed this draft" in late.text
    assert "<dd>Saved first</dd>" in late.text
    assert 'value="Saved second"' in late.text
    assert 'name="revision" value="2"' in late.text
    again = designer.post(
        "/staff/waves/quay-2027/edit", data=second | {"revision": "2"}
    )
    assert again.status_code == 302
    wave = find_wave("quay-2027")
    session().refresh(wave)
    assert wave.name_en == "Saved second"


def test_an_open_wave_is_not_changed(designer, filled):
    designer.post("/staff/waves/new", data=filled)
    with transaction():
        open_wave(find_wave("quay-2027"))

    response = designer.post(
        "/staff/waves/quay-2027/edit", data=filled | {"revision": "1", "name": "Khác"}
    )

    assert "This wave was opened" in response.text
    assert find_wave("quay-2027").name == "Đánh giá tại quầy 2027"


def test_next_years_wave_is_last_years_a_year_later(designer, filled):
    designer.post("/staff/waves/new", data=filled)

    page = designer.get("/staff/waves/new?like=quay-2027").text

    assert 'value="quay-2028"' in page
    assert "Ratings at the counter 2028" in page
    assert "01/02/2028 29/02/2028" in page
    assert "12001\n12002" in page


def test_a_draft_is_dropped_once_confirmed(designer, filled):
    designer.post("/staff/waves/new", data=filled)
    assert "nobody has answered" in designer.get("/staff/waves/quay-2027/discard").text

    designer.post("/staff/waves/quay-2027/discard")

    assert find_wave("quay-2027") is None


def test_an_opening_is_taken_back_before_the_first_answer(designer):
    wave = make_wave(make_unit(), slug="mo-nham", instrument="quick_counter")

    designer.post("/staff/waves/mo-nham/take-back")

    session().expire_all()
    assert wave.state is WaveState.DRAFT


def test_after_the_first_answer_an_opening_stays(designer):
    wave = make_wave(make_unit(), slug="mo-that", instrument="quick_counter")
    send(wave)

    response = designer.post("/staff/waves/mo-that/take-back", follow_redirects=True)

    assert "Somebody has answered already" in response.text
    session().expire_all()
    assert wave.state is WaveState.OPEN


def test_a_wave_that_is_open_is_not_dropped(designer):
    make_wave(make_unit(), slug="dang-mo", instrument="quick_counter")

    designer.post("/staff/waves/dang-mo/discard")

    assert find_wave("dang-mo") is not None


def test_a_wave_is_closed_early_once_confirmed(designer):
    wave = make_wave(make_unit(), slug="dong-som", instrument="quick_counter")
    send(wave)
    asked = designer.get("/staff/waves/dong-som/close?lang=en").text
    state_when_asked = wave.state

    response = designer.post("/staff/waves/dong-som/close", follow_redirects=True)

    session().expire_all()
    assert "cannot be opened again" in asked
    assert state_when_asked is WaveState.OPEN
    assert wave.state is WaveState.CLOSED
    assert "What was answered counts" in response.text
    with pytest.raises(WaveNotOpen):
        send(wave)


def test_a_draft_is_not_closed(designer, filled):
    designer.post("/staff/waves/new", data=filled)

    for ask in (designer.get, designer.post):
        response = ask("/staff/waves/quay-2027/close", follow_redirects=True)
        assert "Only a wave that is open" in response.text

    session().expire_all()
    assert find_wave("quay-2027").state is WaveState.DRAFT
