"""What a hostile or broken client may send: a page in words, and nothing kept."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from survey.database import session
from survey.responses.models import InboxRow, Spent
from tests.survey.responses.factories import Respondent

FORM = "application/x-www-form-urlencoded"


def kept() -> int:
    counts = [select(func.count()).select_from(model) for model in (InboxRow, Spent)]
    return sum(session().scalar(statement) for statement in counts)


def at_the_comment(respondent: Respondent) -> dict:
    respondent.begin()
    respondent.answer("overall", {"overall": 5})
    return {"token": respondent.review()["token"][0]}


@pytest.mark.parametrize(
    "sent",
    [
        {"overall": "6"},
        {"overall": "-1"},
        {"overall": "x"},
        {"overall": "5; DROP TABLE inbox"},
        {"overall": "٣"},
        {"overall": ["4", "5"]},
    ],
)
def test_a_code_that_is_not_on_the_scale_is_an_error_in_place(respondent, sent):
    respondent.begin()

    response = respondent.answer("overall", sent)

    assert response.status_code == 422
    assert "Please choose one of the answers shown." in response.text


@pytest.mark.parametrize("words", ["a\x00b", "a\x1bb", "x\ufffdy"])
def test_what_is_no_text_is_an_error_in_place(respondent, words):
    at_the_comment(respondent)

    response = respondent.answer("comment", {"comment": words})

    assert response.status_code == 422
    assert "Some characters could not be read." in response.text


@pytest.mark.parametrize(
    "words",
    [b"%ff%fe", b"%ed%a0%80", b"a%c0%afb", b"\xc3(", "Tốt".encode("utf-16")],
    ids=["no UTF-8", "a surrogate", "overlong", "raw bytes", "UTF-16"],
)
def test_broken_utf8_is_refused(respondent, words):
    token = at_the_comment(respondent)["token"]

    response = respondent.browser.post(
        respondent.url("page", page_name="comment"),
        data=f"token={quote(token)}&a.comment=".encode() + words,
        content_type=FORM,
    )

    assert response.status_code == 400
    assert "a.comment" not in respondent.review()


def test_broken_utf8_in_parts_is_an_error_in_place(respondent):
    token = at_the_comment(respondent)["token"]

    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("token", token), ("a.comment", "BROKEN"))
    )
    response = respondent.browser.post(
        respondent.url("page", page_name="comment"),
        data=(parts + "--x--\r\n").encode().replace(b"BROKEN", b"\xff\xfe"),
        content_type="multipart/form-data; boundary=x",
    )

    assert response.status_code == 422


def test_length_is_counted_after_composing(respondent):
    at_the_comment(respondent)
    composed = "ệ" * 500
    apart = "e\u0323\u0302" * 500

    fits = respondent.answer("comment", {"comment": apart})
    too_long = respondent.answer("comment", {"comment": apart + "x"})
    respondent.answer("comment", {"comment": apart})
    respondent.send()

    assert (fits.status_code, too_long.status_code) == (303, 422)
    assert composed in session().scalars(select(InboxRow.body)).one()


@pytest.mark.parametrize(
    "change",
    [
        {"a.overall": "6"},
        {"a.overall": ["4", "5"]},
        {"a.nothing": "1"},
        {"a.comment": "x" * 501},
        {"a.comment": "a\x00"},
        {"language": "fr"},
        {"language": ""},
        {"token": ""},
        {"token": "đoán"},
        {"uuid": ""},
        {"uuid": "x"},
        {"uuid": "6f2c1d1e-6a0e-4c6c-9b46-0a3b8d3b7c11"},
    ],
    ids=str,
)
def test_a_submission_that_was_tampered_with_is_not_counted(respondent, change):
    at_the_comment(respondent)

    response = respondent.send(respondent.review() | change)

    assert response.status_code == 400
    assert "Nothing of it was counted." in response.text
    assert kept() == 0


def test_a_submission_without_a_required_answer_leads_back(respondent):
    at_the_comment(respondent)
    fields = respondent.review()
    del fields["a.overall"]

    response = respondent.send(fields)

    assert response.location == respondent.url("review")
    assert kept() == 0


def test_an_item_of_another_page_is_refused(respondent):
    respondent.begin()

    assert respondent.answer("overall", {"comment": "x"}).status_code == 400


def test_what_cannot_be_read_on_a_page_that_is_not_asked_leads_on(respondent):
    respondent.begin()
    respondent.answer("overall", {"overall": 5})
    token = respondent.review()["token"]

    response = respondent.browser.post(
        respondent.url("page", page_name="reasons"),
        data={"token": token, "a.reasons": "x"},
    )

    assert response.status_code == 303
    assert response.location == respondent.url("page", page_name="comment")


def test_a_page_without_its_token_is_refused(respondent):
    respondent.begin()

    response = respondent.browser.post(
        respondent.url("page", page_name="overall"), data={"a.overall": "5"}
    )

    assert response.status_code == 400


@pytest.mark.parametrize("endpoint", ["start", "submit"])
def test_a_post_of_another_site_is_refused(respondent, endpoint):
    at_the_comment(respondent)

    response = respondent.browser.post(
        respondent.url(endpoint),
        data=respondent.review(),
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert response.status_code == 400
    assert kept() == 0


@pytest.mark.parametrize("page", ["overall", "comment"])
def test_too_much_at_once_is_refused(respondent, page):
    at_the_comment(respondent)

    long = respondent.browser.post(
        respondent.url("page", page_name=page), data={"a.comment": "x" * 70_000}
    )
    many = respondent.browser.post(
        respondent.url("page", page_name=page),
        data={f"a.{n}": "" for n in range(2_000)},
        content_type="multipart/form-data",
    )

    assert (long.status_code, many.status_code) == (413, 413)


@pytest.mark.parametrize("counter", ["0", "100", "-3", "x", "٣", "1" * 5000, "\x00"])
def test_a_counter_that_cannot_be_is_ignored(respondent, counter):
    respondent.begin(counter=counter)
    respondent.answer("overall", {"overall": 5})

    respondent.send()

    assert session().scalars(select(InboxRow.counter)).one() is None


@pytest.mark.parametrize("cookie", ["x", "AAAA", "%00", "a" * 3000])
def test_a_broken_cookie_is_no_draft(respondent, cookie):
    respondent.browser.set_cookie("draft", cookie, path=respondent.url("start"))

    assert respondent.open("overall").status_code == 410
    assert respondent.open().status_code == 200


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.binary(max_size=300), prefix=st.sampled_from(["", "a.comment=", "a."]))
def test_no_bytes_are_ever_an_error_of_ours(respondent, body, prefix):
    token = at_the_comment(respondent)["token"]

    for endpoint, values in (
        ("page", {"page_name": "comment"}),
        ("start", {}),
        ("submit", {}),
    ):
        response = respondent.browser.post(
            respondent.url(endpoint, **values),
            data=f"token={quote(token)}&{prefix}".encode() + body,
            content_type=FORM,
        )
        assert response.status_code < 500
    assert kept() == 0
