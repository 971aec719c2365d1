"""The page: two tables in Markdown, and how to read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.effort import Effort
from benchmarks.machine import machine_line
from benchmarks.rows import Figure, Missing, Pair

__all__ = ["page", "table"]

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


def page(rows: Iterable[Pair | Missing | Figure], effort: Effort) -> str:
    """Return the page of all rows."""
    where = machine_line()  # now, before the rows are measured
    rows = list(rows)
    ratios = _without_repeats(row.cells() for row in rows if not isinstance(row, Figure))
    figures = [row.cells() for row in rows if isinstance(row, Figure)]
    parts = [_HEAD.format(rounds=effort.rounds), where + "\n"]
    if effort.shrink > 1:
        parts.append("**A quick run: its sizes are too small for the numbers to mean anything.**\n")
    if ratios:
        parts.append(f"## Ratios\n\n{table(_RATIOS, ratios)}")
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


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table with columns of one width."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    rule = tuple("-" * width for width in widths)
    padded = (
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in (lines[0], rule, *lines[1:])
    )
    return "".join(f"| {line} |\n" for line in padded)
