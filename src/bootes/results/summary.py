"""A result as a title, facts, a table and warnings: what every way of showing it shows."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.errors import BootesError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.facts import KINDS, Facts, Kind
from bootes.results.fit import FitResult
from bootes.results.limits import default_interval
from bootes.results.mapping import ResultMapping
from bootes.results.rows import rows_of
from bootes.results.table import Row, Table
from bootes.results.words import facts_words, grouped

__all__ = ["Summary", "summary_of"]


@dataclass(frozen=True)
class Summary:
    """What is shown of a result.

    Attributes
    ----------
    title : str
    numbers : tuple of (name, text)
        The numbers of a scalar statistic, one per line; empty where only the table has them.
    table : Table
    legend : tuple of (name, text)
        What the columns of the table are.
    notes : tuple of (name, text)
        How the numbers came about.
    warnings : tuple of str
    """

    title: str
    numbers: Facts
    table: Table
    legend: Facts
    notes: Facts
    warnings: tuple[str, ...]


def summary_of(result: Any, most_rows: float = math.inf) -> Summary:
    """Return what is shown of a result, or of a mapping of results of one kind.

    Parameters
    ----------
    result : BootstrapResult, FitResult, PermutationResult or ResultMapping
    most_rows : float
        The most rows of the table; of a mapping nothing is computed for further ones.

    Raises
    ------
    InputTypeError
        If it is no result.
    """
    with np.errstate(all="ignore"):  # replicates near the largest float overflow in squares
        if isinstance(result, ResultMapping):
            return _of_mapping(result, most_rows)
        return _of_one(result, most_rows)


def _of_one(result: Any, most_rows: float) -> Summary:
    rows = rows_of(result)
    kind = KINDS[type(result)]
    scalar = result.names is None
    shown = rows[: int(min(most_rows, len(rows)))]
    return Summary(
        f"{kind.title(result)}{facts_words(result._facts)}",
        kind.numbers(result, rows[0]) if scalar else (),
        kind.table(_without(shown, result._facts), len(rows) - len(shown)),
        kind.legend(result),
        kind.notes([result]),
        grouped(_warnings(result, "")),
    )


def _of_mapping(results: ResultMapping[Any], most_rows: float) -> Summary:
    if not results:
        return Summary("no results", (), Table([], [], []), (), (), ())
    members = list(results.values())
    kind = KINDS[type(members[0])]
    rows: list[Row] = []
    shown = []
    for result in members:
        if len(rows) >= most_rows:
            break
        rows += rows_of(result)
        shown.append(result)
    total = len(rows) + sum(map(_n_rows, members[len(shown) :]))
    rows = rows[: int(min(most_rows, len(rows)))]
    return Summary(
        f"{_title(kind, members)}: {len(members):,} {_called(members)}",
        (),
        kind.table(rows, total - len(rows)),
        next(filter(None, map(kind.legend, shown)), ()),
        kind.notes(members),
        grouped(pair for result in shown for pair in _warnings(result, _label(result))),
    )


def _title(kind: Kind, members: Sequence[Any]) -> str:
    """Return what the results are of; several statistics are counted."""
    titles = dict.fromkeys(map(kind.title, members))
    first = next(iter(titles))
    return first if len(titles) == 1 else f"{first.split(' of ')[0]} of {len(titles)} statistics"


def _without(rows: Sequence[Row], facts: Any) -> list[Row]:
    """Return the rows without their leading facts, which the title has."""
    return [dict(list(row.items())[len(facts) :]) for row in rows]


def _n_rows(result: Any) -> int:
    return 1 if result.names is None else len(result.names)


def _label(result: Any) -> str:
    return ", ".join(result._facts.values())


def _called(members: Sequence[Any]) -> str:
    labels = {_label(result) for result in members}
    is_plain = all(list(result._facts) == ["column"] for result in members)
    is_plain = is_plain and len(labels) == len(members)
    return "columns" if is_plain and len(members) > 1 else "column" if is_plain else "results"


def _warnings(result: Any, label: str) -> Iterator[tuple[str, str]]:
    """Yield what a reader should know, with the result that it is about."""
    booted = result.bootstrap if isinstance(result, FitResult) else result
    why = default_interval(booted)[1] if isinstance(booted, BootstrapResult) else ""
    if why:
        yield label, why
    with contextlib.suppress(BootesError):  # of the interval: it is said already
        yield from ((label, text) for text in result.warnings)
