"""The default interval of a result, or why there is none."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator

import numpy as np

from bootes.errors import BootesError, DegenerateWarning
from bootes.results.bootstrap import BootstrapResult
from bootes.results.interval import Interval

__all__ = ["default_interval", "quiet"]


def default_interval(result: BootstrapResult) -> tuple[Interval | None, str]:
    """Return the default interval and "", or None and the reason.

    It is computed once per result; nothing is resampled but the leave-one-out values of BCa.
    """
    try:
        interval: Interval | None = result.interval_or_none
        if interval is None:
            result.interval()  # says why
    except BootesError as error:
        return None, str(error)
    return interval, ""


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let showing a result tell in its text what a computation tells by warnings."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", DegenerateWarning)
        yield
