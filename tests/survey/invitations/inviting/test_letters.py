from datetime import date

import pytest

from survey.agencies.models import Unit
from survey.channels import Channel
from survey.invitations import letters
from survey.invitations.letters import Letter, sms_parts, unmarked
from survey.outbox.models import MessageKind

# The alphabet of plain SMS, as far as it is ASCII.
PLAIN_SMS = set(
    "@$_ !\"#%&'()*+,-./0123456789:;<=>?\n\r"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
LETTER = Letter(
    unit=Unit(name="Đặc khu Đất Mũi – Phường Ngã Bảy"),
    minutes=1,
    expires_on=date(2026, 12, 4),
    link="https://hailong.laichau.gov.vn/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    refusal="https://hailong.laichau.gov.vn/o/abcdefghijklmnopqrstuvwxyz-_0123",
)


@pytest.mark.parametrize("kind", [MessageKind.INVITATION, MessageKind.REMINDER])
@pytest.mark.parametrize("language", ["vi", "en", "hmn"])
def test_an_sms_keeps_to_the_plain_alphabet_and_to_two_parts(kind, language):
    words = letters.write(kind, Channel.SMS, language, LETTER)

    assert set(words.text) <= PLAIN_SMS
    assert LETTER.link in words.text
    assert LETTER.refusal in words.text
    assert sms_parts(words.text) == 2


@pytest.mark.parametrize("channel", [Channel.ZALO, Channel.EMAIL])
def test_other_channels_keep_the_marks(channel):
    words = letters.write(MessageKind.INVITATION, channel, "vi", LETTER)

    assert "Ông/Bà" in words.text
    assert "đặc khu Đất Mũi" in words.text
    assert LETTER.refusal in words.text


def test_only_a_mail_has_a_subject():
    mail = letters.write(MessageKind.INVITATION, Channel.EMAIL, "en", LETTER)
    sms = letters.write(MessageKind.INVITATION, Channel.SMS, "en", LETTER)

    assert mail.subject == "How did the office serve you?"
    assert "04/12/2026" in mail.text
    assert sms.subject == ""


def test_marks_fall_away_and_letters_stay():
    assert unmarked("Đường đi Mường Tè – “Ông/Bà”") == 'Duong di Muong Te - "Ong/Ba"'


@pytest.mark.parametrize(("length", "parts"), [(160, 1), (161, 2), (306, 2), (307, 3)])
def test_an_sms_is_counted_as_providers_count_it(length, parts):
    assert sms_parts("x" * length) == parts
