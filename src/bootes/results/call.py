"""How a result was asked for, as far as plain values can say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["Call"]


@dataclass(frozen=True, eq=False)
class Call:
    """The verb and the options of a call, and which of its results this is.

    Attributes
    ----------
    verb : {"bootstrap", "permutation_test", "fit"}
    options : mapping
        Values of JSON; None stands where a function, a model or weights were passed.
    revive : callable
        From (result, data, statistic, weights) to the same result with data and function of
        its own.
    label : str or tuple, optional
        Of this result among those of the call; None if it is the only one.
    request : optional
        The options as they were passed, functions included; None of a file.
    """

    verb: str
    options: Mapping[str, Any]
    revive: Callable[[Any, Any, Any, Any], Any]
    label: Any = None
    request: Any = None

    def of(self, label: Any) -> Call:
        """Return the call as that of one of its results."""
        return replace(self, label=label)
