"""Results as tidy rows: one dict of plain numbers and text per component, nothing rounded."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

from bootes.errors import InputTypeError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.limits import default_interval
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult

__all__ = ["bootstrap_rows", "fit_rows", "permutation_rows", "rows_of"]

Row: TypeAlias = dict[str, Any]


@functools.singledispatch
def rows_of(result: Any) -> list[Row]:
    """Return the tidy rows of any result.

    Parameters
    ----------
    result : BootstrapResult, FitResult, PermutationResult or ResultMapping

    Returns
    -------
    list of dict
        Values are float, int, str, bool or None.

    Raises
    ------
    InputTypeError
        If it is no result.
    """
    msg = f"a {type(result).__name__} is not a result, so it has no rows."
    raise InputTypeError(msg)


def bootstrap_rows(result: BootstrapResult, parameter_column: str | None = None) -> list[Row]:
    """Return one row per component.

    Parameters
    ----------
    result : BootstrapResult
    parameter_column : str, optional
        A column for the names of the components, instead of "statistic" and "component".

    Returns
    -------
    list of dict
        Where there is no interval its limits are NaN, and "status" says why.
    """
    interval, why = default_interval(result)
    p = 1 if result.names is None else len(result.names)
    undefined = np.full(p, math.nan)
    ends = (undefined,) * 4 if interval is None else (interval.low, interval.high, *interval.error)
    values: dict[str, list[Any]] = {
        "estimate": _floats(result.estimate),
        **{name: _floats(end) for name, end in zip(_LIMITS, ends, strict=True)},
        "standard_error": _floats(result.standard_error),
        "bias": _floats(result.bias),
        "status": [why] * p if interval is None else list(interval.status),
    }
    shared = {
        "n": _sizes(result.n),
        "n_resamples": result.n_resamples,
        "n_failed": result.n_failed,
        "n_boundary": result.n_boundary,
        "confidence_level": result.confidence_level,
        "method": result.method if interval is None else interval.method,
    }
    return [
        _row(
            result._facts,
            _names(result._plan.statistic.name, result.names, j, parameter_column),
            {**{name: column[j] for name, column in values.items()}, **shared},
            _BOOTSTRAP,
        )
        for j in range(p)
    ]


def fit_rows(result: FitResult) -> list[Row]:
    """Return one row per parameter; without a bootstrap there are estimates alone."""
    told = {
        "model": result.model,
        "loglik": float(result.loglik),
        "converged": None if result.converged is None else bool(result.converged),
        "score_norm": float(result.score_norm),
    }
    if result.bootstrap is not None:
        rows = bootstrap_rows(result.bootstrap, parameter_column="parameter")
        return [{**row, **told} for row in rows]
    missing = dict.fromkeys((*_LIMITS, "standard_error", "bias", "confidence_level"), math.nan)
    counts = {"n": result.n, "n_resamples": 0, "n_failed": 0, "n_boundary": 0}
    shared = {**missing, **counts, "method": "", "status": f"no bootstrap: {result.status}"}
    return [
        {**_row(result._facts, {"parameter": name}, {"estimate": value, **shared}, _BOOTSTRAP)}
        | told
        for name, value in zip(result.names, _floats(result.params), strict=True)
    ]


def permutation_rows(result: PermutationResult) -> list[Row]:
    """Return one row per component of the statistic."""
    low, high = result.pvalue_interval
    values: dict[str, list[Any]] = {
        "value": _floats(result.statistic),
        "pvalue": _floats(result.pvalue),
        "pvalue_error": _floats(result.pvalue_error),
        "pvalue_low": _floats(low),
        "pvalue_high": _floats(high),
        "n_ties": [int(ties) for ties in np.atleast_1d(result.n_ties)],
    }
    shared = {
        "n": _sizes(result.n),
        "n_resamples": result.n_resamples,
        "n_failed": result.n_failed,
        "alternative": result.alternative,
        "two_sided": result.two_sided or "",
        "method": result.method,
    }
    return [
        _row(
            result._facts,
            _names(result._plan.statistic.name, result.names, j, None),
            {**{name: column[j] for name, column in values.items()}, **shared},
            _PERMUTATION,
        )
        for j in range(len(values["value"]))
    ]


def mapping_rows(results: ResultMapping[Any]) -> list[Row]:
    """Return the rows of all results."""
    return [row for result in results.values() for row in rows_of(result)]


def _row(facts: Mapping[str, str], names: Row, values: Row, order: tuple[str, ...]) -> Row:
    """Put the leading facts first; one that is called like a column of ours is marked."""
    taken = {*names, *order}
    leading = {f"{key} (group)" if key in taken else key: text for key, text in facts.items()}
    return {**leading, **names, **{key: values[key] for key in order}}


def _names(
    statistic: str, names: tuple[str, ...] | None, j: int, parameter_column: str | None
) -> Row:
    if parameter_column is not None:
        return {parameter_column: statistic if names is None else names[j]}
    return (
        {"statistic": statistic}
        if names is None
        else {
            "statistic": statistic,
            "component": names[j],
        }
    )


def _floats(values: Any) -> list[float]:
    return [float(value) for value in np.atleast_1d(values)]


def _sizes(n: tuple[int, ...]) -> int | str:
    return int(n[0]) if len(n) == 1 else "+".join(str(size) for size in n)


_LIMITS = ("low", "high", "low_error", "high_error")
_BOOTSTRAP = (
    "estimate",
    "low",
    "high",
    "standard_error",
    "low_error",
    "high_error",
    "bias",
    "n",
    "n_resamples",
    "n_failed",
    "n_boundary",
    "confidence_level",
    "method",
    "status",
)
_PERMUTATION = (
    "value",
    "pvalue",
    "pvalue_error",
    "pvalue_low",
    "pvalue_high",
    "n",
    "n_resamples",
    "n_ties",
    "n_failed",
    "alternative",
    "two_sided",
    "method",
)

rows_of.register(BootstrapResult, bootstrap_rows)
rows_of.register(FitResult, fit_rows)
rows_of.register(PermutationResult, permutation_rows)
rows_of.register(ResultMapping, mapping_rows)
