"""The facts that are shown of each kind of result, in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.interval import Interval
from bootes.results.limits import default_interval
from bootes.results.permutation import PermutationResult
from bootes.results.table import Row, Table, interval_table, pvalue_table
from bootes.results.words import (
    interval_name,
    interval_words,
    made_by,
    pvalue_line,
    resamples_words,
    sides_words,
)

__all__ = ["KINDS", "Facts", "Kind"]

Facts: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Kind:
    """How one kind of result is shown.

    Attributes
    ----------
    title : callable
        The title of a result, without what it is of.
    numbers : callable
        (name, text) of a result and its only row; nothing where the table is shown instead.
    table : callable
        The table of rows, given how many more there are.
    legend : callable
        What the table's columns are, from one result.
    notes : callable
        How the numbers of several results came about.
    """

    title: Callable[[Any], str]
    numbers: Callable[[Any, Row], Facts]
    table: Callable[[Sequence[Row], int], Table]
    legend: Callable[[Any], Facts]
    notes: Callable[[Sequence[Any]], Facts]


def bootstrap_title(result: BootstrapResult) -> str:
    """Return what was bootstrapped."""
    return f"bootstrap of {result._plan.statistic.name}"


def bootstrap_numbers(result: BootstrapResult, row: Row) -> Facts:
    """Return estimate, standard error, bias and limits, each with its Monte Carlo error."""
    from bootes.viz.numbers import format_value

    interval, _ = default_interval(result)
    n = result.n_resamples - result.n_failed
    bias_error = row["standard_error"] / math.sqrt(n) if n else math.nan
    limits = row["low"], row["high"], row["low_error"], row["high_error"]
    return (
        ("estimate", format_value(row["estimate"])),
        ("standard error", _defined(row["standard_error"], _spread_error(result, interval))),
        ("bias", _defined(row["bias"], bias_error)),
        ("interval", "none")
        if interval is None
        else (interval_name(interval), interval_words(*limits)),
        *_failure_bounds(interval),
    )


def _defined(value: float, error: float) -> str:
    from bootes.viz.numbers import format_with_error

    return "not defined" if math.isnan(value) else format_with_error(value, error)


def _spread_error(result: BootstrapResult, interval: Interval | None) -> float:
    """Return the Monte Carlo error of the standard error, where a distribution was kept."""
    if interval is None:
        return math.nan
    return result._kept.distributions[0].standard_deviation_error


def _failure_bounds(interval: Interval | None) -> Facts:
    """Return what the limits could be, had no replicate failed."""
    if interval is None or interval.failure_bounds is None:
        return ()
    from bootes.viz.numbers import format_value

    told = []
    for name, ends in zip(("low", "high"), zip(*interval.failure_bounds, strict=True), strict=True):
        least, most = (format_value(float(end)) for end in ends)
        told.append(f"{name} {least}" if least == most else f"{name} {least} to {most}")
    return (("with failures", f"{', '.join(told)} (failed replicates at −∞ or at ∞)"),)


def bootstrap_legend(result: BootstrapResult) -> Facts:
    """Return what low and high are."""
    interval, _ = default_interval(result)
    if interval is None:
        return ()
    return (("low, high", f"{interval_name(interval)}; ± is the Monte Carlo error"),)


def bootstrap_notes(results: Sequence[BootstrapResult]) -> Facts:
    """Return the resamples, and what made the numbers."""
    made = made_by((result._plan, result._kept.run) for result in results)
    precise = tuple(("precision", r.precision.words) for r in results if r.precision is not None)
    precise = precise if len(results) == 1 else ()
    return (("resamples", resamples_words(results)), *precise, ("made by", made))


def fit_title(result: FitResult) -> str:
    """Return what was fitted."""
    return f"fit of {result.model}"


def fit_legend(result: FitResult) -> Facts:
    """Return what low and high are."""
    return bootstrap_legend(result.bootstrap) if result.bootstrap else ()


def fit_notes(results: Sequence[FitResult]) -> Facts:
    """Return what is known of the maximum, and of the resamples."""
    booted = [result.bootstrap for result in results if result.bootstrap is not None]
    seeds = dict.fromkeys(f"seed {result._seed}" for result in results)
    made = bootstrap_notes(booted) if booted else (("made by", " or ".join(seeds)),)
    maximum = _maximum(results[0]) if len(results) == 1 else ""
    return (("maximum", maximum), *made) if maximum else made


def _maximum(result: FitResult) -> str:
    """Return the log-likelihood and the score, where the model says them."""
    from bootes.viz.numbers import format_value

    if math.isnan(result.loglik):
        return ""
    score = result.score_norm
    told = "" if math.isnan(score) else f", score {format_value(float(score), 2)} per value"
    return f"log-likelihood {format_value(float(result.loglik), 9)}{told}"


def permutation_title(result: PermutationResult) -> str:
    """Return what was tested against what."""
    return f"permutation test of {result._plan.statistic.name}, {sides_words(result)}"


def permutation_numbers(result: PermutationResult, row: Row) -> Facts:
    """Return the observed value and its p-value."""
    from bootes.viz.numbers import format_value

    return (
        ("observed", format_value(row["value"])),
        ("p", pvalue_line(result._pvalues[0], result.exact)),
        ("ties", f"{row['n_ties']:,}"),
    )


def permutation_notes(results: Sequence[PermutationResult]) -> Facts:
    """Return the permutations, and what made the numbers."""
    made = made_by((result._plan, result._kept.run) for result in results)
    return (("permutations", resamples_words(results)), ("made by", made))


def _nothing(*_: Any) -> Facts:
    return ()


KINDS: Mapping[type, Kind] = {
    BootstrapResult: Kind(
        bootstrap_title, bootstrap_numbers, interval_table, bootstrap_legend, bootstrap_notes
    ),
    FitResult: Kind(fit_title, _nothing, interval_table, fit_legend, fit_notes),
    PermutationResult: Kind(
        permutation_title, permutation_numbers, pvalue_table, _nothing, permutation_notes
    ),
}
