"""The roles in words: what they are called and what their holder does."""

from survey.accounts.models import Role
from survey.i18n import lazy_gettext as _l

NAMES = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.DESIGNER: _l("Survey designer"),
    Role.FIELDWORK_MANAGER: _l("Fieldwork manager"),
    Role.INTERVIEWER: _l("Interviewer"),
    Role.CLERK: _l("First clerk"),
    Role.SECOND_CLERK: _l("Second clerk"),
    Role.ANALYST: _l("Analyst"),
    Role.APPROVER: _l("Approver"),
    Role.AUDITOR: _l("Integrity auditor"),
    Role.VIEWER: _l("Agency viewer"),
    Role.DATA_PROTECTION: _l("Data protection officer"),
}
BOXES = {
    Role.ADMINISTRATOR: _l("Administrator: manages accounts and reads the audit log"),
    Role.DESIGNER: _l("Survey designer: prepares waves and drafts publications"),
    Role.FIELDWORK_MANAGER: _l(
        "Fieldwork manager: codes, kiosks and paper slips of the offices"
    ),
    Role.INTERVIEWER: _l("Interviewer: visits people who were drawn for a survey"),
    Role.CLERK: _l("First clerk: enters paper forms"),
    Role.SECOND_CLERK: _l("Second clerk: enters the same paper forms again"),
    Role.ANALYST: _l("Analyst: reads figures before they are published"),
    Role.APPROVER: _l("Approver: approves what a designer has drafted"),
    Role.AUDITOR: _l(
        "Integrity auditor: reads the audit log, follows doubtful answers"
    ),
    Role.VIEWER: _l("Agency viewer: reads the results of the own agency"),
    Role.DATA_PROTECTION: _l(
        "Data protection officer: sees who has access and what was done with data"
    ),
}


# Who does what in an office of so many people; no two of them undo a duty.
OFFICES: dict[int, list[tuple[Role, ...]]] = {
    3: [
        (Role.ADMINISTRATOR, Role.DATA_PROTECTION),
        (Role.DESIGNER, Role.FIELDWORK_MANAGER, Role.CLERK),
        (Role.APPROVER, Role.AUDITOR, Role.SECOND_CLERK),
    ],
    5: [
        (Role.ADMINISTRATOR,),
        (Role.DESIGNER, Role.ANALYST),
        (Role.FIELDWORK_MANAGER, Role.CLERK),
        (Role.APPROVER, Role.SECOND_CLERK),
        (Role.AUDITOR, Role.DATA_PROTECTION),
    ],
    10: [(role,) for role in Role if role is not Role.VIEWER],
}


def position(chosen: str) -> tuple[Role, ...]:
    """Return the roles of a position such as `3-2`; none for anything else."""
    size, _dash, place = chosen.partition("-")
    if not (size.isdecimal() and place.isdecimal()):
        return ()
    positions = OFFICES.get(int(size), [])
    return positions[int(place) - 1] if 0 < int(place) <= len(positions) else ()


def role_name(role: Role) -> str:
    """Return what people call the role."""
    return str(NAMES[role])
