"""Somebody has to hear of it when a kiosk falls silent while people stand there.

Staff see it on their pages at any time; the office is written to, once a day.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby

from sqlalchemy import exists, select

from survey import clock
from survey.agencies.desk import desk_email
from survey.agencies.models import Unit
from survey.channels import Channel
from survey.database import session, transaction
from survey.i18n import gettext as _
from survey.i18n import ngettext
from survey.kiosks import rules, service
from survey.kiosks.models import Kiosk
from survey.kiosks.rules import KioskState
from survey.kiosks.wording import seen
from survey.outbox.content import Words
from survey.outbox.models import Message, MessageKind
from survey.outbox.service import enqueue


def watch(_today: date) -> str:
    """Write to the offices whose kiosks are silent, and say how many are."""
    if not rules.is_open(clock.local(clock.now())):
        return _("The offices are closed.")
    with transaction():
        silent = [one.kiosk for one in service.list_kiosks(KioskState.SILENT)]
        for _unit_id, kiosks in groupby(silent, lambda kiosk: kiosk.unit_id):
            _tell(list(kiosks))
    if not silent:
        return _("No kiosk is silent.")
    n = len(silent)
    return ngettext(
        "%(n)s kiosk is silent in office hours.",
        "%(n)s kiosks are silent in office hours.",
        n,
    )


def _tell(kiosks: list[Kiosk]) -> None:
    unit = kiosks[0].unit
    address = desk_email(unit)
    if address is not None and not _was_told_today(unit):
        enqueue(
            MessageKind.ALERT,
            Channel.EMAIL,
            address,
            _words(unit, kiosks),
            due_at=clock.now(),
            unit_id=unit.id,
        )


def _was_told_today(unit: Unit) -> bool:
    morning = datetime.combine(clock.today(), time(), clock.ZONE)
    told = exists().where(
        Message.kind == MessageKind.ALERT,
        Message.unit_id == unit.id,
        Message.wave_id.is_(None),  # what is about a wave tells of its results
        Message.due_at >= morning,
    )
    return bool(session().scalar(select(told)))


def _words(unit: Unit, kiosks: Iterable[Kiosk]) -> Words:
    lines = [
        _("– %(name)s: last heard of %(ago)s", name=kiosk.name, ago=seen(kiosk))
        for kiosk in kiosks
    ]
    text = _(
        "These kiosks at %(unit)s give no sign of life:\n\n%(kiosks)s\n\n"
        "Please look whether they have power and a network. Ratings that wait on "
        "a kiosk are not lost; they are sent as soon as it is on the network.",
        unit=unit.name,
        kiosks="\n".join(lines),
    )
    return Words(text=text, subject=_("A kiosk is silent: %(unit)s", unit=unit.name))
