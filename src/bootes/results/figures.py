"""Results as Bokeh figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bootes._arguments import check_choice
from bootes.errors import InputError, UnknownNameError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.distributions import drawn_distribution
from bootes.results.fit import FitResult
from bootes.results.interval_figures import component_figure, interval_figures
from bootes.results.limits import default_interval
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.plain import clean
from bootes.results.words import pvalue_line

__all__ = ["bootstrap_figure", "fit_figure", "mapping_figure", "permutation_figure"]

# Figures below one another that a browser still draws at once.
MOST_FIGURES = 24


def bootstrap_figure(
    result: BootstrapResult,
    *,
    kind: str | None = None,
    component: int | str | None = None,
    **options: Any,
) -> Any:
    """Return the replicates of a scalar or one component, or the intervals of a vector.

    Parameters
    ----------
    result : BootstrapResult
    kind : {"histogram", "ecdf", "intervals"}, optional
        "intervals" is the default of a vector, "histogram" that of all else.
    component : int or str, optional
        Which component's replicates to draw.
    **options
        Passed on to the plot: title, x_axis_label, frame_width, ...

    Raises
    ------
    IntervalError
        If neither replicates nor a histogram were kept.
    InputError
        If several components are asked for in one histogram, or no replicate is finite.
    UnknownNameError
        If there is no such component or kind.
    """
    if kind is None:
        kind = "histogram" if result.names is None or component is not None else "intervals"
    check_choice("kind", kind, ("histogram", "ecdf", "intervals"))
    with np.errstate(all="ignore"):
        if kind == "intervals":
            return component_figure(result, **options)
        return _replicates(result, kind, _index(result.names, component), options)


def _replicates(result: BootstrapResult, kind: str, j: int, options: dict[str, Any]) -> Any:
    from bootes.viz.distribution import ecdf_plot, histogram_plot

    estimate = float(np.atleast_1d(result.estimate)[j])
    interval, _ = default_interval(result)
    ends: dict[str, Any] = {}
    if interval is not None:
        found = (interval.low, interval.high, *interval.error)
        names = ("low", "high", "low_error", "high_error")
        ends = {name: float(np.atleast_1d(v)[j]) for name, v in zip(names, found, strict=True)}
        ends["confidence_level"] = interval.confidence_level
    name = result._plan.statistic.name if result.names is None else result.names[j]
    return (ecdf_plot if kind == "ecdf" else histogram_plot)(
        drawn_distribution(result._plan, result._kept, j, estimate),
        estimate=estimate,
        **{"x_axis_label": clean(", ".join([name, *result._facts.values()])), **ends, **options},
    )


def fit_figure(
    result: FitResult,
    *,
    kind: str | None = None,
    component: int | str | None = None,
    **options: Any,
) -> Any:
    """Return the intervals of the parameters, each on its axis, or the replicates of one.

    Parameters
    ----------
    result : FitResult
    kind, component, **options
        As in `bootstrap_figure`.

    Raises
    ------
    IntervalError
        If replicates are asked for, and there is no bootstrap.
    """
    if kind is None and component is None:
        with np.errstate(all="ignore"):
            return _column([plot for _, plot in interval_figures([result], **options)])
    return bootstrap_figure(result._booted(), kind=kind, component=component, **options)


def permutation_figure(
    result: PermutationResult, *, component: int | str | None = None, **options: Any
) -> Any:
    """Return the null distribution with the observed value and what is as extreme.

    Parameters
    ----------
    result : PermutationResult
    component : int or str, optional
        Of a vector statistic; by default all, below one another, at most 24.
    **options
        Passed on to ``bootes.viz.null.null_plot``.

    Raises
    ------
    IntervalError
        If only tail counts were kept.
    """
    if result.names is None or component is not None:
        return _null(result, _index(result.names, component), options)
    n = min(len(result.names), MOST_FIGURES)
    return _column([_null(result, j, options) for j in range(n)])


def _null(result: PermutationResult, j: int, options: dict[str, Any]) -> Any:
    from bootes.viz.null import null_plot

    observed = float(np.atleast_1d(result.statistic)[j])
    name = result._plan.statistic.name if result.names is None else result.names[j]
    return null_plot(
        drawn_distribution(result._plan, result._kept, j, observed),
        observed=observed,
        alternative=result.alternative,
        two_sided=result.two_sided,
        centre=result.centre,
        pvalue=pvalue_line(result._pvalues[j], result.exact),
        **{"x_axis_label": clean(", ".join([name, *result._facts.values()])), **options},
    )


def mapping_figure(results: ResultMapping[Any], **options: Any) -> Any:
    """Return interval plots, one per parameter with a row per result; of tests, the nulls.

    Raises
    ------
    InputError
        If there are no results.
    """
    if not results:
        msg = "there are no results to draw."
        raise InputError(msg)
    members = list(results.values())
    if isinstance(members[0], PermutationResult):
        return _column([permutation_figure(t, **options) for t in members[:MOST_FIGURES]])
    with np.errstate(all="ignore"):
        return _column([plot for _, plot in interval_figures(members, **options)])


def _index(names: tuple[str, ...] | None, component: int | str | None) -> int:
    """Return the number of a component."""
    known = names or ("0",)
    if component is None and len(known) > 1:
        msg = f"kind= draws one component. Pass component=, one of: {', '.join(known)}."
        raise InputError(msg)
    if component is None:
        return 0
    if isinstance(component, int) and 0 <= component < len(known):
        return component
    if component not in known:
        raise UnknownNameError.from_name_and_choices("component", component, known)
    return known.index(str(component))


def _column(plots: Sequence[Any]) -> Any:
    from bootes.viz.packages import load

    if len(plots) == 1:
        return plots[0]
    return load("bokeh.layouts", "a plot").column(list(plots), spacing=20)
