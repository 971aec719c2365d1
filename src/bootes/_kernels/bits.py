"""Machine operations that Numba does not spell: bit counts."""

from __future__ import annotations

from numba.extending import intrinsic
from numba.types import uint64

__all__ = ["popcount"]


@intrinsic
def popcount(typing_context, value):
    """Return the number of set bits of a 64-bit word."""

    def generate(context, builder, signature, arguments):
        return builder.ctpop(arguments[0])

    return uint64(uint64), generate
