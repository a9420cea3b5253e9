"""Files of visits, and what became of them."""

from sqlalchemy import select

from survey.database import session, transaction
from survey.invitations import inviting, reminding
from survey.invitations.inviting import Plan, Reading
from survey.invitations.models import Invitation
from survey.waves.models import Wave

HEAD = "visited_on,office,phone,email,language"
VISIT = "2026-11-04,03500,0912345678,,"


def file_of(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines, "")).encode()


def read(wave: Wave, *lines: str, **values: object) -> Reading:
    file = values.pop("file", None) or file_of(*lines)
    return inviting.read(file, Plan(wave=wave, **values), at_most=1000)


def invite(wave: Wave, *lines: str, **values: object) -> int:
    plan = Plan(wave=wave, **values)
    with transaction():
        return inviting.invite(read(wave, *lines, **values).visits, plan)


def remind() -> None:
    session().rollback()
    with transaction():
        reminding.remind()


def all_invitations() -> list[Invitation]:
    session().rollback()
    return list(session().scalars(select(Invitation)))
