"""What a plot of replicates leaves out, in words."""

from __future__ import annotations

from .numbers import format_value


def remainder_text(below: float, above: float, undefined: float) -> str:
    """Say how much is not drawn, "" if everything is.

    Examples
    --------
    >>> remainder_text(0.0, 12.0, 3.0)
    'not drawn: 12 above the range shown, 3 undefined'
    """
    counts = {
        "below the range shown": below,
        "above the range shown": above,
        "undefined": undefined,
    }
    parts = [f"{format_value(count)} {where}" for where, count in counts.items() if count]
    return f"not drawn: {', '.join(parts)}" if parts else ""
