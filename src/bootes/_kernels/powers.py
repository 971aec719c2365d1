"""Negative powers of zero, which Python refuses as it refuses a division by zero.

Numba's are infinite in every error model. A call that raises is put before a power of which the
exponent may be negative; the power itself stays as it is, and so do its bits.
"""

from __future__ import annotations

import operator
from typing import Any

from numba import types
from numba.core import ir
from numba.core.ir_utils import build_definitions, mk_unique_var
from numba.extending import overload

from .numpy_twins import OPTIONS

__all__ = ["insert_checks"]

_EXPONENTS = (types.Float, types.Integer, types.Boolean)
_BASES = (*_EXPONENTS, types.Complex)
_BINARY = {"binop": operator.pow, "inplace_binop": operator.ipow}
_FUNCTIONS = (pow, operator.pow)


def _check(x, y): ...


@overload(_check, jit_options=OPTIONS)
def _overload_check(x, y):
    if not isinstance(x, _BASES) or not isinstance(y, _EXPONENTS):
        return lambda x, y: None  # arrays are NumPy's

    def check(x, y):
        if x == 0 and y < 0:
            raise ZeroDivisionError("zero to a negative power")

    return check


def insert_checks(func_ir: Any, values: dict[str, Any]) -> None:
    """Put a check before each power; ``values`` are what variables stand for, where it is known."""
    blocks = func_ir.blocks.values()
    harmless = {
        line.target.name
        for block in blocks
        for line in block.body
        if isinstance(line, ir.Assign) and _is_from_zero(line.value)
    }
    for block in blocks:
        body = []
        for line in block.body:
            power = _power(line.value, values) if isinstance(line, ir.Assign) else ()
            if len(power) == 2 and power[1].name not in harmless:
                body += _call(line, power)
            body.append(line)
        block.body = body
    func_ir._definitions = build_definitions(func_ir.blocks)


def _is_from_zero(value: Any) -> bool:
    number = isinstance(value, ir.Const) and isinstance(value.value, int | float)
    return bool(number and value.value >= 0)


def _power(value: Any, values: dict[str, Any]) -> tuple[Any, ...]:
    """Return the base and the exponent, where a value is a power."""
    op = value.op if isinstance(value, ir.Expr) else ""
    if op in _BINARY:
        return (value.lhs, value.rhs) if value.fn is _BINARY[op] else ()
    called = values.get(value.func.name) if op == "call" else None
    return tuple(value.args) if any(called is function for function in _FUNCTIONS) else ()


def _call(line: Any, power: tuple[Any, ...]) -> list[Any]:
    scope, loc = line.target.scope, line.loc
    check, nothing = (ir.Var(scope, mk_unique_var(f"${name}"), loc) for name in ("check", "none"))
    return [
        ir.Assign(ir.Global("check", _check, loc), check, loc),
        ir.Assign(ir.Expr.call(check, power, (), loc), nothing, loc),
    ]
