"""Buttons that show the same page another way, and lose nothing that was typed."""

from survey.database import session
from survey.responses.models import Draft
from tests.survey.responses.factories import fields_of


def test_larger_letters_keep_what_was_typed_on_the_page(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 5})

    turned = respondent.answer("comment", {"comment": "Nhanh"}, look="2h")
    page = respondent.open("comment").text

    assert turned.location.endswith("/comment")
    assert turned.headers["Set-Cookie"].startswith("look=2h;")
    assert 'class="size-2 high"' in page
    assert fields_of(page)["a.comment"] == ["Nhanh"]


def test_larger_letters_demand_no_answer(respondent):
    respondent.begin()

    turned = respondent.answer("overall", {}, look="1n")

    assert (turned.status_code, turned.location) == (
        303,
        respondent.url("page", page_name="overall"),
    )


def test_the_buttons_of_a_page_with_answers_belong_to_their_form(respondent):
    respondent.begin()

    page = respondent.open("overall").text

    assert page.count('<button name="look"') == 4
    assert page.count('form="answers" formnovalidate') >= 4


def test_the_review_can_be_read_in_the_other_language_and_still_be_sent(respondent):
    respondent.answer_quickly()
    fields = respondent.review() | {"language": ["vi", "vi"]}

    spoken = respondent.browser.post(respondent.url("review"), data=fields)
    review = respondent.browser.get(spoken.location).text
    thanks = respondent.send(fields_of(review))

    assert spoken.status_code == 303
    assert '<html lang="vi"' in review
    assert fields_of(review)["language"] == ["vi"]
    assert "lang=vi" in thanks.location


def test_the_language_of_a_review_needs_the_form_s_own_token(respondent):
    respondent.answer_quickly()
    before = session().query(Draft.sealed).scalar()
    fields = respondent.review() | {"token": "x", "language": "vi"}

    refused = respondent.browser.post(respondent.url("review"), data=fields)

    assert refused.status_code == 400
    session().rollback()
    assert session().query(Draft.sealed).scalar() == before


def test_a_refused_post_says_so_in_every_language(respondent):
    respondent.answer_quickly()
    fields = respondent.review()
    respondent.send(fields)

    refused = respondent.send(fields | {"a.overall": "1"})

    assert refused.status_code == 409
    assert "<h1>This form was counted before</h1>" in refused.text
    assert '<details class="card" lang="vi">' in refused.text
    assert "<h2>Phiếu này đã được ghi nhận trước đó</h2>" in refused.text


def test_a_refused_address_can_be_asked_for_in_the_other_language(client, quick):
    page = client.get("/rate/nhanh/" + quick.units[0].code + "/comment?lang=en")

    assert page.status_code == 410
    assert 'href="/rate/nhanh/' in page.text
    assert "comment?lang=vi" in page.text
    assert "<details" not in page.text
