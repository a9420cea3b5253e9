from uuid import UUID, uuid4

import pytest
from werkzeug.datastructures import Headers

from survey.responses.errors import FormNotTrusted
from survey.responses.trust import check_origin, check_token, read_uuid, token_of

OWN = "http://127.0.0.1:8000"


def test_a_token_is_good_for_its_own_form_only(app):
    uuid = uuid4()
    token = token_of(uuid, "wave/unit")

    check_token(uuid, "wave/unit", token)

    for other, form in ((uuid4(), "wave/unit"), (uuid, "wave/other")):
        with pytest.raises(FormNotTrusted):
            check_token(other, form, token)


@pytest.mark.parametrize("token", ["", "đoán mò", "\x00", "a" * 10_000])
def test_a_guessed_token_is_refused(app, token):
    with pytest.raises(FormNotTrusted):
        check_token(uuid4(), "wave/unit", token)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no uuid",
        "{6f2c1d1e-6a0e-4c6c-9b46-0a3b8d3b7c11}",
        "6F2C1D1E-6A0E-4C6C-9B46-0A3B8D3B7C11",
        "6f2c1d1e6a0e4c6c9b460a3b8d3b7c11",
        str(UUID(int=0)),
        "49533308-e923-11f1-bebd-02fc00000001",
    ],
)
def test_only_a_random_uuid_as_we_write_it_is_read(text):
    with pytest.raises(FormNotTrusted):
        read_uuid(text)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": OWN},
        {"Sec-Fetch-Site": "none"},
        {"Origin": OWN},
    ],
)
def test_a_post_of_our_own_page_is_let_in(headers):
    check_origin(Headers(headers), OWN)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://example.org"},
    ],
)
def test_a_post_of_another_site_is_refused(headers):
    with pytest.raises(FormNotTrusted):
        check_origin(Headers(headers), OWN)
