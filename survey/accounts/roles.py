"""The roles in words: what they are called and what their holder does."""

from survey.accounts.models import Role
from survey.i18n import lazy_gettext as _l

NAMES = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.DESIGNER: _l("Survey designer"),
    Role.APPROVER: _l("Approver"),
}
BOXES = {
    Role.ADMINISTRATOR: _l("Administrator: manages accounts and reads the audit log"),
    Role.DESIGNER: _l("Survey designer: prepares waves and drafts publications"),
    Role.APPROVER: _l("Approver: approves what a designer has drafted"),
}


def role_name(role: Role) -> str:
    """Return what people call the role."""
    return str(NAMES[role])
