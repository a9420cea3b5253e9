from survey.errors import SurveyError
from survey.i18n import gettext as _


class OutboxError(SurveyError):
    """Parent of what may be refused about messages."""


class ReportNotTrusted(OutboxError):
    """A report of delivery that no gateway of ours has signed, or an old one."""

    def __str__(self) -> str:
        return _("This report is not signed by a gateway that is set up here.")


class VaultIsShut(OutboxError):
    """The key of the vault is not on this machine, so nothing can be sent."""

    def __str__(self) -> str:
        return _(
            "The key of the vault (vault.key) is missing in the folder of the keys, "
            "so no message can be sent. Take it out of a backup."
        )
