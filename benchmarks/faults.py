"""Ten thousand forms over a line that breaks in every way: each is counted once.

Run with `make fault-study`: a real server on SQLite, and on PostgreSQL where the
tests have one. Prints JSON: what was sent, what became of it, what the line did.
"""

import json
import sys
import tempfile
from pathlib import Path
from time import monotonic

from survey.app import create_app
from survey.config import read_config
from tests import databases
from tests.faults.street import make_street, send_all
from tests.journeys.conftest import served

FORMS = 10_000
SEED = 20261126


def main() -> None:
    """Send over every kind of database at hand and print what came out."""
    forms = int(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    with tempfile.TemporaryDirectory() as name:
        template = databases.make_sqlite_template(Path(name))
        url = databases.copy_sqlite(template, Path(name))
        results = {"sqlite": _send(url, forms)}
        with databases.postgres_server() as server:
            if server:
                databases.make_postgres_template(server)
                results["postgresql"] = _send(databases.copy_postgres(server), forms)
    print(json.dumps(results, indent=2))
    sys.exit(any(not result["sound"] for result in results.values()))


def _send(url: str, forms: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as var:
        app = create_app(read_config({"HAILONG_VAR": var, "DATABASE_URL": url}))
        with app.app_context(), served(app) as address:
            wave, begun = make_street(), monotonic()
            count = send_all(app, wave, address, forms=forms, seed=SEED)
            took = monotonic() - begun
        app.extensions["engine"].dispose()
    sound = count.sound and count.counted == forms
    told = vars(count) | {"faults": dict(count.faults)}
    return told | {"seconds": round(took, 1), "sound": sound}


if __name__ == "__main__":
    main()
