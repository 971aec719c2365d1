"""Facts about a result in words: what text, notebook and report say alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bootes._core.execute import Run
from bootes._core.plan import Plan
from bootes.pvalues.pvalue import PValue
from bootes.results.bootstrap import BootstrapResult
from bootes.results.interval import Interval
from bootes.results.permutation import PermutationResult

__all__ = [
    "facts_words",
    "grouped",
    "interval_name",
    "interval_words",
    "made_by",
    "pvalue_interval_words",
    "pvalue_line",
    "pvalue_words",
    "resamples_words",
    "sides_words",
]

_METHODS = {"bca": "BCa"}
_SIDES = {"less": "upper limit", "greater": "lower limit"}
_DRAWN = {"resample": "with replacement", "generate": "drawn from the fitted model"}
_NAMED = 4  # labels before "and 3 more"
_TINIEST = "< 10⁻³⁰⁰"


def facts_words(facts: Mapping[str, str]) -> str:
    """Return ", gene A, column Nanog": what the numbers are of."""
    return "".join(f", {name} {value}" for name, value in facts.items())


def interval_name(interval: Interval) -> str:
    """Return "95 % BCa interval", or what a one-sided one is called."""
    method = _METHODS.get(interval.method, interval.method)
    kind = _SIDES.get(interval.alternative, "interval")
    return f"{100 * interval.confidence_level:.6g} % {method} {kind}"


def interval_words(low: float, high: float, low_error: float, high_error: float) -> str:
    """Return the limits with their Monte Carlo errors."""
    from bootes.viz.numbers import format_with_error

    if low != low and high != high:
        return "not defined"
    return f"{format_with_error(low, low_error)} to {format_with_error(high, high_error)}"


def resamples_words(results: Sequence[BootstrapResult | PermutationResult]) -> str:
    """Return how many resamples there are, of how many values, and how they were drawn."""
    told = {_number_words(result): None for result in results}
    drawn = {
        f", {_DRAWN.get(result._plan.purpose, 'drawn')}": None
        for result in results
        if isinstance(result, BootstrapResult)
    }
    return f"{' or '.join(told)} of {_sizes_words(results)}{' or'.join(drawn)}"


def _number_words(result: BootstrapResult | PermutationResult) -> str:
    number = f"{result.n_resamples:,}"
    if isinstance(result, PermutationResult):
        return f"all {number} arrangements" if result.exact else f"{number} random"
    return number


def _sizes_words(results: Sequence[BootstrapResult | PermutationResult]) -> str:
    sizes = {result.n: None for result in results}
    n_omitted = {sum(result.n_omitted): None for result in results}
    if len(sizes) == 1:
        told = f"n = {' + '.join(f'{size:,}' for size in results[0].n)}"
    else:
        totals = [sum(n) for n in sizes]
        told = f"n = {min(totals):,} to {max(totals):,}"
    left_out = " to ".join(f"{n:,}" for n in sorted({min(n_omitted), max(n_omitted)}))
    return f"{told} ({left_out} missing left out)" if any(n_omitted) else told


def made_by(parts: Iterable[tuple[Plan, Run]]) -> str:
    """Return seed, form and engine on one line; of several runs everything that occurs."""
    seeds: dict[str, None] = {}
    forms: dict[str, None] = {}
    engines: dict[str, None] = {}
    for plan, run in parts:
        form, reason = plan.statistic.form, plan.statistic.reason
        seeds[f"seed {plan.seed}"] = None
        forms[reason if form in reason else f"{form} ({reason})"] = None
        engines[run.engine if run.workers == 1 else f"{run.engine} × {run.workers}"] = None
    return ", ".join(" or ".join(kinds) for kinds in (seeds, forms, engines))


def pvalue_words(value: float, error: float) -> str:
    """Return a p-value with its Monte Carlo error; it is never written as 0."""
    from bootes.viz.numbers import format_with_error

    if not value > 0.0:
        return _TINIEST if value == 0.0 else "not defined"
    return format_with_error(value, error)


def pvalue_interval_words(low: float, high: float, exact: bool) -> str:
    """Return the interval of a p-value, from below open where no resample was as extreme."""
    from bootes.viz.numbers import format_value

    if exact:
        return "exact"
    return (
        f"{format_value(low, 3)} to {format_value(high, 3)}"
        if low > 0.0
        else (f"up to {format_value(high, 3)}")
    )


def pvalue_line(p: PValue, exact: bool) -> str:
    """Return a p-value with its error and its interval, or that it is exact."""
    told = pvalue_interval_words(*p.interval, exact)
    value = pvalue_words(p.value, p.error)
    return f"{value} (exact)" if exact else f"{value}, 95 % interval {told}"


def sides_words(result: PermutationResult) -> str:
    """Return the alternative, and how a two-sided p-value is meant."""
    from bootes.viz.numbers import format_value

    if result.two_sided is None:
        return result.alternative
    centre = f" about {format_value(result.centre)}" if result.two_sided == "abs" else ""
    return f"{result.alternative} ({result.two_sided}{centre})"


def grouped(told: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Say a text once, with the labels it is about: from pairs of (label, text).

    Examples
    --------
    >>> grouped([("A", "few values"), ("B", "few values"), ("", "all is late")])
    ('A; B: few values', 'all is late')
    """
    labels: dict[str, dict[str, None]] = {}
    for label, text in told:
        labels.setdefault(text, {}).update({label: None} if label else {})
    return tuple(f"{_listed(list(named))}: {t}" if named else t for t, named in labels.items())


def _listed(labels: list[str]) -> str:
    more = len(labels) - _NAMED
    rest = f" and {more:,} more" if more > 0 else ""
    return "; ".join(labels[:_NAMED]) + rest
