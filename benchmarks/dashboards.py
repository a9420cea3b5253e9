"""How fast result pages are at a million responses, 200 agencies, on PostgreSQL.

``python -m benchmarks.dashboards`` (as root, with Debian's PostgreSQL; about a quarter
of an hour) makes a year of twelve published months, asks each page many times inside
the process, and prints median and 95th percentile. Nothing is cached between requests.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, make_url, text

from survey import schema
from survey.accounts import sessions
from survey.accounts.models import Account, AccountRole, Role
from survey.agencies.models import UnitKind
from survey.app import create_app
from survey.config import read_config
from survey.database import engine, session, transaction
from survey.instruments.service import item_ids
from survey.results import drafting, publications, reviewing
from survey.waves.models import Wave
from survey.waves.rules import monthly
from tests.databases import postgres_server
from tests.factories import make_account, make_unit, make_wave

RESPONSES, UNITS, ROUNDS = 1_000_000, 200, 60
YEAR = date(2026, 1, 1)

RESPONSE = """
    INSERT INTO response (wave_id, id, instrument_version_id, unit_id, period_id,
        channel, proof, language, stratum, cluster, base_weight, flags)
    SELECT :wave, g, :version, u.unit_id, p.id, 'phone', 'none', 'vi',
        u.unit_id::text, u.unit_id || '/' || p.id || '/' || g % 44, 1, ''
    FROM generate_series(1, :n) AS g
    JOIN (SELECT unit_id, row_number() OVER (ORDER BY unit_id) - 1 AS place
          FROM wave_unit WHERE wave_id = :wave) AS u ON u.place = g % :units
    JOIN (SELECT id, number - 1 AS place FROM period WHERE wave_id = :wave) AS p
        ON p.place = g / :units % 12
"""
ANSWER = """
    INSERT INTO answer (wave_id, response_id, item_id, code)
    SELECT :wave, r.id, i,
        CASE WHEN random() < 0.88 THEN 4 + (random() < 0.4)::int
             ELSE 1 + floor(random() * 3)::int END
    FROM response AS r CROSS JOIN unnest(CAST(:items AS bigint[])) AS i
"""


def furnish(responses: int, units: int) -> Wave:
    """Make a year of a province: units, responses, twelve published months."""
    province = make_unit(code="P", name="Tỉnh Minh hoạ", kind=UnitKind.PROVINCE)
    rated = [
        make_unit(code=f"U{n:03}", name=f"Xã số {n}", parent_id=province.id)
        for n in range(units)
    ]
    wave = make_wave(
        *rated,
        slug="nam",
        opens_on=YEAR,
        closes_on=date(2026, 12, 31),
        periods=monthly(YEAR, date(2026, 12, 31)),
    )
    ids = item_ids(wave.instrument_version_id)
    items = [id_ for name, id_ in ids.items() if name.startswith(("cau9", "overall"))]
    values = {"wave": wave.id, "version": wave.instrument_version_id}
    with engine().begin() as connection:
        # The guards ask once a row; here they would only cost time.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(RESPONSE), values | {"n": responses, "units": units})
        connection.execute(text(ANSWER), {"wave": wave.id, "items": items})
    with engine().connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text("VACUUM ANALYZE")
        )
    return wave


def publish(wave: Wave) -> None:
    designer, approver = make_account(Role.DESIGNER), make_account(Role.APPROVER)
    for period in wave.periods:
        with transaction():
            period.closed_at = datetime(2027, 1, 1, tzinfo=UTC)
    for period in wave.periods:
        started = time.perf_counter()
        with transaction():
            drafted = drafting.draft_publication(period, designer)
        with transaction():
            reviewing.submit(drafted, designer)
            publications.approve(drafted, approver)
        print(f"  month {period.number}: {time.perf_counter() - started:.0f} s")


def measure(ask: Callable[[], int], rounds: int) -> tuple[float, float]:
    """Return median and 95th percentile of the time a page takes, in ms."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        status = ask()
        times.append((time.perf_counter() - started) * 1000)
        if status != 200:
            raise RuntimeError(status)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def report(app: Flask, reader: Account, rounds: int, addresses: Sequence[str]) -> None:
    client = app.test_client()
    with transaction():
        secret = sessions.open_session(reader)
    client.set_cookie(sessions.COOKIE, secret)
    session().close()
    print("| page | median ms | p95 ms |\n| --- | ---: | ---: |")
    for address in addresses:
        client.get(address)
        median, late = measure(lambda to=address: client.get(to).status_code, rounds)
        print(f"| `{address}` | {median:.0f} | {late:.0f} |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--responses", type=int, default=RESPONSES)
    options.add_argument("--units", type=int, default=UNITS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    asked = options.parse_args()
    with postgres_server() as server, tempfile.TemporaryDirectory() as folder:
        if server is None:
            raise SystemExit("Needs PostgreSQL: run as root, or set TEST_DATABASE_URL.")
        admin = create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE dashboards"))
        url = make_url(server).set(database="dashboards")
        address = url.render_as_string(hide_password=False)
        app = create_app(
            read_config({"HAILONG_VAR": str(Path(folder)), "DATABASE_URL": address})
        )
        schema.upgrade(app.extensions["engine"])
        with app.app_context():
            wave = furnish(asked.responses, asked.units)
            publish(wave)
            unit = wave.units[0]
            viewer = make_account(
                roles=[AccountRole(role=Role.VIEWER, unit_id=unit.id)]
            )
            report(
                app,
                viewer,
                asked.rounds,
                [
                    "/results/",
                    "/results/nam/12/",
                    f"/results/nam/12/{unit.code}",
                    "/results/nam/12/table.csv",
                    "/results/nam/12/factors",
                    "/results/archive",
                    "/staff/results/",
                    "/staff/centre/",
                    f"/staff/improvement/units/{unit.code}",
                ],
            )
        app.extensions["engine"].dispose()


if __name__ == "__main__":
    main()
