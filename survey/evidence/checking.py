"""Whether everything still stands as it was signed."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from survey.audit import service as audit
from survey.audit.models import AuditEntry
from survey.database import session
from survey.evidence import partitions, roots, signing, tree
from survey.evidence.models import DailyRoot
from survey.i18n import gettext as _

# The acts by which answers come in; each is in the log with them.
ACTS = ("release.run", "period.close", "import.load")

Contents = Mapping[str, Any]


def find_faults() -> list[str]:
    """Return what does not stand as it was signed, in sentences; none is good.

    Answers that were released after the newest document are not yet vouched for
    by any: the next one does.
    """
    signed = list(reversed(roots.list_roots()))
    faults = list(_chain_faults(signed))
    broken = audit.find_break()
    if broken is not None:
        faults.append(_("The log is altered at entry %(number)s.", number=broken))
    if signed:
        newest = roots.contents_of(signed[-1])
        faults += _log_faults(newest)
        faults += _answer_faults(newest)
    return faults


def _chain_faults(signed: list[DailyRoot]) -> Iterator[str]:
    """Yield what is wrong with the documents themselves."""
    if signed and roots.contents_of(signed[0])["previous"] != roots.FIRST:
        yield _("Documents of the first days are missing.")
    for one in signed:
        if not _is_whole(one):
            yield _("The document of %(day)s is not the signed one.", day=one.day)
    for earlier, later in pairwise(signed):
        before, after = roots.contents_of(earlier), roots.contents_of(later)
        if after["previous"] != earlier.digest:
            yield _("Before the document of %(day)s one is missing.", day=later.day)
        if after["public_key"] != before["public_key"]:
            yield _("From %(day)s on another key signs.", day=later.day)
        yield from _rewritten(before, after, later)


def _is_whole(one: DailyRoot) -> bool:
    contents = roots.contents_of(one)
    return (
        roots.digest_of(one.document) == one.digest
        and contents["day"] == one.day.isoformat()
        and signing.is_signed(one.document, one.signature, contents["public_key"])
    )


def _rewritten(before: Contents, after: Contents, later: DailyRoot) -> Iterator[str]:
    """Yield closed periods that a later document tells otherwise."""
    for name, part in before["partitions"].items():
        if part["closed"] and after["partitions"].get(name) != part:
            yield _(
                "The document of %(day)s tells the closed period %(name)s otherwise "
                "than the one before.",
                day=later.day,
                name=name,
            )


def _log_faults(newest: Contents) -> list[str]:
    """Say whether the log still leads to the entry that was signed."""
    seq, head = newest["audit"]["seq"], newest["audit"]["hash"]
    found = session().scalar(select(AuditEntry.hash).where(AuditEntry.seq == seq))
    if seq == 0 or found == head:
        return []
    return [_("The log no longer holds entry %(number)s as it was signed.", number=seq)]


def _answer_faults(newest: Contents) -> Iterator[str]:
    """Yield the periods whose answers are not those that were signed."""
    known, grown = newest["partitions"], _released_since(newest["audit"]["seq"])
    now = {part.name: part for part in partitions.list_partitions()}
    for name in sorted(known.keys() | now.keys()):
        before, after = known.get(name), now.get(name)
        root = after.root if after else tree.EMPTY
        signed_root = before["root"] if before else tree.EMPTY
        if root == signed_root:
            continue
        if before is not None and before["closed"]:
            yield _("Answers of the closed period %(name)s were altered.", name=name)
        elif name.partition("/")[0] not in grown:
            yield _("Answers of the period %(name)s were altered.", name=name)


def _released_since(seq: int) -> set[str]:
    """Return the waves that answers came into after an entry of the log."""
    subjects = session().scalars(
        select(AuditEntry.subject).where(AuditEntry.seq > seq, AuditEntry.act.in_(ACTS))
    )
    return {subject.split()[0].removeprefix("wave:") for subject in subjects}
