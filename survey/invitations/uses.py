"""Using a code: once; with its receipt also to replace or take back the form.

The way from a code to the row in the inbox is hidden under a tag of code and
receipt. Whoever has both finds it until the release; nobody else ever does.
"""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update

from survey import clock, keys
from survey.database import add_unless_there, session
from survey.invitations.codes import code_tag
from survey.invitations.errors import (
    CodeExpired,
    CodeOfAnotherForm,
    CodeUnknown,
    CodeUsed,
    NothingToReplace,
)
from survey.invitations.models import AccessCode, CodeBatch, CodeReport, CodeUse

KEY_BYTES = 32
PLAINLY = {"synchronize_session": False}


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form on its way in, as far as its code is concerned."""

    wave_id: int
    unit_id: int
    receipt: str
    inbox_key: bytes


def burn(code: str, form: Form) -> None:
    """Use a code for this form; of any number of senders at once one gets through.

    Raises
    ------
    InvitationError
        If the code is unknown, of another form, expired, called back or used.
    """
    _check_usable(code, form)
    if not add_unless_there(_use(code, form)):
        raise CodeUsed


def replace(code: str, receipt: str, form: Form) -> bytes:
    """Let this form take the place of the one with `receipt`; return that one's key.

    Of two who replace the same form at once one gets through.
    """
    _check_usable(code, form)
    earlier = get_inbox_key(code, receipt)
    use = _use(code, form)
    moved = (
        update(CodeUse)
        .where(_is_use(code, receipt))
        .values(receipt_tag=use.receipt_tag, locator=use.locator)
    )
    _change_one(moved)
    return earlier


def give_back(code: str, receipt: str) -> bytes:
    """Let the code be used once more; return the key of the form that it let in."""
    earlier = get_inbox_key(code, receipt)
    _change_one(delete(CodeUse).where(_is_use(code, receipt)))
    return earlier


def get_inbox_key(code: str, receipt: str) -> bytes:
    """Return the key of the row in the inbox that code and receipt lead to.

    Whether the row is still there is for the inbox to say.

    Raises
    ------
    NothingToReplace
        If code and receipt do not belong together, or lead nowhere any more.
    """
    locator = session().scalar(select(CodeUse.locator).where(_is_use(code, receipt)))
    if not locator:
        raise NothingToReplace
    return _masked(code, receipt, locator)


def report(code: str) -> None:
    """Note that somebody says that this used code was not used by her; once."""
    add_unless_there(CodeReport(code_tag=code_tag(code), reported_on=clock.today()))


def _check_usable(code: str, form: Form) -> None:
    # Whoever calls the code back at the same time waits for us, or we for him.
    found = session().execute(
        select(
            AccessCode.void, CodeBatch.wave_id, CodeBatch.unit_id, CodeBatch.expires_on
        )
        .join(CodeBatch, CodeBatch.id == AccessCode.batch_id)
        .where(AccessCode.code_tag == code_tag(code))
        .with_for_update(read=True, of=AccessCode)
    )
    known = found.one_or_none()
    if known is None:
        raise CodeUnknown
    if (known.wave_id, known.unit_id) != (form.wave_id, form.unit_id):
        raise CodeOfAnotherForm
    if known.void or known.expires_on < clock.today():
        raise CodeExpired


def _use(code: str, form: Form) -> CodeUse:
    return CodeUse(
        code_tag=code_tag(code),
        receipt_tag=_receipt_tag(form.receipt),
        locator=_masked(code, form.receipt, form.inbox_key),
    )


def _is_use(code: str, receipt: str) -> Any:
    return (CodeUse.code_tag == code_tag(code)) & (
        CodeUse.receipt_tag == _receipt_tag(receipt)
    )


def _receipt_tag(receipt: str) -> bytes:
    return keys.tag("receipt of a code", receipt.encode("utf-8", "replace"))


def _masked(code: str, receipt: str, key: bytes) -> bytes:
    """Return the key hidden under code and receipt, or the hidden one laid open."""
    mask = keys.tag("locator", code.encode(), receipt.encode())[:KEY_BYTES]
    return bytes(one ^ other for one, other in zip(mask, key, strict=True))


def _change_one(statement: Any) -> None:
    done = session().execute(statement, execution_options=PLAINLY)
    if cast(CursorResult[Any], done).rowcount != 1:
        raise NothingToReplace
