"""Interval plots of results: one per parameter, a row per column or group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bootes.results.plain import clean
from bootes.results.rows import rows_of

__all__ = ["component_figure", "interval_figures"]


def interval_figures(results: Iterable[Any], **options: Any) -> list[tuple[str, Any]]:
    """Return (name, figure) of each parameter, component or statistic of the results.

    Parameters
    ----------
    results : iterable of BootstrapResult or FitResult
    **options
        Passed on to ``bootes.viz.intervals.interval_plot``.
    """
    from bootes.viz.intervals import interval_plot

    plots: dict[str, list[dict[str, Any]]] = {}
    for result in results:
        label = clean(", ".join(result._facts.values()))
        for row in rows_of(result):
            name = _name(row)
            plots.setdefault(name, []).append({**_numbers(row), "label": label or name})
    return [
        (name, interval_plot(rows, **{"x_axis_label": name, **options}))
        for name, rows in plots.items()
    ]


def component_figure(result: Any, **options: Any) -> Any:
    """Return one interval plot of the components of a vector, which share an axis."""
    from bootes.viz.intervals import interval_plot

    rows = [{**_numbers(row), "label": _name(row)} for row in rows_of(result)]
    return interval_plot(rows, **{"x_axis_label": clean(result._plan.statistic.name), **options})


def _name(row: dict[str, Any]) -> str:
    return clean(row.get("parameter", row.get("component", row.get("statistic"))))


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("estimate", "low", "high", "low_error", "high_error")}
