"""Calls that are made again: the request of a result, from its call or from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bootes._resolve.asked import Extra, labelled, name_of
from bootes._resolve.bootstraps import BootstrapRequest
from bootes._resolve.fits import FitRequest
from bootes._resolve.permutations import PermutationRequest
from bootes._resolve.prepared import View
from bootes._streams import Seed
from bootes.errors import InputError
from bootes.models.resolve import as_model
from bootes.results.call import Call

__all__ = ["repeated"]


def repeated(call: Call, result: Any, data: Any, statistic: Any, weights: Any) -> Mapping[Any, Any]:
    """Return what a call prepares to run, by label; nothing is run.

    Parameters
    ----------
    call : Call
    result : BootstrapResult or PermutationResult
        One of its results.
    data, statistic, weights
        Of the call; what is None is that of the call, if it knows it.

    Raises
    ------
    InputError
        If the statistic was a function or the weights an array, and they are not given.
    """
    prepare = _PREPARE[call.verb]
    options = {**call.options, "weights_given": weights}
    return prepare(call, options, result, data, statistic)


def _bootstrap(
    call: Call, options: Mapping[str, Any], result: Any, data: Any, statistic: Any
) -> Mapping[Any, Any]:
    request = call.request
    if request is None:
        request = BootstrapRequest(
            **{name: options[name] for name in ("scheme", "paired", "as_frame")},
            **_statistics(call),
            **_shared(options, result),
            weights=options["weights"],
            rule=None,
            view=View(result.method, result.confidence_level, result.alternative),
        )
    request = replace(request, rule=None, n_resamples=result.n_resamples, seed=result._plan.seed)
    request = replace(request, weights=_weights(request.weights, options["weights_given"]))
    request = replace(request, statistics=_asked(request, statistic))
    prepared: Mapping[Any, Any] = request.prepared(data, options["columns"], options["by"])
    return prepared


def _test(
    call: Call, options: Mapping[str, Any], result: Any, data: Any, statistic: Any
) -> Mapping[Any, Any]:
    request = call.request
    if request is None:
        names = ("as_frame", "alternative", "two_sided", "method", "tie_tolerance")
        request = PermutationRequest(
            **{name: options[name] for name in names},
            **_statistics(call),
            **_shared(options, result),
        )
    # "auto" would count all arrangements once there are enough resamples.
    request = replace(
        request, method=result.method, n_resamples=result.n_resamples, seed=result._plan.seed
    )
    request = replace(request, statistics=_asked(request, statistic))
    where = (options["value"], options["group"], options["columns"])
    prepared: Mapping[Any, Any] = request.prepared(data, *where)
    return prepared


def _fit(
    call: Call, options: Mapping[str, Any], result: Any, data: Any, model: Any
) -> Mapping[Any, Any]:
    request = call.request
    if request is None:
        if model is None and options["model"] is None:
            msg = "the model was one of your own: pass it as statistic=..."
            raise InputError(msg)
        names = ("scheme", "method", "confidence_level", "alternative")
        request = FitRequest(
            model=as_model(options["model"] if model is None else model),
            **{name: options[name] for name in names},
            **_shared(options, result),
            rule=None,
        )
    request = replace(
        request,
        model=request.model if model is None else as_model(model),
        rule=None,
        n_resamples=result.n_resamples,
        seed=result._plan.seed,
    )
    prepared: Mapping[Any, Any] = request.prepared(data, options["columns"], options["by"])
    return prepared


_PREPARE: Mapping[str, Callable[..., Mapping[Any, Any]]] = {
    "bootstrap": _bootstrap,
    "permutation_test": _test,
    "fit": _fit,
}


def _shared(options: Mapping[str, Any], result: Any) -> dict[str, Any]:
    """Return what all requests have, of the options of a file."""
    more = [name for name in ("compile", "vectorized") if name in options]
    return {
        **{name: options[name] for name in ("nan_policy", "on_error", "keep", *more)},
        "seed": Seed(0),
        "n_resamples": result.n_resamples,
        "engine": None,
        "n_jobs": None,
    }


def _statistics(call: Call) -> dict[str, Any]:
    extra, bound = call.options["extra"], Extra()
    if extra is not None:
        bound = Extra(tuple(extra["args"]), extra["kwargs"], extra["n_samples"])
    return {"statistics": dict(call.options["statistics"]), "extra": bound}


def _asked(request: Any, statistic: Any) -> Mapping[Any, Any]:
    """Return the statistics of a request, those that are given in their place."""
    if statistic is not None:
        given = labelled(statistic)
        if list(given) != list(request.statistics):
            here, there = (_names(these) for these in (given, request.statistics))
            msg = f"statistic differs from that of the result: {here} instead of {there}."
            raise InputError(msg)
        return {label: request.extra.bound_to(one) for label, one in given.items()}
    missing = [str(label or "") for label, one in request.statistics.items() if one is None]
    if missing:
        of = f" of {', '.join(missing)}" if any(missing) else ""
        msg = (
            f"the statistic{of} was a function, which no file holds: pass statistic=..., as in "
            "the first call."
        )
        raise InputError(msg)
    known: Mapping[Any, Any] = request.statistics
    return known


def _names(statistics: Mapping[Any, Any]) -> str:
    return ", ".join(name_of(one) if label is None else label for label, one in statistics.items())


def _weights(own: Any, given: Any) -> Any:
    if given is not None:
        return given
    if own is True:
        msg = "the weights were an array, which no file holds: pass weights=..., too."
        raise InputError(msg)
    return own
