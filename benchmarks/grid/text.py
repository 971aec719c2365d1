"""The section of the grid: a table of ratios per number of threads, times, what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.grid.cell import Cell, Timed
from benchmarks.grid.measure import N_RESAMPLES
from benchmarks.grid.peers import PEERS
from benchmarks.table import table

__all__ = ["grid_text"]

_NAMES = tuple(peer.name for peer in PEERS)
_USERS_FUNCTION = "lambda"  # in the title of the task that has a target of its own
_COMPILED_BY_HAND = "bebi103-style loop"
_TARGET = 5.0  # for a user's lambda, up to _SMALL values
_SMALL = 279

_HEAD = f"""\
## Percentile interval, {N_RESAMPLES:,} resamples

How many times as fast bootes is: seconds per resample of the peer over ours, best round against
best round. In a round everybody runs once, on the same data, warm, from the call to the limits.
A peer runs in the fastest of its own ways, found beforehand; the slow ones compute fewer
resamples, which is marked with a star. "Form" is how bootes computed the statistic.
"""
_TWO = """\
Two threads for bootes, and for the peers' ways marked "threads" in the table of ways; the rest
have one.
"""


def grid_text(cells: Sequence[Cell], *, judged: bool = True) -> str:
    """Return the section; ``judged`` says who is ahead and which target was met."""
    parts = [_HEAD]
    for threads, title in ((1, "### One thread\n"), (2, f"### Two threads\n\n{_TWO}")):
        parts += [title, _ratios(cells, threads)]
        parts += [_verdict(cells, threads)] if judged else []
    parts += [f"### Seconds per {N_RESAMPLES:,} resamples, one thread, best round\n"]
    parts += [_seconds(cells), "### Ways\n", _ways(cells), "### Not offered (n/a)\n"]
    return "\n".join([*parts, _reasons(cells)])


def _ratios(cells: Iterable[Cell], threads: int) -> str:
    head = ("statistic", "n", "form", "bootes: s", *_NAMES, "least")
    return table(head, [_ratio_row(cell, threads) for cell in cells])


def _ratio_row(cell: Cell, threads: int) -> tuple[str, ...]:
    ours = _plain(min(cell.ours.each(threads)) * N_RESAMPLES)
    ratios = [_cell(cell, name, cell.ratio(name, threads)) for name in _NAMES]
    return (*_first(cell), cell.form, ours, *ratios, _plain(cell.least(threads)))


def _first(cell: Cell) -> tuple[str, str]:
    return cell.title, f"{cell.n:,}"


def _cell(cell: Cell, name: str, value: float | None) -> str:
    scaled = name in cell.peers and cell.peers[name].size != cell.ours.size
    return _plain(value) + ("*" if scaled else "")


def _plain(value: float | None) -> str:
    if value is None:
        return "n/a"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _verdict(cells: Sequence[Cell], threads: int) -> str:
    """Say where a peer is ahead, and whether the target for a user's lambda was met."""
    behind = [(cell, _behind(cell, threads)) for cell in cells]
    n_cells = sum(len(cell.peers) for cell in cells)
    n_behind = sum(len(names) for _, names in behind)
    lines = [f"Ahead in {n_cells - n_behind} of {n_cells} cells."]
    lines += [f"- behind, {c.title}, n = {c.n:,}: {', '.join(n)}" for c, n in behind if n]
    lines += [""] if n_behind else []
    for cell in cells:
        if _USERS_FUNCTION in cell.title and cell.n <= _SMALL:
            lines.append(_told_of_lambda(cell, threads))
    return "\n".join(lines) + "\n"


def _told_of_lambda(cell: Cell, threads: int) -> str:
    """Compare with the packages, which get the lambda as it is, and with the compiled loop."""
    packages = cell.least(threads, without=_COMPILED_BY_HAND)
    compiled = cell.ratio(_COMPILED_BY_HAND, threads)
    met = "met" if packages is not None and packages >= _TARGET else "missed"
    return (
        f"User's lambda, n = {cell.n:,}: {_plain(packages)} times the fastest package (at least "
        f"{_TARGET:g}: {met}), {_plain(compiled)} times the loop compiled by hand.  "
    )


def _behind(cell: Cell, threads: int) -> list[str]:
    """Return the peers that are as fast or faster, with both ratios."""
    return [
        f"{name} ({_plain(ratio)}, median of rounds {_plain(cell.median_ratio(name, threads))})"
        for name in cell.peers
        if (ratio := cell.ratio(name, threads)) is not None and ratio <= 1.0
    ]


def _seconds(cells: Iterable[Cell]) -> str:
    rows = []
    for cell in cells:
        ours = _plain(min(cell.ours.each(1)) * N_RESAMPLES)
        peers = [_cell(cell, name, _best(cell.peers.get(name))) for name in _NAMES]
        rows.append((*_first(cell), ours, *peers))
    return table(("statistic", "n", "bootes", *_NAMES), rows)


def _best(timed: Timed | None) -> float | None:
    return None if timed is None else min(timed.each(1)) * N_RESAMPLES


def _ways(cells: Iterable[Cell]) -> str:
    rows = [(*_first(cell), *(_way(cell.peers.get(name)) for name in _NAMES)) for cell in cells]
    return table(("statistic", "n", *_NAMES), rows)


def _way(timed: Timed | None) -> str:
    if timed is None:
        return "n/a"
    threads = ", threads" if len(timed.seconds) > 1 else ""
    return f"{timed.label}{threads} ({timed.size:,})"


def _reasons(cells: Iterable[Cell]) -> str:
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cell in cells:
        for name, reason in cell.reasons.items():
            if cell.title not in titles[name, reason]:
                titles[name, reason].append(cell.title)
    lines = [f"- {name}, {', '.join(t)}: {reason}.\n" for (name, reason), t in titles.items()]
    return "".join(lines) or "Nothing.\n"
