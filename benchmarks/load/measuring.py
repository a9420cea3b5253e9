"""One run: how fast the answers came, and what they cost the server."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.load import cpu
from benchmarks.load.client import Outcome, Plan, Step
from benchmarks.load.servers import Site

PHONES = 16


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run has shown; times of the processor are microseconds a request."""

    visits_per_second: float
    gunicorn: float
    nginx: float
    postgres: float
    p50: float
    p99: float
    errors: int

    @property
    def server(self) -> float:
        """Return what a request costs in the server, without the database."""
        return self.gunicorn + self.nginx


def measure(
    site: Site, postgres: int | None, visits: Sequence[list[Step]], folder: Path
) -> tuple[Run, Outcome]:
    """Let sixteen phones make the visits; return what that took and cost."""
    plan = folder / "plan"
    plan.write_bytes(
        msgspec.msgpack.encode(Plan(port=site.port, phones=PHONES, visits=list(visits)))
    )
    families = [site.gunicorn, site.nginx, *([postgres] if postgres else [])]
    before = [cpu.seconds_of(pid) for pid in families]
    outcome = _drive(plan)
    used = [
        cpu.seconds_of(pid) - was for pid, was in zip(families, before, strict=True)
    ]
    used += [0.0] * (3 - len(used))
    latencies = sorted(s for kind in outcome.latencies.values() for s in kind)
    web, front, stored = (seconds / len(latencies) * 1e6 for seconds in used)
    run = Run(
        visits_per_second=len(visits) / outcome.seconds,
        gunicorn=web,
        nginx=front,
        postgres=stored,
        p50=latencies[len(latencies) // 2] * 1e3,
        p99=latencies[int(len(latencies) * 0.99)] * 1e3,
        errors=len(outcome.errors),
    )
    return run, outcome


def _drive(plan: Path) -> Outcome:
    """Run the client in a process of its own, so that its costs are its own."""
    client = [sys.executable, "-m", "benchmarks.load.client", plan]
    done = subprocess.run(client, check=True, stdout=subprocess.PIPE)
    return msgspec.msgpack.decode(done.stdout, type=Outcome)


def middle(runs: Sequence[Run]) -> Run:
    """Return the median of every number; of the errors all."""

    def of(read: Callable[[Run], float]) -> float:
        return median(map(read, runs))

    return Run(
        visits_per_second=of(lambda run: run.visits_per_second),
        gunicorn=of(lambda run: run.gunicorn),
        nginx=of(lambda run: run.nginx),
        postgres=of(lambda run: run.postgres),
        p50=of(lambda run: run.p50),
        p99=of(lambda run: run.p99),
        errors=sum(run.errors for run in runs),
    )
