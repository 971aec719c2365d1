"""Tidy rows as a table for readers: the columns worth seeing, numbers rounded to their error."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["Table", "interval_table", "pvalue_table"]

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """Cells as text.

    Attributes
    ----------
    columns : list of str
    rows : list of list of str
    numeric : list of bool
        Which columns hold numbers.
    n_left_out : int
        How many rows are not shown.
    """

    columns: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    n_left_out: int = 0


def interval_table(rows: Sequence[Row], n_left_out: int = 0) -> Table:
    """Return estimates with limits; counts only where they tell something.

    Examples
    --------
    >>> row = {"gene": "A", "estimate": 1.5, "standard_error": 0.25, "low": 1.0, "high": 2.0}
    >>> row |= {"low_error": 0.012, "high_error": 0.02, "n": 9, "n_failed": 0, "n_boundary": 0}
    >>> row |= {"n_resamples": 999}
    >>> interval_table([row]).rows
    [['A', '1.5', '0.25', '1.000 ± 0.012', '2.000 ± 0.020']]
    """
    from bootes.viz.numbers import format_value, format_with_error

    columns: dict[str, Callable[[Row], str]] = {
        "estimate": lambda row: format_value(row["estimate"])
    }
    if any(row["n_resamples"] for row in rows):
        columns |= {
            "standard error": lambda row: format_value(row["standard_error"], 4),
            "low": lambda row: format_with_error(row["low"], row["low_error"]),
            "high": lambda row: format_with_error(row["high"], row["high_error"]),
        }
    columns |= _telling(rows, ("n_failed", "failed"), ("n_boundary", "boundary"))
    return _table(rows, "estimate", columns, n_left_out)


def pvalue_table(rows: Sequence[Row], n_left_out: int = 0) -> Table:
    """Return observed values with their p-values and the Monte Carlo intervals of these."""
    from bootes.results.words import pvalue_interval_words, pvalue_words
    from bootes.viz.numbers import format_value

    columns: dict[str, Callable[[Row], str]] = {
        "observed": lambda row: format_value(row["value"]),
        "p": lambda row: pvalue_words(row["pvalue"], row["pvalue_error"]),
        "95 % interval of p": lambda row: pvalue_interval_words(
            row["pvalue_low"], row["pvalue_high"], row["method"] == "exact"
        ),
        "ties": lambda row: f"{row['n_ties']:,}",
        **_telling(rows, ("n_failed", "failed")),
    }
    return _table(rows, "value", columns, n_left_out)


def _telling(rows: Sequence[Row], *keys: tuple[str, str]) -> dict[str, Callable[[Row], str]]:
    """Return the columns of counts that are not 0 in every row, and n where it varies."""
    columns: dict[str, Callable[[Row], str]] = {}
    if len({row["n"] for row in rows}) > 1:
        columns["n"] = lambda row: _count(row["n"])
    for key, heading in keys:
        if any(row[key] for row in rows):
            columns[heading] = lambda row, key=key: _count(row[key])  # type: ignore[misc]
    return columns


def _count(number: int | str) -> str:
    return number if isinstance(number, str) else f"{number:,}"


def _table(
    rows: Sequence[Row],
    first_number: str,
    columns: Mapping[str, Callable[[Row], str]],
    n_left_out: int,
) -> Table:
    labels = _label_keys(rows, first_number)
    cells = [
        [*(_label(row.get(key)) for key in labels), *(cell(row) for cell in columns.values())]
        for row in rows
    ]
    numeric = [False] * len(labels) + [True] * len(columns)
    return Table([*labels, *columns], cells, numeric, n_left_out)


def _label_keys(rows: Sequence[Row], first_number: str) -> list[str]:
    """Return the keys before the numbers; the statistic only if nothing else tells rows apart."""
    keys: dict[str, None] = {}
    for row in rows:
        for key in row:
            if key == first_number:
                break
            keys[key] = None
    others = [key for key in keys if key != "statistic"]
    differ = len({row.get("statistic") for row in rows}) > 1
    return list(keys) if differ or not others else others


def _label(value: Any) -> str:
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)
