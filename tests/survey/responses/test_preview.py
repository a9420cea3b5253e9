import pytest

from survey import clock
from survey.accounts.models import Role
from survey.database import session
from survey.responses.models import Draft, InboxRow
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.accounts.factories import make_staff


@pytest.fixture
def wave(app):
    """A draft of the quick form: nobody can answer it yet."""
    return make_wave(
        make_unit(code="C1", name="Xã Thử"),
        slug="nhap",
        state=WaveState.DRAFT,
        opens_on=clock.today(),
        instrument="quick_counter",
    )


@pytest.fixture
def designer(app):
    return app.test_client().sign_in(make_staff(Role.DESIGNER))


def policy(response):
    return dict(
        part.strip().split(" ", 1)
        for part in response.headers["Content-Security-Policy"].split(";")
    )


def test_every_screen_of_a_draft_is_shown_and_nothing_is_begun(designer, wave, client):
    assert client.get("/rate/nhap/C1/").status_code == 410
    texts = []
    for number in range(4):
        response = designer.get(f"/staff/previews/nhap/{number}")
        assert response.status_code == 200
        assert "C1" in response.text
        assert policy(response)["frame-ancestors"] == "'self'"
        texts.append(response.text)
    assert "Phải chờ lâu" in texts[2]  # asked only of those who are not content
    assert len(set(texts)) == 4
    assert designer.get("/staff/previews/nhap/4").status_code == 404
    assert session().query(Draft).count() == session().query(InboxRow).count() == 0


def test_the_frames_let_nothing_in_them_run_or_be_sent(designer, wave):
    response = designer.get("/staff/previews/nhap")
    assert response.text.count("<iframe sandbox ") == 2
    assert policy(response)["frame-src"] == "'self'"
    assert policy(response)["frame-ancestors"] == "'none'"
    other = policy(designer.get("/staff/waves/nhap"))
    assert "frame-src" not in other
    assert other["frame-ancestors"] == "'none'"


def test_one_goes_on_and_back_in_the_language_one_likes(designer, wave):
    first = designer.get("/staff/previews/nhap?speak=en").text
    assert "Màn hình 1 trên 4" in first  # the page itself speaks the reader's language
    assert "screen=1&amp;speak=en" in first
    assert "Quay lại" not in first.split("<main")[1]
    last = designer.get("/staff/previews/nhap?screen=3").text
    assert "screen=2" in last
    assert designer.get("/staff/previews/nhap?screen=4").status_code == 404
    assert "Begin" in designer.get("/staff/previews/nhap/0?speak=en").text


def test_a_wave_without_units_has_nothing_to_show(designer, app):
    assert designer.get("/staff/previews/khong-co").status_code == 404


def test_the_wave_leads_to_its_preview(designer, wave):
    assert "/staff/previews/nhap" in designer.get("/staff/waves/nhap").text
