"""What is recorded of a call, so that it can be repeated when data and functions are at hand."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from bootes._resolve.asked import Extra
from bootes.models.resolve import MODELS
from bootes.results.call import Call

__all__ = ["call_of", "revive"]

# The rest is in the plan, is no option of the call, or changes no number.
_LEFT_OUT = {"seed", "engine", "n_jobs", "n_resamples", "rule", "view"}


def call_of(verb: str, request: Any, **where: Any) -> Call:
    """Return the call that a request and the columns of its data stand for.

    Parameters
    ----------
    verb : str
    request : BootstrapRequest, PermutationRequest or FitRequest
    **where
        How the data are cut: columns, labels.
    """
    given = {field.name: getattr(request, field.name) for field in fields(request)}
    named = {name: value for name, value in given.items() if name not in _LEFT_OUT}
    options = {name: _plain(name, value) for name, value in {**named, **where}.items()}
    return Call(verb, options, revive, request=replace(request, engine=None, n_jobs=None))


def revive(result: Any, data: Any, statistic: Any, weights: Any) -> Any:
    """Return a result with data and functions of its own, which are compared with what it says."""
    from bootes._resolve.revival import revived  # which makes requests, which make calls

    return revived(result, data, statistic, weights)


def _plain(name: str, value: Any) -> Any:
    """Return an option as JSON has it; None in the place of what it cannot have."""
    if name == "statistics":
        return [[label, one if isinstance(one, str) else None] for label, one in value.items()]
    if name == "model":
        return next((known for known, model in MODELS.items() if model is value), None)
    if isinstance(value, Extra):
        return value.plain
    if name == "weights":
        return value if isinstance(value, str) else None if value is None else True
    return value.item() if isinstance(value, np.generic) else value
