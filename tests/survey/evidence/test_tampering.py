"""Whoever rules the database and alters the past is found out."""

import os
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from survey.audit import service as audit
from survey.audit.models import AuditEntry
from survey.database import session
from survey.evidence import checking, roots
from survey.evidence.models import DailyRoot
from tests.survey.evidence.world import NIGHT, make_world, sign, unguard

# Ten thousand in `make tamper-study`.
ROUNDS = int(os.environ.get("TAMPERINGS", "400"))
Chance = random.Random


def run(statement: str, **values: object):
    return session().execute(text(statement), values)


def pick(chance: Chance, statement: str, **values: object):
    return chance.choice(run(statement, **values).all())


def edit_answer(chance: Chance) -> None:
    row = pick(chance, "SELECT wave_id, response_id, item_id, code FROM answer")
    run(
        "UPDATE answer SET code = :code WHERE wave_id = :w AND response_id = :r"
        " AND item_id = :i",
        code=row.code % 5 + 1,
        w=row.wave_id,
        r=row.response_id,
        i=row.item_id,
    )


def delete_answer(chance: Chance) -> None:
    row = pick(chance, "SELECT response_id, item_id FROM answer")
    run(
        "DELETE FROM answer WHERE response_id = :r AND item_id = :i",
        r=row.response_id,
        i=row.item_id,
    )


def insert_answer(chance: Chance) -> None:
    delete_answer(chance)
    row = pick(chance, "SELECT wave_id, id FROM response")
    item = pick(
        chance,
        "SELECT id FROM item WHERE id NOT IN"
        " (SELECT item_id FROM answer WHERE response_id = :r)",
        r=row.id,
    )
    run(
        "INSERT INTO answer (wave_id, response_id, item_id, code)"
        " VALUES (:w, :r, :i, 2)",  # nobody has given it: it is another answer
        w=row.wave_id,
        r=row.id,
        i=item.id,
    )


def swap_answers(chance: Chance) -> None:
    """Exchange what two people said: every count stays as it was."""
    one = pick(chance, "SELECT response_id, item_id, code FROM answer")
    other = pick(
        chance,
        "SELECT response_id, code FROM answer WHERE item_id = :i AND code <> :c",
        i=one.item_id,
        c=one.code,
    )
    for response, code in ((one, other.code), (other, one.code)):
        run(
            "UPDATE answer SET code = :c WHERE response_id = :r AND item_id = :i",
            c=code,
            r=response.response_id,
            i=one.item_id,
        )


def edit_response(chance: Chance) -> None:
    row = pick(chance, "SELECT id, unit_id, period_id, channel FROM response")
    column, value = chance.choice(
        [
            ("channel", "phone" if row.channel == "kiosk" else "kiosk"),
            ("proof", "code"),
            ("language", "en"),
            ("stratum", "x"),
            ("base_weight", 2.5),
            ("unit_id", _another("unit_id", row.unit_id)),
            ("period_id", _another("period_id", row.period_id)),
        ]
    )
    run(f"UPDATE response SET {column} = :v WHERE id = :id", v=value, id=row.id)  # noqa: S608


def _another(column: str, known: int) -> int:
    statement = f"SELECT {column} FROM response WHERE {column} <> :known"  # noqa: S608
    return run(statement, known=known).scalars().first()


def delete_response(chance: Chance) -> None:
    row = pick(chance, "SELECT id FROM response")
    run("DELETE FROM answer WHERE response_id = :id", id=row.id)
    run("DELETE FROM response WHERE id = :id", id=row.id)


def insert_response(chance: Chance) -> None:
    row = pick(chance, "SELECT id FROM response")
    new = chance.getrandbits(60) + 1
    others = (
        "wave_id, instrument_version_id, unit_id, period_id, channel, proof,"
        " language, stratum, base_weight, flags"
    )
    run(
        f"INSERT INTO response (id, {others})"  # noqa: S608
        f" SELECT :new, {others} FROM response WHERE id = :id",
        new=new,
        id=row.id,
    )


def edit_log(chance: Chance) -> None:
    row = pick(chance, "SELECT seq FROM audit_entry")
    column = chance.choice(["actor", "act", "subject", "detail", "previous_hash"])
    run(f"UPDATE audit_entry SET {column} = 'x' WHERE seq = :s", s=row.seq)  # noqa: S608


def delete_log(chance: Chance) -> None:
    row = pick(chance, "SELECT seq FROM audit_entry")
    run("DELETE FROM audit_entry WHERE seq = :s", s=row.seq)


def cut_log(chance: Chance) -> None:
    """Take the newest entries away: what is left fits together."""
    last = run("SELECT max(seq) FROM audit_entry").scalar_one()
    run("DELETE FROM audit_entry WHERE seq > :s", s=chance.randint(0, last - 1))


def swap_log(chance: Chance) -> None:
    one, other = chance.sample(run("SELECT seq, actor, act FROM audit_entry").all(), 2)
    for seq, act in ((one.seq, f"{other.act}."), (other.seq, one.act)):
        run("UPDATE audit_entry SET act = :a WHERE seq = :s", a=act, s=seq)


def rewrite_log(chance: Chance) -> None:
    """Alter an entry and chain all that follow anew, as whoever knows how would."""
    entries = session().query(AuditEntry).order_by(AuditEntry.seq).all()
    start = chance.randrange(len(entries))
    entries[start].subject += "0"
    previous = entries[start].previous_hash
    told = []
    for entry in entries[start:]:
        entry.previous_hash = previous
        previous = audit.hash_of(entry)
        told.append((entry.seq, entry.subject, entry.previous_hash, previous))
    session().expunge_all()
    for seq, *_rest in told:
        run(
            "UPDATE audit_entry SET previous_hash = :p WHERE seq = :s",
            p=f"-{seq}",
            s=seq,
        )
    for seq, subject, before, own in told:
        run(
            "UPDATE audit_entry SET subject = :u, previous_hash = :p, hash = :h"
            " WHERE seq = :s",
            u=subject,
            p=before,
            h=own,
            s=seq,
        )


def edit_document(chance: Chance) -> None:
    row = pick(chance, "SELECT day, document FROM daily_root")
    run(
        "UPDATE daily_root SET document = :d WHERE day = :day",
        d=row.document.replace('"root":"', '"root":"0', 1),
        day=row.day,
    )


def forge_document(chance: Chance) -> None:
    """Alter a document and sign it with another key, digest and all."""
    row = pick(chance, "SELECT day, document FROM daily_root")
    key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    document = row.document.replace('"software":"', '"software":"9', 1)
    run(
        "UPDATE daily_root SET document = :d, digest = :g, signature = :s"
        " WHERE day = :day",
        d=document,
        g=roots.digest_of(document),
        s=key.sign(document.encode()),
        day=row.day,
    )


def drop_document(chance: Chance) -> None:
    """Take a day away that is not the newest: that one only keepers would miss."""
    days = run("SELECT day FROM daily_root ORDER BY day").scalars().all()
    run("DELETE FROM daily_root WHERE day = :d", d=chance.choice(days[:-1]))


DEEDS: list[Callable[[Chance], None]] = [
    edit_answer,
    delete_answer,
    insert_answer,
    swap_answers,
    edit_response,
    delete_response,
    insert_response,
    edit_log,
    delete_log,
    cut_log,
    swap_log,
    rewrite_log,
    edit_document,
    forge_document,
    drop_document,
]


@pytest.fixture
def signed(app):
    """Three signed nights."""
    make_world()
    for night in range(3):
        sign(NIGHT + timedelta(days=night))
    return app


def test_whatever_is_altered_is_found(signed):
    chance, unseen = random.Random(20260205), []
    assert checking.find_faults() == []
    for number in range(ROUNDS):
        deed = DEEDS[number % len(DEEDS)]
        unguard()
        deed(chance)
        session().expire_all()
        if not checking.find_faults():
            unseen.append((number, deed.__name__))
        session().rollback()

    assert unseen == []
    assert checking.find_faults() == []
    assert session().query(DailyRoot).count() == 3
