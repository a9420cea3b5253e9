from datetime import date

from survey import clock
from survey.accounts.models import Role
from survey.waves.models import WaveState
from tests.factories import make_account, make_wave


def test_a_designer_opens_a_drafted_wave(designer):
    wave = make_wave(state=WaveState.DRAFT)

    with clock.at(date(2026, 9, 1)):
        response = designer.post(
            f"/staff/waves/{wave.slug}/open", data={"confirmed": "y"}
        )

    assert response.location == f"/staff/waves/{wave.slug}"
    assert wave.state is WaveState.OPEN


def test_opening_needs_a_confirmation(designer):
    wave = make_wave(state=WaveState.DRAFT)

    response = designer.post(f"/staff/waves/{wave.slug}/open")

    assert response.status_code == 400
    assert wave.state is WaveState.DRAFT


def test_a_wave_that_is_over_stays_a_draft_and_says_why(app):
    wave = make_wave(state=WaveState.DRAFT)

    with clock.at(date(2027, 2, 1)):
        designer = app.test_client().sign_in(make_account(Role.DESIGNER))
        response = designer.post(
            f"/staff/waves/{wave.slug}/open",
            data={"confirmed": "y"},
            follow_redirects=True,
        )

    assert "Ngày kết thúc của đợt này đã qua." in response.text
    assert wave.state is WaveState.DRAFT


def test_an_approver_may_look_but_not_open(approver):
    wave = make_wave(state=WaveState.DRAFT)

    assert approver.get(f"/staff/waves/{wave.slug}").status_code == 200
    assert approver.post(f"/staff/waves/{wave.slug}/open").status_code == 403


def test_nobody_looks_at_waves_without_signing_in(client):
    response = client.get("/staff/waves/")

    assert response.status_code == 302
    assert response.location.startswith("/staff/sign-in")


def test_an_unknown_wave_is_not_found(designer):
    assert designer.get("/staff/waves/khong-co").status_code == 404


def test_the_list_says_when_there_is_nothing(designer):
    assert "Chưa có đợt khảo sát nào" in designer.get("/staff/waves/").text


def test_a_wave_is_described_in_the_readers_words(designer):
    wave = make_wave()

    vietnamese = designer.get(f"/staff/waves/{wave.slug}").text
    english = designer.get(f"/staff/waves/{wave.slug}?lang=en").text

    assert "đang mở" in vietnamese
    assert "<strong>open</strong>" in english
    assert "five_factor_service" not in vietnamese + english
