import pytest

from survey.contacts import (
    NotReachable,
    address_tag,
    normal_contact,
    normal_email,
    normal_phone,
)


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        " 0912 345 678 ",
        "0912.345-678",
        "+84912345678",
        "+84 (0) 912 345 678",
        "84912345678",
        "0084912345678",
        "912345678",  # a spreadsheet has eaten the zero
    ],
)
def test_a_mobile_number_has_one_spelling(typed):
    assert normal_phone(typed, mobile=True) == "+84912345678"


def test_a_landline_takes_calls_but_no_messages():
    assert normal_phone("0213 3876 543") == "+842133876543"
    with pytest.raises(NotReachable):
        normal_phone("0213 3876 543", mobile=True)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "113",
        "091234567",
        "09123456789",
        "+1 202 555 0123",
        "9,12E+08",
        "０９１２３４５６７８",
    ],
)
def test_what_is_no_vietnamese_number_is_refused(typed):
    with pytest.raises(NotReachable):
        normal_phone(typed)


def test_an_email_address_has_one_spelling():
    assert normal_email(" Ba.Lo@Example.VN ") == "ba.lo@example.vn"
    assert normal_contact("Ba.Lo@Example.VN") == "ba.lo@example.vn"
    assert normal_contact("0912 345 678") == "+84912345678"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "a@b",
        "a b@example.vn",
        "a@example.vn, b@example.vn",
        "a@example.vn\nBcc: b@example.vn",
        "..@example.vn",
        "bà@example.vn",
        f"{'a' * 250}@example.vn",
    ],
)
def test_what_is_no_email_address_is_refused(typed):
    with pytest.raises(NotReachable):
        normal_email(typed)


def test_a_tag_finds_an_address_again_and_tells_nothing_of_it(app):
    tag = address_tag("+84912345678")

    assert tag == address_tag(normal_phone("0912345678"))
    assert tag != address_tag("+84912345679")
    assert len(tag) == 16
