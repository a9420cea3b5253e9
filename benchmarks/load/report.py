"""The numbers of a study beside each other, and whether they keep their bounds."""

from collections.abc import Mapping

from benchmarks.load.measuring import Run

DEAREST = 2.0  # processor time of a request, as a multiple of the floor's
SLOWEST = 0.5  # submissions a second, as a share of the floor's
LATEST = 5.0  # the 99th percentile, as a multiple of the floor's


def is_kept(ways: Mapping[str, Run]) -> bool:
    """Say whether the platform stays as near to the floor as it must."""
    floor, ours = ways["floor"], ways["ours"]
    return (
        ours.server <= DEAREST * floor.server
        and ours.visits_per_second >= SLOWEST * floor.visits_per_second
        and ours.p99 <= LATEST * floor.p99
        and not any(run.errors for run in ways.values())
    )


def table(results: Mapping[str, Mapping[str, Run]]) -> str:
    """Return the medians as a table in Markdown."""
    head = (
        "| database | way | submissions/s | server CPU µs/request | gunicorn | nginx "
        "| PostgreSQL | p50 ms | p99 ms | errors |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    )
    lines = [
        f"| {kind} | {way} | {run.visits_per_second:,.0f} | {run.server:,.0f} "
        f"| {run.gunicorn:,.0f} | {run.nginx:,.0f} | {run.postgres:,.0f} "
        f"| {run.p50:.1f} | {run.p99:.1f} | {run.errors} |"
        for kind, ways in results.items()
        for way, run in ways.items()
    ]
    return "\n".join([head, *lines, "", *_ratios(results)])


def _ratios(results: Mapping[str, Mapping[str, Run]]) -> list[str]:
    return [
        f"{kind}: server CPU {ours.server / floor.server:.2f} × the floor "
        f"(≤ {DEAREST}), submissions/s "
        f"{ours.visits_per_second / floor.visits_per_second:.0%} of it "
        f"(≥ {SLOWEST:.0%}), p99 {ours.p99 / floor.p99:.2f} × (≤ {LATEST}): "
        f"{'kept' if is_kept(ways) else 'NOT KEPT'}"
        for kind, ways in results.items()
        for floor, ours in [(ways["floor"], ways["ours"])]
    ]
