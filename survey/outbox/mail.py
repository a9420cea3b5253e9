"""Handing an e-mail to a mail server."""

import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import structlog

from survey import clock
from survey.channels import LOOPBACK, MailServer
from survey.outbox.content import Content
from survey.outbox.models import MessageState, Problem
from survey.outbox.rules import Outcome, away, failed

log = structlog.get_logger()

PATIENCE = 20.0  # seconds
IMPLICIT_TLS = 465
# What a server says of a mailbox that is not there (RFC 3463); 5.1.7 and 5.1.8
# speak of the sender's.
NO_MAILBOX = {550, 551, 553}
OF_THE_MAILBOX = re.compile(rb"5\.1\.(?![78]\b)\d{1,3}\b")


class NotEncrypted(smtplib.SMTPException):
    """The server can be spoken to only in the clear."""


def send(server: MailServer, name: str, content: Content) -> Outcome:
    """Hand a mail over, and say what the server answers."""
    try:
        smtp = _connect(server)
    except (OSError, smtplib.SMTPException):
        return away()
    try:
        _introduce(smtp, server)
        return _hand_over(smtp, server, name, content)
    except NotEncrypted:
        log.error("mail server offers no STARTTLS, so nothing is sent to it")
        return failed(Problem.REFUSED_US)
    except smtplib.SMTPAuthenticationError:
        return failed(Problem.REFUSED_US)
    except (OSError, smtplib.SMTPException):
        return away()
    finally:
        _take_leave(smtp)


def _take_leave(smtp: smtplib.SMTP) -> None:
    # The mail was taken or not; a farewell that fails changes nothing of that.
    with suppress(OSError, smtplib.SMTPException):
        smtp.quit()
    smtp.close()


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.port == IMPLICIT_TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=PATIENCE, context=context
        )
    return smtplib.SMTP(server.host, server.port, timeout=PATIENCE)


def _introduce(smtp: smtplib.SMTP, server: MailServer) -> None:
    smtp.ehlo()
    if smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    if not isinstance(smtp.sock, ssl.SSLSocket) and server.host not in LOOPBACK:
        raise NotEncrypted
    if server.user:
        smtp.login(server.user, server.password)


def _hand_over(
    smtp: smtplib.SMTP, server: MailServer, name: str, content: Content
) -> Outcome:
    mail = make_mail(server, name, content)
    code, _words = smtp.mail(server.sender)
    if code >= 400:
        return failed(Problem.REFUSED_US) if code >= 500 else away()
    code, words = smtp.rcpt(content.address)
    if code >= 400:
        return failed(_problem_of_recipient(code, words))
    try:
        code, _words = smtp.data(mail.as_bytes(policy=SMTP))
    except smtplib.SMTPDataError:
        return failed(Problem.UNREACHABLE)  # refused before the words were sent
    except (OSError, smtplib.SMTPException):
        return failed(Problem.UNKNOWN)  # the words are out, the answer is lost
    if code >= 400:
        return failed(Problem.REFUSED_US if code >= 500 else Problem.UNREACHABLE)
    return Outcome(state=MessageState.SENT)


def _problem_of_recipient(code: int, words: bytes) -> Problem:
    # Servers say 550 also where they do not like us or the mail.
    if code in NO_MAILBOX and OF_THE_MAILBOX.match(words):
        return Problem.REFUSED_ADDRESS
    return Problem.REFUSED_US if code >= 500 else Problem.UNREACHABLE


def make_mail(server: MailServer, name: str, content: Content) -> EmailMessage:
    """Return the mail; sent twice, it carries the same Message-ID."""
    mail = EmailMessage()
    mail["From"] = server.sender
    mail["To"] = content.address
    mail["Subject"] = " ".join(content.words.subject.split())
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{name}@{server.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    # Not every server takes eight bits.
    mail.set_content(content.words.text, cte="quoted-printable")
    return mail
