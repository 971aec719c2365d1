"""The default interval of a result, or why there is none."""

from __future__ import annotations

from bootes.errors import BootesError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.interval import Interval

__all__ = ["default_interval"]


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
