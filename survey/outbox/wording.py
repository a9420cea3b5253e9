"""Channels and problems in words for staff."""

from flask import Blueprint

from survey.channels import Channel
from survey.i18n import lazy_gettext as _l
from survey.outbox.models import Problem

CHANNELS = {
    Channel.SMS: _l("SMS"),
    Channel.ZALO: _l("Zalo"),
    Channel.EMAIL: _l("E-mail"),
}
SET_UP_BY = {
    Channel.SMS: "SMS_GATEWAY_URL",
    Channel.ZALO: "ZALO_GATEWAY_URL",
    Channel.EMAIL: "SMTP_HOST",
}
PROBLEMS = {
    Problem.UNREACHABLE: _l("the gateway or mail server did not answer"),
    Problem.REFUSED_US: _l(
        "the gateway or mail server refused our account or the message, or the mail "
        "server offers no encryption"
    ),
    Problem.REFUSED_ADDRESS: _l("no such number or mailbox"),
    Problem.NOT_DELIVERED: _l("taken, but it did not reach the person"),
    Problem.UNKNOWN: _l("interrupted: it may have arrived or not"),
    Problem.UNREADABLE: _l("the vault does not open it"),
    Problem.OPTED_OUT: _l("does not want messages"),
    Problem.TOO_LATE: _l("its time had passed"),
    Problem.BY_STAFF: _l("cancelled by staff"),
}


def channel_name(channel: Channel) -> str:
    """Return what people call the channel."""
    return str(CHANNELS[channel])


def problem_words(problem: Problem) -> str:
    """Return why a message did not arrive."""
    return str(PROBLEMS[problem])


def add_filters(bp: Blueprint) -> None:
    """Let every template call channels and problems by their names."""
    bp.add_app_template_filter(channel_name, "channel_name")
    bp.add_app_template_filter(problem_words, "problem_words")
