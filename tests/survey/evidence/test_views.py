from datetime import timedelta

import pytest

from survey import clock
from survey.accounts.models import Role
from survey.database import transaction
from survey.evidence import confirming, roots
from survey.jobs import service as jobs_of
from tests.factories import make_account
from tests.survey.evidence.world import NIGHT, make_world, sign


@pytest.fixture
def auditor(app):
    return app.test_client().sign_in(make_account(Role.AUDITOR))


def test_everybody_sees_the_signed_days_and_gets_the_documents(client):
    make_world()
    sign()
    [signed] = roots.list_roots()

    page = client.get("/evidence/?lang=en").text
    document = client.get(f"/evidence/{signed.digest}.json")

    assert signed.digest in page
    assert roots.contents_of(signed)["public_key"] in page
    assert document.text == signed.document
    assert client.get("/evidence/days.json").json[0]["digest"] == signed.digest


def test_before_the_first_night_the_page_says_so(client):
    assert "No day is signed yet." in client.get("/evidence/?lang=en").text


@pytest.mark.parametrize("digest", ["0" * 64, "x", "..%2Fkeys"])
def test_an_unknown_document_is_not_found(client, digest):
    assert client.get(f"/evidence/{digest}.json").status_code == 404


def test_a_keeper_outside_confirms_what_was_signed(auditor, client):
    make_world()
    sign()
    digest = roots.list_roots()[0].digest.upper()
    typed = f"{digest[:32]} {digest[32:]}"

    response = auditor.post(
        "/staff/evidence/", data={"digest": typed, "keeper": "Thanh tra tỉnh"}
    )

    assert response.location == "/staff/evidence/"
    assert "by Thanh tra tỉnh." in client.get("/evidence/?lang=en").text


def test_another_digest_is_refused_and_nothing_noted(auditor):
    make_world()
    sign()

    response = auditor.post(
        "/staff/evidence/?lang=en", data={"digest": "0" * 64, "keeper": "Thanh tra"}
    )

    assert response.status_code == 422
    assert "No signed day has this digest." in response.text
    assert confirming.list_confirmations() == []


def test_a_week_without_a_word_from_outside_is_said_to_all(auditor, client):
    make_world()
    sign()
    assert "Nobody outside has confirmed" in client.get("/evidence/?lang=en").text
    with transaction():
        told = confirming.confirm(
            roots.list_roots()[0].digest, "Thanh tra", make_account(Role.AUDITOR)
        )
        day = told.confirmed_on

    with clock.at(day + timedelta(days=8)):
        page = client.get("/evidence/?lang=en").text

    assert "is 8 days old." in page


def test_staff_see_what_the_last_check_found(auditor):
    make_world()
    sign()
    assert "Not checked yet" in auditor.get("/staff/evidence/?lang=en").text
    with transaction():
        held = jobs_of.begin_run("evidence.check", NIGHT)
        jobs_of.fail(held, "Answers of the period x/1 were altered.")

    page = auditor.get("/staff/evidence/?lang=en").text

    assert "Answers of the period x/1 were altered." in page
    assert "notice--error" in page


def test_only_who_answers_for_them_notes_confirmations(designer, client):
    assert designer.get("/staff/evidence/").status_code == 403
    assert client.get("/staff/evidence/").status_code == 302
