"""The time limit of replicates: an option of engines whose processes may be ended, of no other."""

from __future__ import annotations

import math
from typing import Any

from bootes.errors import InputError, InputTypeError

__all__ = ["refuse_time_limit", "time_limit_options"]


def time_limit_options(timeout_s: float | None) -> dict[str, Any]:
    """Return the options of an engine that watches its workers.

    Raises
    ------
    InputTypeError, InputError
        If ``timeout_s`` is no positive number of seconds.

    Examples
    --------
    >>> time_limit_options(10)
    {'timeout_s': 10.0}
    """
    if timeout_s is None:
        return {}
    if isinstance(timeout_s, bool) or not hasattr(timeout_s, "__float__"):
        msg = f"timeout_s={timeout_s!r} is no number. Pass seconds, or None for no limit."
        raise InputTypeError(msg)
    seconds = float(timeout_s)
    if not 0.0 < seconds < math.inf:
        msg = f"timeout_s={timeout_s!r} is not allowed. Pass seconds above 0, or None for no limit."
        raise InputError(msg)
    return {"timeout_s": seconds}


def refuse_time_limit(name: str, timeout_s: float | None, why: str) -> None:
    """Refuse a time limit on an engine that cannot end a replicate.

    Raises
    ------
    InputError
        If ``timeout_s`` is given.
    """
    if timeout_s is not None:
        msg = (
            f"the engine {name!r} has no timeout_s ({timeout_s!r} was given): {why}, and code that "
            "hangs is ended only together with its process. Use engine=bt.engines.Processes("
            f"timeout_s={timeout_s!r}), whose processes are ours."
        )
        raise InputError(msg)
