"""Whether a statistic is that of a result, told without the data."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from typing import Any

from bootes._core.fingerprint import fingerprint
from bootes.errors import BootesError, BootesWarning, InputError
from bootes.models.resolve import as_model
from bootes.protocols import Statistic
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.permutation import PermutationResult
from bootes.statistics.resolve import as_statistic

__all__ = ["check_same_statistic"]

Result = BootstrapResult | FitResult | PermutationResult


def check_same_statistic(result: Result, statistic: Any) -> None:
    """Refuse another statistic, or another model of a fit.

    Raises
    ------
    InputError
        If its code, constants or what it takes from around it differ.
    """
    if isinstance(result, FitResult):
        same = result.bootstrap is None or _is_model(result.bootstrap._plan.statistic, statistic)
    else:
        own = fingerprint(result._plan.statistic.identity())
        same = own in map(fingerprint, _forms(result, statistic))
    if not same:
        msg = (
            "statistic differs from that of the result (its code, its constants or what it takes "
            "from around it). Leave statistic= out: the result has its own."
        )
        raise InputError(msg)


def _forms(result: BootstrapResult | PermutationResult, statistic: Any) -> Iterator[Any]:
    """Yield what identifies the statistic in each form that it can run in."""
    extra = getattr(getattr(result._call, "request", None), "extra", None)
    if extra is not None:
        statistic = extra.bound_to(statistic)
    for compiled, vectorized in itertools.product((True, False), (None, True, False)):
        options: dict[str, Any] = {"compile": "auto" if compiled else False}
        options["vectorized"] = vectorized
        try:
            with warnings.catch_warnings():  # of forms that were not chosen
                warnings.simplefilter("ignore", BootesWarning)
                form = as_statistic(statistic, result._plan.sampler, **options)
        except BootesError:  # not in this form
            continue
        yield form.identity()


def _is_model(own: Statistic, model: Any) -> bool:
    asked = as_model(model)
    if asked.fit_kernel is not None:
        return getattr(own, "kernel", None) == asked.fit_kernel
    fitted: Any = getattr(getattr(own, "function", None), "__self__", None)
    same = fingerprint(_functions(fitted)) == fingerprint(_functions(asked))
    return same and own.names == (asked.parameters or own.names)


def _functions(model: Any) -> tuple[Any, ...]:
    names = ("mle_fun", "gen_fun", "mle_args", "gen_args")
    return tuple(getattr(model, name, None) for name in names)
