"""Numbers are rounded to two digits of their error, or to six significant digits."""

from __future__ import annotations

import re
from decimal import Decimal
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes.viz.numbers import format_value, format_with_error


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.2630971, "1.2631"),
        (0.1 + 0.2, "0.3"),
        (69.347842, "69.3478"),
        (-3, "−3"),
        (-0.0, "0"),
        (123456.7, "123457"),
        (1234567.0, "1.23457 × 10⁶"),
        (0.0001, "0.0001"),
        (0.00001, "1 × 10⁻⁵"),
        (10_000_000, "10000000"),
        (10**30, "1" + 30 * "0"),
        (np.int64(12_345_678), "12345678"),
        (nan, "NaN"),
        (inf, "∞"),
        (-inf, "−∞"),
    ],
)
def test_a_value_alone(value, text):
    assert format_value(value) == text


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (1.2630971, 0.0123, "1.263 ± 0.012"),
        (69.347842, 0.0994, "69.348 ± 0.099"),
        (69.347842, 0.0996, "69.35 ± 0.10"),  # rounding the error moves its digits
        (123456.0, 890.0, "123460 ± 890"),
        (12.0, 1234.0, "0 ± 1200"),
        (1234567.0, 8900.0, "(1.2346 ± 0.0089) × 10⁶"),
        (-1.234e-5, 1e-7, "(−1.234 ± 0.010) × 10⁻⁵"),
        (-0.001, 0.5, "0.00 ± 0.50"),
        (0.0, 0.5, "0.00 ± 0.50"),
        (1.79e308, 1e306, "(1.790 ± 0.010) × 10³⁰⁸"),
        (5e-324, 5e-324, "(5.0 ± 5.0) × 10⁻³²⁴"),
        (1.5, None, "1.5"),
        (1.5, nan, "1.5"),
        (1.5, 0.0, "1.5"),
        (1.5, 1e-20, "1.5"),
        (1.5, inf, "1.5 ± ∞"),
        (inf, 0.1, "∞"),
        (nan, 0.1, "NaN"),
    ],
)
def test_a_value_with_its_error(value, error, text):
    assert format_with_error(value, error) == text


@given(
    st.floats(-1e12, 1e12, allow_subnormal=False),
    st.floats(1e-6, 1e6),
)
def test_rounding_moves_a_value_by_at_most_half_of_the_last_digit_shown(value, error):
    text = format_with_error(value, error)
    if "±" not in text:
        assert error < abs(value) * 1e-15
        return
    power = re.search(r" × 10(\S+)", text)
    scale = int(power[1].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))) if power else 0
    pair = text.split(")")[0].strip("(").replace("−", "-").split(" ± ")
    shown, spread = (Decimal(part).scaleb(scale) for part in pair)
    digit = Decimal(10) ** (Decimal(f"{error:.1e}").adjusted() - 1)
    assert abs(shown - Decimal(value)) <= digit / 2 + abs(Decimal(value)) * Decimal("1e-16")
    assert spread == Decimal(f"{error:.1e}")
