"""How a telephone number or an e-mail address is written, and found again.

An address is kept only in the vault. Beside it stands a tag of its one normal
spelling, so that the same person is not written to twice, and never again once
she has said so.
"""

import re
import unicodedata

from survey import keys
from survey.errors import SurveyError
from survey.i18n import gettext as _

TAG_BYTES = 16
LONGEST_EMAIL = 254
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@([a-z0-9-]+\.)+[a-z]{2,}")
# What people and spreadsheets put between the digits.
SEPARATORS = re.compile(r"[\s.()–-]+")
# However the country is named, or not at all.
COUNTRY = re.compile(r"^(\+840?|00840?|840?(?=\d{9,10}$)|0|(?=[35789]\d{8}$))")
MOBILE = re.compile(r"\+84[35789]\d{8}")
LANDLINE = re.compile(r"\+842\d{8,9}")


class NotReachable(SurveyError):
    """What was written is neither a telephone number nor an e-mail address."""

    def __str__(self) -> str:
        return _(
            "This is neither a telephone number of Viet Nam nor an e-mail address."
        )


def normal_email(typed: str) -> str:
    """Return an e-mail address in its one normal spelling, or `NotReachable`."""
    address = unicodedata.normalize("NFC", typed).strip().lower()
    local = address.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in address
    if len(address) > LONGEST_EMAIL or dots or not EMAIL.fullmatch(address):
        raise NotReachable
    return address


def normal_phone(typed: str, *, mobile: bool = False) -> str:
    """Return a Vietnamese number as `+84912345678`, or raise `NotReachable`.

    Parameters
    ----------
    typed : str
        With or without the country's number, spaces and dots. A spreadsheet may
        have eaten the zero in front.
    mobile : bool
        Refuse a landline, which takes no messages.
    """
    digits = SEPARATORS.sub("", unicodedata.normalize("NFC", typed))
    number = COUNTRY.sub("+84", digits, count=1)
    if MOBILE.fullmatch(number) or (not mobile and LANDLINE.fullmatch(number)):
        return number
    raise NotReachable


def normal_contact(typed: str) -> str:
    """Return whatever was written in its normal spelling, or `NotReachable`."""
    return normal_email(typed) if "@" in typed else normal_phone(typed)


def address_tag(address: str) -> bytes:
    """Return the tag under which a normal address is found again."""
    return keys.tag("address", address.encode())[:TAG_BYTES]
