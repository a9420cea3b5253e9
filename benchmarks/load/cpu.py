"""How much processor time a family of processes has used, from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Books:
    """What the kernel has written down about one process."""

    pid: int
    parent: int
    seconds: float  # its own, and of its children that have ended


def seconds_of(root: int) -> float:
    """Return the seconds that a process and all below it have used until now."""
    everybody = [books for pid in _pids() if (books := _read(pid))]
    family = {root}
    grown = 0
    while grown != len(family):
        grown = len(family)
        family |= {books.pid for books in everybody if books.parent in family}
    return sum(books.seconds for books in everybody if books.pid in family)


def _pids() -> list[str]:
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit()]


def _read(pid: str) -> Books | None:
    try:
        line = Path("/proc", pid, "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The name stands in brackets and may hold anything, brackets included.
    fields = line.rpartition(")")[2].split()
    parent, times = int(fields[1]), fields[11:15]
    return Books(int(pid), parent, sum(map(int, times)) / TICK)
