"""Keepers outside: what they hold is compared with what was signed."""

from datetime import date

from sqlalchemy import select

from survey import clock
from survey.accounts.models import Account
from survey.accounts.service import actor
from survey.audit.service import record
from survey.database import session
from survey.evidence import roots
from survey.evidence.errors import KeeperMissing, UnknownDigest
from survey.evidence.models import OutsideConfirmation

# After so many days without a word from outside nobody would notice a change.
LONGEST_SILENCE = 7


def confirm(digest: str, keeper: str, by: Account) -> OutsideConfirmation:
    """Record that somebody outside keeps the document with this digest.

    Raises
    ------
    UnknownDigest
        If no signed day has it: then either was mistyped or altered.
    KeeperMissing
        If nobody is named.
    """
    keeper = " ".join(keeper.split())
    if not keeper:
        raise KeeperMissing
    signed = roots.find_by_digest(digest)
    if signed is None:
        raise UnknownDigest
    told = OutsideConfirmation(
        day=signed.day,
        keeper=keeper,
        confirmed_on=clock.today(),
        recorded_by=by.id,
    )
    session().add(told)
    session().flush()
    record(actor(by), "evidence.confirm", f"root:{signed.day}", keeper=keeper)
    return told


def list_confirmations(limit: int = 20) -> list[OutsideConfirmation]:
    """Return what was confirmed from outside, the newest first."""
    newest = OutsideConfirmation.confirmed_on.desc(), OutsideConfirmation.id.desc()
    statement = select(OutsideConfirmation).order_by(*newest).limit(limit)
    return list(session().scalars(statement))


def days_of_silence(today: date) -> int | None:
    """Return how long ago somebody outside confirmed last; nothing if never."""
    last = next(iter(list_confirmations(1)), None)
    return None if last is None else (today - last.confirmed_on).days
