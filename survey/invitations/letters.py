"""The words of invitations and reminders, by language and channel.

Vietnamese with its marks is not in the alphabet of plain SMS: 70 characters
would cost a message. So SMS goes without marks, and is two messages long as
soon as it carries two links.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey.agencies.models import Unit
from survey.agencies.service import slots_of
from survey.channels import Channel
from survey.i18n import VIETNAMESE
from survey.outbox.content import Words
from survey.outbox.models import MessageKind

PLAIN = str.maketrans("đĐ–“”’", 'dD-""\'')
ONE_SMS, PART_OF_SMS = 160, 153
# A name of a unit in the middle of a sentence: xã Mường Than.
SMALL = ("Xã ", "Phường ", "Đặc khu ")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What the words are about."""

    unit: Unit
    minutes: int
    expires_on: date
    link: str
    refusal: str  # the link that stops messages


SHORT: Mapping[str, Mapping[MessageKind, str]] = {
    "vi": {
        MessageKind.INVITATION: (
            "{office} kính mời Ông/Bà đánh giá: {link} Từ chối: {refusal}"
        ),
        MessageKind.REMINDER: (
            "{office} xin nhắc Ông/Bà một lần, mời đánh giá: {link} Từ chối: {refusal}"
        ),
    },
    "en": {
        MessageKind.INVITATION: (
            "{office} asks you to rate its service: {link} No messages: {refusal}"
        ),
        MessageKind.REMINDER: (
            "{office} reminds you, this once, to rate its service: {link} "
            "No messages: {refusal}"
        ),
    },
}

LONG = {
    "vi": (
        "Kính gửi Ông/Bà,\n\n"
        "{opening}\n\n"
        "{link}\n\n"
        "Mất khoảng {minutes} phút, đến hết ngày {day}. Không hỏi tên, số điện thoại. "
        "Không ai ở cơ quan biết Ông/Bà chấm thế nào; trả lời hay không đều không "
        "ảnh hưởng đến hồ sơ. Liên kết này dùng được một lần, xin đừng chuyển cho "
        "người khác.\n\n"
        "Không muốn nhận tin như thế này nữa: {refusal}\n\n"
        "Trân trọng cảm ơn."
    ),
    "en": (
        "Dear Sir or Madam,\n\n"
        "{opening}\n\n"
        "{link}\n\n"
        "It takes about {minutes} min, until {day}. We ask for no name and no "
        "telephone number. Nobody at the office learns how you rated; whether you "
        "answer changes nothing for your dossier. The link works once, please do not "
        "pass it on.\n\n"
        "If you want no more messages like this: {refusal}\n\n"
        "Thank you."
    ),
}
OPENINGS: Mapping[str, Mapping[MessageKind, str]] = {
    "vi": {
        MessageKind.INVITATION: (
            "{office} vừa phục vụ Ông/Bà và kính mời Ông/Bà cho ý kiến đánh giá:"
        ),
        MessageKind.REMINDER: (
            "{office} xin nhắc Ông/Bà một lần duy nhất: mời Ông/Bà cho ý kiến đánh giá "
            "về lần phục vụ vừa qua:"
        ),
    },
    "en": {
        MessageKind.INVITATION: (
            "{office} has served you and asks you to rate its service:"
        ),
        MessageKind.REMINDER: (
            "{office} reminds you, this once, to rate the service you had:"
        ),
    },
}
SUBJECTS = {
    "vi": "Mời Ông/Bà đánh giá việc phục vụ",
    "en": "How did the office serve you?",
}


def write(kind: MessageKind, channel: Channel, language: str, letter: Letter) -> Words:
    """Return the words for one person; a language without its own takes Vietnamese."""
    spoken = language if language in LONG else VIETNAMESE
    values = {
        "office": office_name(letter.unit, spoken),
        "minutes": letter.minutes,
        "day": f"{letter.expires_on:%d/%m/%Y}",
        "link": letter.link,
        "refusal": letter.refusal,
    }
    if channel is Channel.EMAIL:
        opening = OPENINGS[spoken][kind].format(**values)
        return Words(LONG[spoken].format(opening=opening, **values), SUBJECTS[spoken])
    text = SHORT[spoken][kind].format(**values)
    return Words(unmarked(text) if channel is Channel.SMS else text)


def office_name(unit: Unit, language: str) -> str:
    """Return what citizens call the counter of a unit."""
    name = unit.name
    if name.startswith(SMALL):
        name = name[0].lower() + name[1:]
    point = slots_of(unit, language)["service_point"]
    return f"{point} {name}" if language == VIETNAMESE else f"{name}, {point}"


def unmarked(text: str) -> str:
    """Return the text in the alphabet of plain SMS."""
    apart = unicodedata.normalize("NFD", text.translate(PLAIN))
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def sms_parts(text: str) -> int:
    """Return how many plain SMS a text without marks costs."""
    return 1 if len(text) <= ONE_SMS else -(-len(text) // PART_OF_SMS)
