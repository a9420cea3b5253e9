"""Start pages that are handed out: each visitor's her own, and nobody's stale."""

import re

from survey.database import transaction
from survey.responses import screens
from survey.waves.models import WaveState
from tests.survey.responses.factories import make_submission, send

UUID = re.compile(r'name="uuid" value="([^"]+)"')
TOKEN = re.compile(r'name="token" value="([^"]+)"')


def page(client, wave, query: str = "", **headers: str) -> str:
    answer = client.get(
        f"/rate/{wave.slug}/{wave.units[0].code}/{query}", headers=headers
    )
    assert answer.status_code == 200
    return answer.text


def secrets_in(text: str) -> tuple[str, str]:
    return UUID.search(text)[1], TOKEN.search(text)[1]


def count_drawn(monkeypatch) -> list[str]:
    drawn = []
    real = screens.show_start

    def show_start(visit, uuid, *rest, **values):
        drawn.append(str(uuid))
        return real(visit, uuid, *rest, **values)

    monkeypatch.setattr(screens, "show_start", show_start)
    return drawn


def test_a_page_is_drawn_once_and_no_two_visitors_share_a_uuid(
    client, quick, monkeypatch
):
    drawn = count_drawn(monkeypatch)

    pages = [page(client, quick) for _ in range(3)]

    assert len(drawn) == 1
    seen = [secrets_in(text) for text in pages]
    assert len({uuid for uuid, _token in seen}) == 3
    assert len({token for _uuid, token in seen}) == 3
    blank = {
        text.replace(uuid, "").replace(token, "")
        for text, (uuid, token) in zip(pages, seen, strict=True)
    }
    assert len(blank) == 1


def test_every_page_handed_out_can_be_begun(client, quick):
    address = f"/rate/{quick.slug}/{quick.units[0].code}/"
    for _ in range(3):
        uuid, token = secrets_in(page(client, quick))
        sent = client.post(
            address, data={"uuid": uuid, "token": token, "language": "vi"}
        )
        assert sent.status_code == 303
        client.delete_cookie("draft", path=address)


def test_language_counter_and_look_each_have_their_own_page(client, quick):
    assert '<html lang="vi"' in page(client, quick)
    assert '<html lang="en"' in page(client, quick, "?lang=en")
    client.delete_cookie("lang")
    assert 'name="counter" value="7"' in page(client, quick, "?counter=7")
    assert 'name="counter"' not in page(client, quick)
    client.set_cookie("look", "1h")
    assert "size-1 high" in page(client, quick)
    client.delete_cookie("look")
    assert "size-1 high" not in page(client, quick)


def test_the_page_carries_its_stylesheet_however_it_was_made(client, quick):
    address = f"/rate/{quick.slug}/{quick.units[0].code}/"
    policies = {client.get(address).headers["Content-Security-Policy"] for _ in "ab"}

    assert len(policies) == 1
    assert "'sha256-" in policies.pop()


def test_who_has_begun_finds_the_way_back_and_nobody_else_does(client, quick, app):
    address = f"/rate/{quick.slug}/{quick.units[0].code}/"
    uuid, token = secrets_in(page(client, quick))
    client.post(address, data={"uuid": uuid, "token": token, "language": "vi"})

    assert address + "overall" in page(client, quick)
    assert address + "overall" not in page(app.test_client(), quick)


def test_a_wave_that_was_closed_is_closed_at_once(client, quick):
    page(client, quick)
    with transaction():
        quick.state = WaveState.CLOSED

    answer = client.get(f"/rate/{quick.slug}/{quick.units[0].code}/")

    assert answer.status_code == 410


def test_pages_stay_ready_while_answers_come_in(client, quick, monkeypatch):
    drawn = count_drawn(monkeypatch)
    for _ in range(3):
        page(client, quick)
        send(quick, uuid=make_submission(quick).uuid)

    assert len(drawn) == 1
