import io
import json
import re
from datetime import date

import pytest

from survey.audit.service import list_entries
from survey.contacts import address_tag
from survey.invitations import inviting
from survey.outbox.models import OptOut
from survey.waves.models import WaveState
from tests.factories import make_wave, store
from tests.survey.invitations.inviting.files import (
    VISIT,
    all_invitations,
    file_of,
    invite,
)
from tests.survey.outbox.factories import all_messages
from tests.survey.responses.factories import fields_of

BAD = "2026-11-04,00000,0912345670,,"


def choose(browser, form, *lines, content=None, **values):
    fields = {"wave": form.slug, "phones": "sms", "after_days": "1"} | values
    file = (io.BytesIO(content or file_of(*lines)), "visits.csv")
    return browser.post("/staff/invitations/new?lang=en", data={**fields, "file": file})


def test_a_file_is_looked_at_before_anything_is_stored(app, designer, wave):
    store(OptOut(address_tag=address_tag("+84912345671"), on=date(2026, 1, 1)))
    invite(wave, "2026-11-04,03500,0912345672,,")

    page = choose(
        designer,
        wave,
        VISIT,
        BAD,
        "2026-11-04,03500,0912345671,,",
        "2026-11-04,03500,0912345672,,",
    ).text

    assert "1 person would be invited" in page
    assert "No office of this wave" in page
    assert "Counts as 2 SMS each." in page
    assert len(all_invitations()) == 1
    facts = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page))
    assert facts["Bad lines"] == "1"
    assert facts["Invited before"] == "1"
    assert facts["Do not want messages"] == "1"


def test_what_was_looked_at_is_invited_once_that_is_confirmed(app, designer, wave):
    shown = fields_of(choose(designer, wave, VISIT, BAD).text)

    done = designer.post("/staff/invitations/?lang=en", data=shown)
    designer.post("/staff/invitations/", data=shown)

    assert done.status_code == 303
    assert len(all_invitations()) == len(all_messages()) == 1
    assert "1 person will be invited." in designer.get(done.location).text
    entries = [e for e in list_entries() if e.act == "invitation.import"]
    assert [entry.detail for entry in entries] == ['{"count": 0}', '{"count": 1}']


def test_the_preview_shows_no_address(app, designer, wave):
    page = choose(designer, wave, VISIT).text

    shown, _textarea, _rest = page.partition("<textarea")
    assert "0912345678" not in shown
    assert "84912345678" not in shown


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"wave": "nothing"}, "Not a valid choice"),
        ({"after_days": "15"}, "Write a number from 0 to 14."),
        ({"phones": "pigeon"}, "Not a valid choice"),
        ({"content": b"\xff"}, "The file cannot be used."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(app, designer, wave, values, words):
    answer = choose(designer, wave, VISIT, **values)

    assert answer.status_code == 422
    assert words in answer.text


def test_a_file_may_be_larger_than_what_citizens_send(app, designer, wave):
    lines = [f"2026-11-04,03500,09123{number:05},{'x' * 60}," for number in range(1500)]

    page = choose(designer, wave, *lines)
    done = designer.post("/staff/invitations/?lang=en", data=fields_of(page.text))

    assert "1,500 people would be invited" in page.text
    assert done.status_code == 303
    assert len(all_invitations()) == 1500


def test_whoever_is_not_signed_in_sends_no_large_file(app, client, wave):
    answer = choose(client, wave, "x" * 100_000)

    assert answer.status_code in {401, 413}


def test_staff_see_how_many_answered(app, designer, wave):
    invite(wave, VISIT)

    page = designer.get("/staff/invitations/?lang=en").text

    assert "Xã Mường Than" in page
    assert "fewer than 10" in page


def test_without_an_open_wave_the_page_says_so(app, designer):
    make_wave(state=WaveState.DRAFT)

    assert (
        "Nobody has been invited yet."
        in designer.get("/staff/invitations/?lang=en").text
    )
    assert "No wave is open." in designer.get("/staff/invitations/new?lang=en").text


def test_only_a_designer_invites(app, administrator, wave):
    assert administrator.get("/staff/invitations/new").status_code == 403
    assert administrator.post("/staff/invitations/").status_code == 403


def test_a_command_invites_from_a_file(app, cli, wave, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_bytes(file_of(VISIT, BAD))
    arguments = ["invitations", "import", str(path), "--wave", "nhanh"]

    checked = cli.invoke(args=[*arguments, "--check"])
    before = len(all_invitations())
    done = cli.invoke(args=arguments)

    assert "1 would be invited, 1 bad lines" in checked.output
    assert before == 0
    assert "1 invited, 1 bad lines" in done.output
    assert "0912" not in done.output
    assert len(all_invitations()) == 1


def test_a_command_stores_a_large_file_a_lot_at_a_time(
    app, cli, wave, tmp_path, monkeypatch
):
    monkeypatch.setattr(inviting, "AT_ONCE", 2)
    path = tmp_path / "visits.csv"
    visits = [VISIT.replace("0912", f"09{number}") for number in range(12, 17)]
    path.write_bytes(file_of(*visits))
    arguments = ["invitations", "import", str(path), "--wave", "nhanh"]

    first, again = cli.invoke(args=arguments), cli.invoke(args=arguments)

    assert "5 invited, 0 bad lines" in first.output
    assert "0 invited, 0 bad lines, 5 invited before" in again.output
    assert len(all_invitations()) == 5
    stored = [e for e in list_entries() if e.act == "invitation.import"]
    assert sorted(json.loads(entry.detail)["count"] for entry in stored) == [1, 2, 2]


def test_a_command_refuses_what_it_cannot_read(app, cli, wave, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_bytes(b"nothing")

    for slug in ("nhanh", "not-there"):
        done = cli.invoke(args=["invitations", "import", str(path), "--wave", slug])
        assert done.exit_code == 1
        assert done.output.startswith("Error:")
