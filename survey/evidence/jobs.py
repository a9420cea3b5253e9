"""The nightly check and signature. The check runs before anything is released."""

from datetime import date

import structlog

from survey.audit.service import record
from survey.database import transaction
from survey.evidence import checking, roots
from survey.evidence.errors import EvidenceBroken
from survey.i18n import gettext as _

log = structlog.get_logger()


def check(_day: date) -> str:
    """Compare everything with the newest signed document.

    Raises
    ------
    EvidenceBroken
        With everything that does not stand as it was signed.
    """
    faults = checking.find_faults()
    with transaction():
        record("job:evidence.check", "evidence.check", "roots", faults=len(faults))
    if faults:
        log.error("the evidence does not hold", faults=len(faults))
        raise EvidenceBroken(faults)
    return _("Log and released answers stand as they were signed.")


def sign(day: date) -> str:
    """Sign how everything stands after the night's release."""
    with transaction():
        signed = roots.find(day)
        if signed is None:
            record("job:evidence.sign", "evidence.sign", f"root:{day}")
            signed = roots.sign_day(day)
    return _("Signed: %(digest)s", digest=signed.digest)
