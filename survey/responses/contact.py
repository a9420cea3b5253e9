"""A citizen asks the head of an office to call her: apart from any answer.

The request goes to the office's desk by e-mail and is nowhere else. Of when it
came the day is kept, and nothing leads from it to a form.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import url_for
from sqlalchemy import func, select

from survey import clock, keys
from survey.agencies.desk import codes_with_desk, desk_email
from survey.agencies.models import Unit
from survey.channels import Channel, is_set_up
from survey.contacts import NotReachable, normal_contact
from survey.database import session
from survey.i18n import VIETNAMESE
from survey.i18n import gettext as _
from survey.invitations.letters import office_name
from survey.outbox.content import Words
from survey.outbox.models import Message, MessageKind
from survey.outbox.rules import start_of
from survey.outbox.service import ID_BYTES, enqueue
from survey.responses.errors import DeskIsFull
from survey.responses.offices import list_offices
from survey.responses.visit import Visit

LONGEST_NAME, LONGEST_REACH, LONGEST_WORDS = 100, 254, 300
KEPT = timedelta(days=30)
A_DAY = 30  # requests to one office: a desk that drowns in them helps nobody

MAIL = """Kính gửi lãnh đạo {office},

Ngày {day}, một người dân nhờ lãnh đạo liên hệ lại trong ngày làm việc:

Họ và tên: {name}
Liên hệ qua: {reach}
Nội dung, thời gian thuận tiện: {words}

Yêu cầu này được gửi riêng, không kèm phiếu đánh giá nào. Thông tin trên chỉ dùng \
để liên hệ lại; xin xoá sau khi đã liên hệ.
"""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a citizen has written into the form."""

    name: str = ""
    reach: str = ""
    words: str = ""
    consent: bool = False

    def problems(self) -> dict[str, str]:
        """Return what is to be mended, by field."""
        found = {}
        if not self.name:
            found["name"] = _("Please write your name.")
        if not _is_reachable(self.reach):
            found["reach"] = _(
                "Please write a telephone number or an e-mail address, such as "
                "0912 345 678."
            )
        if len(self.words) > LONGEST_WORDS:
            found["words"] = _("Please use 300 characters at most.")
        if not self.consent:
            found["consent"] = _(
                "Without your consent the office may not call you. Please tick the "
                "box, or leave the page."
            )
        return found


def _is_reachable(typed: str) -> bool:
    try:
        return bool(normal_contact(typed))
    except NotReachable:
        return False


def is_offered(unit: Unit) -> bool:
    """Say whether citizens can ask this office for a call."""
    return is_set_up(Channel.EMAIL) and desk_email(unit) is not None


def contact_url(visit: Visit) -> str | None:
    """Return where the office of this form can be asked for a call, if it can."""
    if not is_offered(visit.unit):
        return None
    return url_for(
        "contacts.contact", wave_slug=visit.wave.slug, unit_code=visit.unit.code
    )


def codes_to_ask() -> set[str]:
    """Return the codes of the units that can be asked for a call now."""
    return codes_with_desk() if is_set_up(Channel.EMAIL) else set()


def offices_to_ask() -> list[tuple[str, str]]:
    """Return the offices that can be rated now and asked for a call.

    Each with the address of its page; a receipt does not know which office it
    is about.
    """
    asked = codes_to_ask()
    return [
        (
            office.name,
            url_for(
                "contacts.contact",
                wave_slug=office.forms[0].wave_slug,
                unit_code=office.forms[0].unit_code,
            ),
        )
        for offices in list_offices("").values()
        for office in offices
        if office.forms[0].unit_code in asked
    ]


def ask(visit: Visit, uuid: UUID, asking: Asking) -> None:
    """Send the request to the office's desk; the same one again changes nothing.

    Raises
    ------
    DeskIsFull
        If many have asked this office today.
    """
    key = keys.tag("contact request", uuid.bytes)[:ID_BYTES]
    desk = desk_email(visit.unit)
    if desk is None or session().get(Message, key) is not None:
        return
    today = clock.today()
    if _asked_today(visit.unit) >= A_DAY:
        raise DeskIsFull
    enqueue(
        MessageKind.CONTACT_REQUEST,
        Channel.EMAIL,
        desk,
        _words(visit.unit, asking),
        due_at=start_of(today),
        unit_id=visit.unit.id,
        kept_until=today + KEPT,
        key=key,
    )
    session().flush()


def _asked_today(unit: Unit) -> int:
    counted = session().scalar(
        select(func.count()).where(
            Message.kind == MessageKind.CONTACT_REQUEST,
            Message.unit_id == unit.id,
            Message.due_at == start_of(clock.today()),
        )
    )
    return counted or 0


def _words(unit: Unit, asking: Asking) -> Words:
    text = MAIL.format(
        office=office_name(unit, VIETNAMESE),
        day=f"{clock.today():%d/%m/%Y}",
        name=asking.name,
        reach=asking.reach,
        words=asking.words or "(không ghi)",
    )
    return Words(text, f"Người dân nhờ liên hệ lại: {unit.name}")
