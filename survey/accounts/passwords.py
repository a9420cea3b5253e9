"""Passwords: which are refused, and how the others are kept."""

import re
import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from survey.accounts.errors import (
    PasswordHoldsUsername,
    PasswordIsCommon,
    PasswordRepeats,
    PasswordTooLong,
    PasswordTooShort,
)

SHORTEST = 15
LONGEST = 256  # more would only keep the hash function busy
FEWEST_DIFFERENT = 5
# What has to be left of a password once the guessable parts are taken out.
LEFT_OVER = 8

_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
# A flood of sign-ins may not take the memory and the processors of citizens.
_turns = BoundedSemaphore(2)

# The hash of a random secret nobody knows: an unknown user name takes as long
# to refuse as a wrong password.
DECOY = (
    "$argon2id$v=19$m=47104,t=1,p=1$"
    "lV1gB+V7NIhPj4Ul3si1lA$1Af5U9mmoShnciFLmL/gjH9kTin8TCQUQ32/ONxeg78"
)

# Without spaces, marks and capitals; what people and programs try first.
COMMON = (
    "conghoaxahoichunghiavietnam",
    "doclaptudohanhphuc",
    "trungtamphucvuhanhchinhcong",
    "hanhchinhcong",
    "uybannhandan",
    "bophanmotcua",
    "motcua",
    "sonoivu",
    "hailong",
    "laichau",
    "tuyenquang",
    "hagiang",
    "hochiminh",
    "hanoi",
    "vietnam",
    "matkhau",
    "dangnhap",
    "taikhoan",
    "quantri",
    "canbo",
    "khongbiet",
    "xinchao",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "giadinh",
    "mottrieu",
    "motchinhai",
    "administrator",
    "admin",
    "password",
    "passphrase",
    "passw0rd",
    "p4ssw0rd",
    "correcthorsebatterystaple",
    "letmein",
    "welcome",
    "iloveyou",
    "trustno1",
    "changeme",
    "sunshine",
    "football",
    "dragon",
    "monkey",
    "secret",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "abcdefgh",
    "abc123",
    "1234567890",
    "123456789",
    "12345678",
    "123456",
    "12345",
    "9876543210",
    "987654321",
    "2024",
    "2025",
    "2026",
    "2027",
)


def check_strength(password: str, username: str) -> None:
    """Raise the first reason why the password would be guessed, if any.

    Length is what counts; no composition of character classes is asked for.
    """
    password = _normal(password)
    if len(password) < SHORTEST:
        raise PasswordTooShort
    if len(password) > LONGEST:
        raise PasswordTooLong
    if _repeats(password):
        raise PasswordRepeats
    plain = _plain(password)
    if _is_made_of(plain, (_plain(username),)):
        raise PasswordHoldsUsername
    if _is_made_of(plain, (_plain(username), *COMMON)):
        raise PasswordIsCommon


def _repeats(password: str) -> bool:
    if len(set(password.casefold())) < FEWEST_DIFFERENT:
        return True
    # A text that fits into its own double before the end is a block, repeated.
    return (password + password).find(password, 1) < len(password)


def _is_made_of(plain: str, parts: tuple[str, ...]) -> bool:
    rest = plain
    for part in filter(None, parts):
        rest = rest.replace(part, "")
    return rest != plain and len(rest) < LEFT_OVER


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return re.sub(r"[^a-z0-9]", "", folded)


def _normal(password: str) -> str:
    # Keyboards send the same Vietnamese letter in one or in several characters.
    return unicodedata.normalize("NFC", password)


def hash_of(password: str) -> str:
    """Return what is stored in place of the password."""
    with _turns:
        return _hasher.hash(_normal(password))


def is_right(stored: str | None, password: str) -> bool:
    """Say whether the password is the stored one; nothing stored never is.

    Both answers take the same time.
    """
    if len(password) > LONGEST:
        return False
    try:
        with _turns:
            right = _hasher.verify(stored or DECOY, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None
