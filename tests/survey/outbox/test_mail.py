import email
import ssl
from datetime import datetime
from email.policy import default
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat
from structlog.testing import capture_logs

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
        (Postman(to_recipient="550 5.1.1 no such mailbox"), Problem.REFUSED_ADDRESS),
        (Postman(to_recipient="553 5.1.10 takes no mail"), Problem.REFUSED_ADDRESS),
        (Postman(to_recipient="550 no such mailbox"), Problem.REFUSED_US),
        (Postman(to_recipient="550 5.7.1 listed at 5.1.1.0"), Problem.REFUSED_US),
        (Postman(to_recipient="550 5.1.8 bad sender"), Problem.REFUSED_US),
        (Postman(to_recipient="552 5.2.2 mailbox full"), Problem.REFUSED_US),
        (Postman(to_recipient="554 5.1.1 rejected"), Problem.REFUSED_US),
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


def test_nothing_leaves_this_machine_in_the_clear(monkeypatch):
    monkeypatch.setattr(mail, "LOOPBACK", set())
    postman = Postman(password="right")

    with capture_logs() as logs:
        outcome = hand_over(postman)

    assert outcome.problem is Problem.REFUSED_US
    assert "no STARTTLS" in logs[0]["event"]
    assert (postman.logins, postman.mails) == (0, [])


def test_a_server_that_offers_starttls_is_told_everything(monkeypatch, certificate):
    trusting = ssl.create_default_context(cafile=certificate)
    trusting.check_hostname = False
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    monkeypatch.setattr(mail, "LOOPBACK", set())
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    postman = Postman(password="right", tls=tls)

    assert hand_over(postman).state is MessageState.SENT
    assert (postman.logins, len(postman.mails)) == (1, 1)


@pytest.fixture
def certificate(tmp_path) -> Path:
    """A file with a key and a certificate that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2100, 1, 1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = tmp_path / "mail.pem"
    private = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


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
