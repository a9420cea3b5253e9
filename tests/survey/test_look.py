import pytest

from survey.look import Look, read_look


@pytest.mark.parametrize("written", ["0n", "1n", "2h"])
def test_a_look_is_read_as_it_was_written(written):
    assert str(read_look(written)) == written


@pytest.mark.parametrize("written", ["", "3h", "1x", "1", "1hh", "٢h"])
def test_what_is_no_look_changes_nothing(written):
    assert read_look(written) == Look()


def test_a_look_is_marked_on_the_page():
    assert Look().classes == ""
    assert Look(2, high=True).classes == "size-2 high"


def test_a_choice_is_remembered_and_leaves_the_address(client):
    answer = client.get("/rate/?q=Xã+A&look=1h&lang=en")
    page = client.get(answer.location).text

    assert answer.status_code == 303
    assert answer.location == "/rate/?q=X%C3%A3+A&lang=en"
    assert '<html lang="en" class="size-1 high">' in page
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("look=1h;")
    assert "Path=/" in cookie
    assert "HttpOnly" not in cookie  # scripts change it without a request


def test_a_look_leads_to_no_other_host(client):
    for path in ("//example.org/", "/\\example.org"):
        location = client.get(path, query_string={"look": "1h"}).location or "/"
        assert not location.startswith(("//", "/\\", "http"))


def test_every_button_carries_the_whole_look_it_leads_to(client):
    client.set_cookie("look", "1h")

    page = client.get("/rate/?lang=en").text

    for value, pressed in (("0h", "false"), ("1h", "true"), ("2h", "false")):
        assert f'value="{value}" aria-pressed="{pressed}" data-size' in page
    assert '<button name="look" value="1n" aria-pressed="true">' in page


def test_the_buttons_keep_what_the_address_asked_for(client):
    page = client.get("/rate/?q=An+Tường&lang=en").text

    assert '<input type="hidden" name="q" value="An Tường">' in page
