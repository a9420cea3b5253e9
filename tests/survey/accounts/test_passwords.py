import unicodedata

import pytest
from argon2 import extract_parameters

from survey.accounts import passwords
from survey.accounts.errors import (
    PasswordHoldsUsername,
    PasswordIsCommon,
    PasswordRepeats,
    PasswordTooLong,
    PasswordTooShort,
)


@pytest.mark.parametrize(
    "password",
    ["chín con trâu qua suối", "fifteen-letters", "toi thich an pho bo tai chin"],
)
def test_a_long_password_needs_no_digits_or_signs(password):
    passwords.check_strength(password, "lan.nguyen")


def test_fourteen_characters_are_too_few():
    with pytest.raises(PasswordTooShort):
        passwords.check_strength("zebra-lamp-oak", "lan")


def test_length_counts_letters_and_not_their_parts():
    fourteen = unicodedata.normalize("NFD", "ếộữậểớỳắịỏẽờựặ")

    with pytest.raises(PasswordTooShort):
        passwords.check_strength(fourteen, "lan")


def test_a_password_longer_than_anybody_types_is_refused():
    with pytest.raises(PasswordTooLong):
        passwords.check_strength("x y z 1 2 3 " * 22, "lan")


@pytest.mark.parametrize(
    "password", ["aaaaaaaaaaaaaaaa", "1212341212341212", "sóngsóngsóngsóng"]
)
def test_few_characters_over_and_over_are_refused(password):
    with pytest.raises(PasswordRepeats):
        passwords.check_strength(password, "lan")


@pytest.mark.parametrize("password", ["lan.nguyen-lan.nguyen-1", "LAN NGUYEN 123456"])
def test_a_password_made_of_the_user_name_is_refused(password):
    with pytest.raises(PasswordHoldsUsername):
        passwords.check_strength(password, "lan.nguyen")


@pytest.mark.parametrize(
    "password",
    [
        "Mật khẩu 123456789",
        "matkhau@matkhau#2026",
        "Độc lập Tự do Hạnh phúc",
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "Sở Nội vụ Lai Châu 2026",
        "password123456789",
        "qwertyuiopasdfghjkl",
        "123456789012345",
        "lan.nguyen@matkhau2026",
    ],
)
def test_a_password_made_of_what_everybody_tries_is_refused(password):
    with pytest.raises(PasswordIsCommon):
        passwords.check_strength(password, "lan.nguyen")


def test_a_password_is_right_however_the_keyboard_composes_it():
    stored = passwords.hash_of(unicodedata.normalize("NFC", "chín con trâu qua suối"))

    typed = unicodedata.normalize("NFD", "chín con trâu qua suối")

    assert passwords.is_right(stored, typed)


def test_another_password_is_wrong():
    assert not passwords.is_right(passwords.hash_of("one of two long ones"), "other")


def test_where_no_password_is_stored_none_is_right():
    assert not passwords.is_right(None, "")


def test_an_unknown_user_costs_as_much_as_a_known_one():
    known = extract_parameters(passwords.hash_of("any long password"))

    assert extract_parameters(passwords.DECOY) == known
    assert (known.memory_cost, known.time_cost, known.parallelism) == (47104, 1, 1)


def test_a_text_that_is_far_too_long_is_not_even_hashed():
    assert not passwords.is_right(None, "x" * 60_000)
