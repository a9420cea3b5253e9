"""What a submission costs, beside the floor: `make load-study`.

Needs root, nginx and PostgreSQL. Both applications stand behind the same
nginx and gunicorn and write through to the disk; their runs take turns.
"""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from benchmarks.load import installation, report, servers, visits
from benchmarks.load.client import Step
from benchmarks.load.measuring import Run, measure, middle
from benchmarks.load.servers import Site

PORTS = {"floor": 8471, "ours": 8472, "postgresql": 8473}
WARMING = 60
Visit = Callable[[], list[Step]]


def main() -> None:
    """Measure on each kind of database and print a table, or JSON."""
    asked = _arguments()
    # Ended from outside, the servers must end as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results = {}
    for kind in asked.database or ("postgresql", "sqlite"):
        with tempfile.TemporaryDirectory(prefix="hailong-load-") as name:
            Path(name).chmod(0o711)  # PostgreSQL's own user passes through
            results[kind] = study(kind, Path(name), asked.visits, asked.runs)
    written = {
        kind: {way: asdict(run) for way, run in ways.items()}
        for kind, ways in results.items()
    }
    sys.stdout.write(
        json.dumps(written, indent=1) if asked.json else report.table(results)
    )
    sys.stdout.write("\n")
    if not all(report.is_kept(ways) for ways in results.values()):
        raise SystemExit(1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1000, help="of every run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--database", action="append", choices=("postgresql", "sqlite"))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def study(kind: str, folder: Path, count: int, runs: int) -> dict[str, Run]:
    """Return the middle run of each way, on one kind of database."""
    with databases(kind, folder) as (url, postgres):
        environ = installation.settings(folder, url % "hailong")
        installation.install(environ, folder)
        floor_environ = {"FLOOR_DATABASE_URL": url % "floor"}
        with ExitStack() as stack:
            ours = stack.enter_context(
                servers.site("wsgi:app", environ, folder / "ours", PORTS["ours"])
            )
            floor = stack.enter_context(
                servers.site(
                    "benchmarks.load.floor:app",
                    floor_environ,
                    folder / "floor",
                    PORTS["floor"],
                )
            )
            made = stack.enter_context(installation.visitors(environ))
            bench = Bench(folder, postgres, runs)
            ways = {
                "floor": (floor, visits.of_floor, count),
                "ours": (ours, made.with_script, count),
                "ours without scripts": (ours, made.without_script, count // 20),
            }
            return bench.run(ways)


class Bench:
    """The runs of one study, taking turns."""

    def __init__(self, folder: Path, postgres: int | None, runs: int) -> None:
        self.folder = folder
        self.postgres = postgres
        self.runs = runs

    def run(self, ways: dict[str, tuple[Site, Visit, int]]) -> dict[str, Run]:
        """Warm every way up, then measure them in turn."""
        for site, visit, _count in ways.values():
            self._measure(site, visit, WARMING)
        seen: dict[str, list[Run]] = {way: [] for way in ways}
        for _ in range(self.runs):
            for way, (site, visit, count) in ways.items():
                seen[way].append(self._measure(site, visit, count))
        return {way: middle(runs) for way, runs in seen.items()}

    def _measure(self, site: Site, visit: Visit, count: int) -> Run:
        planned = [visit() for _ in range(count)]
        run, outcome = measure(site, self.postgres, planned, self.folder)
        for error in sorted(set(outcome.errors)):
            sys.stderr.write(f"{outcome.errors.count(error)} × {error}\n")
        return run


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[tuple[str, int | None]]:
    """Yield the address of a database, its name open, and PostgreSQL's pid."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/%s.sqlite3", None
        return
    with servers.postgresql(folder / "postgresql", PORTS["postgresql"]) as (url, pid):
        for name in ("hailong", "floor"):
            servers.create_database(url % "postgres", name)
        yield url, pid


if __name__ == "__main__":
    main()
