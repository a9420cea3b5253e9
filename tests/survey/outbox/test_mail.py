import email
from email.policy import default

import pytest

from survey.channels import MailServer
from survey.outbox import mail
from survey.outbox.content import Content, Words
from survey.outbox.models import MessageState, Problem
from survey.outbox.rules import Outcome
from tests.survey.outbox.factories import EMAIL
from tests.survey.outbox.providers import SENDER, Postman, delivering, free_port

CONTENT = Content(EMAIL, Words("Kính gửi Ông/Bà,\n\nMời đánh giá.\n", "Mời đánh giá"))


def hand_over(postman: Postman) -> Outcome:
    with delivering(postman) as server:
        return mail.send(server, "abc", CONTENT)


def test_a_mail_is_plain_vietnamese_text_that_every_program_reads():
    postman = Postman()

    outcome = hand_over(postman)

    read = email.message_from_bytes(postman.mails[0], policy=default)
    assert outcome.state is MessageState.SENT
    assert postman.recipients == [EMAIL]
    assert read["Subject"] == "Mời đánh giá"
    assert read["From"] == SENDER
    assert read["Message-ID"] == "<abc@laichau.gov.vn>"
    assert read.get_content_type() == "text/plain"
    assert read.get_content().replace("\r", "") == CONTENT.words.text
    assert postman.mails[0].isascii()


@pytest.mark.parametrize(
    ("postman", "problem"),
    [
        (Postman(to_recipient="550 no such mailbox"), Problem.REFUSED_ADDRESS),
        (Postman(to_recipient="450 come back later"), Problem.UNREACHABLE),
        (Postman(to_data="554 we do not know you"), Problem.REFUSED_US),
        (Postman(to_data="451 disk full"), Problem.UNREACHABLE),
        (Postman(to_data="hang up"), Problem.UNKNOWN),
    ],
)
def test_a_refusal_is_told_by_its_kind(postman, problem):
    outcome = hand_over(postman)

    assert (outcome.state, outcome.problem) == (MessageState.FAILED, problem)


def test_a_server_that_asks_who_we_are_is_told():
    assert hand_over(Postman(password="right")).state is MessageState.SENT


def test_a_server_that_does_not_know_our_password_takes_nothing():
    postman = Postman(password="right")
    with delivering(postman) as server:
        wrong = MailServer(server.host, server.port, SENDER, "hailong", "wrong")
        outcome = mail.send(wrong, "abc", CONTENT)

    assert outcome.problem is Problem.REFUSED_US
    assert postman.mails == []


def test_a_server_that_is_away_is_tried_again_later():
    away = MailServer("127.0.0.1", free_port(), SENDER)

    assert mail.send(away, "abc", CONTENT).problem is Problem.UNREACHABLE


def test_a_subject_cannot_bring_further_headers():
    made = mail.make_mail(
        MailServer("127.0.0.1", 25, SENDER),
        "abc",
        Content(EMAIL, Words("…", "Mời\r\nBcc: all@example.vn")),
    )

    assert made["Subject"] == "Mời Bcc: all@example.vn"
    assert made["Bcc"] is None
