"""Where in the user's code a warning belongs."""

from __future__ import annotations

import sys

__all__ = ["first_outside"]


def first_outside() -> int:
    """Return the ``stacklevel``, for the caller, of the first frame that is not of bootes."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("bootes."):
        level, frame = level + 1, frame.f_back
    return level
