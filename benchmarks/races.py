"""A thousand times sixteen senders with one code: exactly one gets through.

Run with `make race-study`: SQLite, and PostgreSQL where the tests have one.
Prints JSON: rounds, how often exactly one was counted, and what else came out.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from survey import clock
from survey.app import create_app
from survey.config import read_config
from survey.database import session, transaction
from survey.invitations.errors import CodeUsed
from survey.responses.models import InboxRow, Spent
from survey.responses.service import submit
from survey.waves.service import find_wave
from tests import databases
from tests.factories import make_wave
from tests.survey.responses.codes_at_hand import code_for
from tests.survey.responses.factories import DAY, make_submission
from tests.survey.responses.senders import SENDERS, at_once

ROUNDS = 1_000
WAVE = "nhanh"


def main() -> None:
    """Race on every database at hand and print what came out."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as name:
        template = databases.make_sqlite_template(Path(name))
        results = {"sqlite": _race(databases.copy_sqlite(template, Path(name)), rounds)}
        with databases.postgres_server() as server:
            if server:
                databases.make_postgres_template(server)
                url = databases.copy_postgres(server)
                results["postgresql"] = _race(url, rounds)
    print(json.dumps(results, indent=2))
    sys.exit(any(not result["sound"] for result in results.values()))


def _race(url: str, rounds: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as var:
        app = create_app(read_config({"HAILONG_VAR": var, "DATABASE_URL": url}))
        with app.app_context(), clock.at(DAY):
            make_wave(slug=WAVE, instrument="quick_counter")
            begun = monotonic()
            outcomes = Counter(_round(app) for _ in range(rounds))
            took = monotonic() - begun
            rows = (_count(InboxRow), _count(Spent))
        app.extensions["engine"].dispose()
    return {
        "rounds": rounds,
        "senders": SENDERS,
        "counted in a round": dict(outcomes),
        "rows in inbox and spent": rows,
        "seconds": round(took, 1),
        "sound": set(outcomes) == {1} and rows == (rounds, rounds),
    }


def _round(app: Flask) -> int:
    """Let sixteen send at once with one new code; return how many got through."""
    code = code_for(find_wave(WAVE))

    def act(number: int) -> str:
        with clock.at(DAY):
            form = make_submission(
                find_wave(WAVE),
                uuid=uuid4(),
                code=code,
                answers={"overall": 1 + number % 5},
            )
            try:
                with transaction():
                    return submit(form)
            except CodeUsed:
                return ""

    receipts = at_once(app, act)
    session().rollback()
    return sum(map(bool, receipts))


def _count(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


if __name__ == "__main__":
    main()
