"""What came of every fault on every engine, counted, as one table."""

from __future__ import annotations

import statistics
from collections import defaultdict

__all__ = ["record", "table"]

_runs = defaultdict(list)


def record(fault, engine, word, seconds):
    """Remember one run: how it ended, and how long after the fault."""
    _runs[fault, engine].append((word, seconds))


def table():
    """Return the lines of a Markdown table; none if nothing was recorded."""
    if not _runs:
        return []
    lines = ["| fault | engine | runs | same bits | clear errors | median seconds to the end |"]
    lines.append("|---|---|---:|---:|---:|---:|")
    for (fault, engine), runs in _runs.items():
        same = sum(word == "same bits" for word, _ in runs)
        seconds = statistics.median(seconds for _, seconds in runs)
        cells = (fault, engine, len(runs), same, len(runs) - same, f"{seconds:.1f}")
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines
