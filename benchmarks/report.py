"""The page: tables in Markdown, and how to read them."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.effort import Effort
from benchmarks.grid.cell import Cell
from benchmarks.grid.text import grid_text
from benchmarks.machine import machine_line
from benchmarks.rows import Figure, Missing, Pair
from benchmarks.table import table

__all__ = ["page"]

_RATIOS = (
    "task",
    "peer",
    "bootes: best s",
    "peer: best s",
    "bootes: replicates/s",
    "peer: replicates/s",
    "ratio of bests",
    "median of pairs",
    "at least",
    "rounds",
)
_FIGURES = ("what", "best", "below")

_HEAD = """\
# Benchmarks

`make bench` measures this on your machine. Each row times bootes and the peer in turn (A B A B),
in one process, from the call to the result a user wants (interval or p-value), after one call
of each that is not timed. NumPy, Numba and BLAS are held to one thread; bootes runs on one
worker unless the row says two. The best of the rounds counts: {rounds} rounds, more where they
are short, fewer where they are very long. A ratio is in replicates per second; a peer marked
"scaled" ran fewer replicates, and its ratio is by the time of one.

The peers without a package are in `benchmarks/peers/`.
"""


def page(rows: Iterable[Pair | Missing | Figure | Cell], effort: Effort) -> str:
    """Return the page of all rows."""
    where = machine_line()  # now, before the rows are measured
    rows = list(rows)
    ratios = _without_repeats(row.cells() for row in rows if isinstance(row, Pair | Missing))
    figures = [row.cells() for row in rows if isinstance(row, Figure)]
    parts = [_HEAD.format(rounds=effort.rounds), where + "\n"]
    if effort.shrink > 1:
        parts.append("**A quick run: its sizes are too small for the numbers to mean anything.**\n")
    if ratios:
        parts.append(f"## Ratios\n\n{table(_RATIOS, ratios)}")
    cells = [row for row in rows if isinstance(row, Cell)]
    if cells:
        parts.append(grid_text(cells, judged=effort.shrink == 1))
    if figures:
        parts.append(f"## Start and memory\n\n{table(_FIGURES, figures)}")
    return "\n".join(parts)


def _without_repeats(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave the task out where it is the one above."""
    kept: list[tuple[str, ...]] = []
    task = ""
    for row in rows:
        kept.append(("", *row[1:]) if row[0] == task else row)
        task = row[0]
    return kept
