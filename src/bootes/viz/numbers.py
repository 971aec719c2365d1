"""How numbers are written for readers: with their error, or to six significant digits."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MINUS = "\N{MINUS SIGN}"
# Beyond this a double has no digits left to show.
_DOUBLE_DIGITS = 15


def format_value(value: float | np.integer[Any], digits: int = 6) -> str:
    """Write a number to `digits` significant digits, with a true minus sign.

    Parameters
    ----------
    value : float or int
        An int is written in full, whatever its length.
    digits : int
        Significant digits of a float.

    Returns
    -------
    str
        ``NaN`` and ``∞`` for what is not finite; powers of ten below 1e-4 and from
        ``10**digits`` on.

    Examples
    --------
    >>> format_value(1.2630971)
    '1.2631'
    >>> format_value(-1.5e-8)
    '−1.5 × 10⁻⁸'
    """
    if isinstance(value, int | np.integer):
        return str(int(value)).replace("-", _MINUS)
    if not math.isfinite(value):
        return _not_finite(value)
    # Adding zero turns -0.0 into 0.0.
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")
    return _signed(mantissa) + _power(int(exponent) if exponent else 0)


def format_with_error(value: float, error: float | None) -> str:
    """Write a value and its error, both rounded to two significant digits of the error.

    Parameters
    ----------
    value : float
    error : float or None
        One standard error, in the units of `value`. None, NaN, zero and errors below the
        precision of a double leave the value alone.

    Returns
    -------
    str

    Examples
    --------
    >>> format_with_error(1.2630971, 0.0123)
    '1.263 ± 0.012'
    >>> format_with_error(3.1e-9, 4.4e-10)
    '(3.10 ± 0.44) × 10⁻⁹'
    """
    if error is None or math.isnan(error) or not math.isfinite(value) or error == 0.0:
        return format_value(value)
    if math.isinf(error):
        return f"{format_value(value)} ± ∞"
    if abs(error) < abs(value) * 10.0**-_DOUBLE_DIGITS:
        return format_value(value)
    return _rounded_pair(value, error)


def _rounded_pair(value: float, error: float) -> str:
    exact = Decimal(repr(float(value))), Decimal(repr(float(error)))
    # The exponent after rounding: an error of 0.0996 has its two digits at 0.10, not 0.100.
    digits = int(f"{exact[1]:.1e}".partition("e")[2]) - 1
    # ... and 0.0000099 is 1.0 × 10⁻⁵.
    rounded = [number.quantize(Decimal(1).scaleb(digits)) for number in exact]
    size = max(number.adjusted() for number in rounded if number)
    power = size if size < -4 or size >= 6 else 0
    quantum = Decimal(1).scaleb(digits - power)
    number, spread = (_rounded(part.scaleb(-power), quantum) for part in exact)
    return f"({number} ± {spread}){_power(power)}" if power else f"{number} ± {spread}"


def _rounded(number: Decimal, quantum: Decimal) -> str:
    rounded = number.quantize(quantum)
    return _signed(f"{rounded if rounded else abs(rounded):f}")


def _signed(digits: str) -> str:
    return digits.replace("-", _MINUS)


def _power(exponent: int) -> str:
    return f" × 10{str(exponent).translate(_SUPERSCRIPTS)}" if exponent else ""


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else f"{_MINUS}∞"
