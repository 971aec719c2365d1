"""The rows of an interval plot: read, checked, each with a name of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bootes.errors import InputError, InputTypeError

# Longer labels would leave the plot no room on a telephone; the tooltip has them in full.
LABEL_WIDTH = 36


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One estimate with its interval and, where known, the Monte Carlo errors of the limits."""

    label: str
    estimate: float
    low: float
    high: float
    low_error: float | None = None
    high_error: float | None = None


def as_interval_rows(rows: Sequence[Mapping[str, Any]]) -> list[IntervalRow]:
    """Read the rows of an interval plot.

    Parameters
    ----------
    rows : sequence of mappings
        Each with `label`, `estimate` and either `conf_int`, a pair (low, high), or `low` and
        `high`; optionally `low_error` and `high_error`.

    Returns
    -------
    list of IntervalRow

    Raises
    ------
    InputError
        No rows, a key is missing, `conf_int` is not a pair, or low exceeds high.
    InputTypeError
        A row is not a mapping, or a number is not a number.

    Examples
    --------
    >>> as_interval_rows([{"label": "Nanog", "estimate": 1.26, "conf_int": (1.1, 1.5)}])[0].high
    1.5
    """
    read = [_as_interval_row(i, row) for i, row in enumerate(rows)]
    if not read:
        message = "rows is empty: an interval plot needs at least one row."
        raise InputError(message)
    return read


def axis_names(labels: Sequence[str]) -> list[str]:
    """Shorten long labels and number repeated ones, so that each names one place on an axis.

    Examples
    --------
    >>> axis_names(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    taken: set[str] = set()
    names = []
    for label in labels:
        short = label if len(label) <= LABEL_WIDTH else f"{label[: LABEL_WIDTH - 1]}…"
        name, count = short, 1
        while name in taken:
            count += 1
            name = f"{short} ({count})"
        taken.add(name)
        names.append(name)
    return names


def _as_interval_row(i: int, row: Any) -> IntervalRow:
    if not isinstance(row, Mapping):
        message = f"row {i} is a {type(row).__name__}; give a mapping with 'label', 'estimate', ..."
        raise InputTypeError(message)
    low, high = _limits(i, row)
    if low > high:
        message = f"row {i} ({row.get('label')!r}) has low {low} above high {high}; exchange them."
        raise InputError(message)
    return IntervalRow(
        label=str(_value(i, row, "label")),
        estimate=_number(i, "estimate", _value(i, row, "estimate")),
        low=low,
        high=high,
        low_error=_error(i, row, "low_error"),
        high_error=_error(i, row, "high_error"),
    )


def _limits(i: int, row: Mapping[str, Any]) -> tuple[float, float]:
    if "conf_int" not in row:
        low, high = _value(i, row, "low"), _value(i, row, "high")
    elif len(row["conf_int"]) == 2:
        low, high = row["conf_int"]
    else:
        message = f"row {i} has a conf_int of length {len(row['conf_int'])}; give (low, high)."
        raise InputError(message)
    return _number(i, "low", low), _number(i, "high", high)


def _value(i: int, row: Mapping[str, Any], key: str) -> Any:
    if key in row:
        return row[key]
    message = (
        f"row {i} has no {key!r} (it has {', '.join(map(repr, row))}). Each row needs 'label', "
        "'estimate', and either 'conf_int' = (low, high) or 'low' and 'high'."
    )
    raise InputError(message)


def _number(i: int, key: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        message = f"row {i} has {key} = {value!r}; give a number."
        raise InputTypeError(message) from error


def _error(i: int, row: Mapping[str, Any], key: str) -> float | None:
    value = row.get(key)
    return None if value is None or math.isnan(_number(i, key, value)) else float(value)
