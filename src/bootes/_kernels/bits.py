"""Machine operations that Numba does not spell: 32-bit products and bit counts."""

from __future__ import annotations

from llvmlite import ir
from numba.extending import intrinsic
from numba.types import uint32, uint64

__all__ = ["add32", "high16", "low16", "popcount", "product32"]

# Numba widens every integer to 64 bits; 32-bit lanes let the compiler use whole vectors.


@intrinsic
def product32(typing_context, left, right):
    """Return left * right modulo 2^32."""

    def generate(context, builder, signature, arguments):
        return builder.mul(*arguments)

    return uint32(uint32, uint32), generate


@intrinsic
def add32(typing_context, left, right):
    """Return left + right modulo 2^32."""

    def generate(context, builder, signature, arguments):
        return builder.add(*arguments)

    return uint32(uint32, uint32), generate


@intrinsic
def high16(typing_context, value):
    """Return the upper 16 bits."""

    def generate(context, builder, signature, arguments):
        return builder.lshr(arguments[0], ir.Constant(ir.IntType(32), 16))

    return uint32(uint32), generate


@intrinsic
def low16(typing_context, value):
    """Return the lower 16 bits."""

    def generate(context, builder, signature, arguments):
        return builder.and_(arguments[0], ir.Constant(ir.IntType(32), 0xFFFF))

    return uint32(uint32), generate


@intrinsic
def popcount(typing_context, value):
    """Return the number of set bits of a 64-bit word."""

    def generate(context, builder, signature, arguments):
        return builder.ctpop(arguments[0])

    return uint64(uint64), generate
