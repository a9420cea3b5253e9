import re

from sqlalchemy import func, select

from survey.database import session, transaction
from survey.responses.models import Draft, InboxRow, Spent
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.responses.factories import Respondent, fields_of, whole_five_factor
from tests.survey.responses.questionnaires_at_hand import real


def count(model) -> int:
    return session().scalar(select(func.count()).select_from(model))


def body() -> str:
    return session().scalars(select(InboxRow.body)).one()


def test_opening_pages_writes_nothing(respondent):
    for _ in range(3):
        assert respondent.open(counter=3).status_code == 200
    respondent.browser.get("/rate/")

    assert (count(Draft), count(InboxRow), count(Spent)) == (0, 0, 0)


def test_the_start_page_says_who_asks_and_what_is_kept(client):
    province = make_unit(name="Tỉnh Thử", kind="province")
    unit = make_unit(name="Xã Thử", parent_id=province.id)
    respondent = Respondent(client, make_wave(unit, instrument="quick_counter"))

    page = respondent.open().text

    assert "Tỉnh Thử asks the people" in page
    assert "It is up to you." in page
    assert "10 forms or more" in page
    assert "120 days" in page
    assert "not the place for a complaint" in page


def test_a_quick_form_is_answered_reviewed_sent_and_thanked_for(respondent):
    respondent.answer_quickly()

    thanks = respondent.send()
    page = respondent.browser.get(thanks.location).text

    assert thanks.status_code == 303
    assert "Your form is counted" in page
    assert re.search(r"[A-Z2-7]{5}-[A-Z2-7]{5}", page)
    assert (count(Draft), count(InboxRow), count(Spent)) == (0, 1, 1)


def test_the_receipt_says_nothing_of_office_or_answer(respondent, quick):
    respondent.answer_quickly()

    page = respondent.browser.get(respondent.send().location).text

    assert quick.units[0].name not in page
    assert "Nhanh" not in page


def test_a_whole_five_factor_form_can_be_answered(patient_respondent, five_factor):
    patient_respondent.begin(counter=7)
    answers = whole_five_factor(comment="Cảm ơn")
    for page in real("five_factor_service").pages:
        asked = {item.id: answers[item.id] for item in page.items}
        response = patient_respondent.answer(page.id, asked)
        assert response.status_code == 303

    patient_respondent.send()

    row = session().scalars(select(InboxRow)).one()
    assert row.counter == 7
    assert row.body.count('"cau9_') == 16
    assert '"service_field":2' in row.body


def test_reasons_are_asked_only_where_something_was_wrong(respondent):
    respondent.begin()

    happy = respondent.answer("overall", {"overall": 5})
    unhappy = respondent.answer("overall", {"overall": 2})

    assert happy.location.endswith("/comment")
    assert unhappy.location.endswith("/reasons")
    assert respondent.open("reasons").status_code == 200


def test_a_page_that_is_not_asked_leads_on(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 5})

    assert respondent.open("reasons").location.endswith("/comment")


def test_a_skipped_answer_is_not_sent(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 1})
    respondent.answer("reasons", {"reasons": ["1", "4"]})
    respondent.answer("overall", {"overall": 5})

    fields = respondent.review()
    respondent.send(fields)

    assert "a.reasons" not in fields
    assert "reasons" not in body()


def test_going_back_and_forth_loses_nothing(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 2})
    back = respondent.answer("reasons", {"reasons": ["3"]}, back="yes")

    assert back.location.endswith("/overall")
    assert fields_of(respondent.open("overall").text)["a.overall"] == ["2"]
    assert fields_of(respondent.open("reasons").text)["a.reasons"] == ["3"]


def test_back_from_the_first_page_leads_to_the_start_which_offers_to_go_on(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 2})

    back = respondent.answer("overall", {}, back="yes")
    start = respondent.open().text

    assert back.location == respondent.url("start")
    assert "Go on with the form begun" in start
    assert respondent.url("page", page_name="reasons") in start


def test_starting_anew_forgets_what_was_answered(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 2})

    respondent.begin()

    assert "a.overall" not in fields_of(respondent.open("overall").text)
    assert count(Draft) == 1


def test_a_missing_answer_is_named_in_place_and_in_a_summary(respondent):
    respondent.begin()

    response = respondent.answer("overall", {})

    assert response.status_code == 422
    assert "<title>Error:" in response.text
    assert 'href="#overall-5"' in response.text
    assert 'aria-describedby="overall-error"' in response.text
    assert "Please choose a level before you continue." in response.text


def test_answers_survive_an_error_beside_them(patient_respondent):
    patient_respondent.begin()
    patient_respondent.answer("service", {"service_field": 1})

    page = patient_respondent.answer("access", {"cau9_24": 5, "cau9_25": 98})

    assert page.status_code == 422
    assert page.text.count('class="error"') == 1
    assert fields_of(page.text)["a.cau9_24"] == ["5"]
    assert fields_of(patient_respondent.open("access").text)["a.cau9_25"] == ["98"]


def test_words_that_are_too_long_are_shown_again_and_not_kept(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 5})
    words = "đ" * 501

    page = respondent.answer("comment", {"comment": words})

    assert page.status_code == 422
    assert fields_of(page.text)["a.comment"] == [words]
    assert "Please shorten this to 500 characters." in page.text


def test_the_other_language_keeps_what_was_chosen(respondent):
    respondent.begin()

    switched = respondent.answer("overall", {"overall": 4}, language="vi")
    page = respondent.browser.get(switched.location)

    assert switched.location.endswith("/overall")
    assert '<html lang="vi">' in page.text
    assert "Rất hài lòng" in page.text
    assert fields_of(page.text)["a.overall"] == ["4"]


def test_the_form_is_sent_in_the_language_it_was_finished_in(respondent):
    respondent.answer_quickly()
    respondent.answer("comment", {}, language="vi")

    thanks = respondent.send()

    assert session().scalars(select(InboxRow.language)).one() == "vi"
    assert thanks.location.endswith("?lang=vi")


def test_the_review_shows_every_answer_and_leads_to_each(respondent):
    respondent.answer_quickly(3)

    page = respondent.open("review").text

    assert "Neutral" in page
    assert "Nhanh, gọn." in page
    assert "left blank" in page
    assert respondent.url("page", page_name="overall") + "?from=review" in page


def test_mending_an_answer_leads_back_to_the_review(respondent):
    respondent.answer_quickly()
    page = respondent.open("comment", **{"from": "review"}).text
    fields = fields_of(page) | {"a.comment": "Khác"}

    response = respondent.browser.post(
        respondent.url("page", page_name="comment"), data=fields
    )

    assert response.location == respondent.url("review")
    assert "Khác" in respondent.open("review").text


def test_an_unfinished_form_cannot_be_reviewed(respondent):
    respondent.begin()

    response = respondent.open("review")
    page = respondent.browser.get(response.location)

    assert response.location == respondent.url("page", page_name="overall", check="yes")
    assert "Please choose a level" in page.text


def test_the_same_form_sent_again_is_counted_once(respondent):
    respondent.answer_quickly()
    fields = respondent.review()

    first, again = respondent.send(fields), respondent.send(fields)

    assert first.location == again.location
    assert (count(InboxRow), count(Spent)) == (1, 1)


def test_the_form_can_be_sent_again_from_another_browser_after_the_wave(
    respondent, quick, app
):
    respondent.answer_quickly()
    fields = respondent.review()
    first = respondent.send(fields)
    with transaction():
        quick.state = WaveState.CLOSED

    elsewhere = Respondent(app.test_client(), quick)

    assert elsewhere.send(fields).location == first.location


def test_an_illustrative_form_says_so_on_every_page(client):
    wave = make_wave(instrument="quick_counter", illustrative=True)
    respondent = Respondent(client, wave)
    pages = [respondent.open().text]
    respondent.answer_quickly()
    pages += [respondent.open(name).text for name in ("overall", "review")]

    assert all("DỮ LIỆU MINH HOẠ" in page for page in pages)


def test_a_receipt_is_looked_up_as_it_was_written_down(respondent):
    respondent.answer_quickly()
    receipt = re.search(r"/receipt/(\w+)", respondent.send().location)[1]

    found = respondent.browser.get(
        "/rate/receipt/", query_string={"code": f"{receipt[:5].lower()} {receipt[5:]}"}
    )

    assert found.location == f"/rate/receipt/{receipt}"
    assert respondent.browser.get(found.location).status_code == 200
    empty = respondent.browser.get("/rate/receipt/?lang=en")
    assert "Look up a receipt code" in empty.text


def test_the_first_page_of_questions_is_light(respondent):
    page = respondent.browser.get(respondent.begin().location)

    assert len(page.data) < 14 * 1024
    assert "<script" not in page.text
    assert re.findall(r'(?:src|href)="(?!#|data:,)', page.text) == []
