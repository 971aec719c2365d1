"""The table of built-in statistics."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes.errors import InputError
from bootes.schemes.original import original
from bootes.statistics.builtin import BUILTINS, COMBINE, quantile, with_ddof
from bootes.statistics.resolve import as_statistic


def value(row, *samples):
    source = original(as_samples(samples if len(samples) > 1 else samples[0]).samples)
    return as_statistic(row, source).evaluate(source, np.zeros(2, np.uint64), 0, 1).values[0, 0]


def samples_of(row, shift=0.0, n=12):
    rng = np.random.default_rng(4)
    return [rng.normal(3.0 + shift, 1.0 + j, n) + shift for j in range(row.n_samples)]


@pytest.mark.parametrize("name", BUILTINS)
def test_a_row_is_found_by_its_own_name_and_is_frozen(name):
    row = BUILTINS[name]
    assert row.name == name
    assert row.kernel.load() is not None
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.centre = 1.0


@pytest.mark.parametrize("name", [n for n, row in BUILTINS.items() if row.centre is not None])
def test_the_centre_is_the_value_without_an_effect(name):
    """Zero for samples that are mirror images, for a column and its even square."""
    row = BUILTINS[name]
    x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    other = x**2 if row.paired else x[::-1].copy()
    assert value(row, x, other) == pytest.approx(row.centre, abs=1e-15)


@pytest.mark.parametrize("name", [n for n, row in BUILTINS.items() if row.centre is not None])
def test_the_sign_is_first_minus_second(name):
    row = BUILTINS[name]
    x, y = samples_of(row)
    swapped = value(row, y, x)
    if row.paired:
        assert swapped == pytest.approx(value(row, x, y), rel=1e-12)
        assert value(row, x, -y) == pytest.approx(-swapped, rel=1e-12)
    else:
        assert swapped == pytest.approx(-value(row, x, y), rel=1e-12)
        assert value(row, x + 10, y) > value(row, x, y)


@pytest.mark.parametrize("name", [n for n, row in BUILTINS.items() if row.n_samples == 1])
def test_what_rounds_with_the_data_moves_with_them(name):
    row = BUILTINS[name]
    (x,) = samples_of(row)
    moved = value(row, x + 1.0) - value(row, x)
    assert moved == pytest.approx(1.0 if row.rounding == "data" else 0.0, abs=1e-12)


@pytest.mark.parametrize("name", BUILTINS)
def test_fused_loops_say_how_their_columns_are_combined(name):
    for loop, combine in (BUILTINS[name].fused or {}).values():
        assert loop.load() is not None
        assert combine in COMBINE


def test_combinations_of_means():
    means = np.array([[6.0, 2.0], [1.0, 0.0]])
    assert COMBINE["first"](means[:, :1]).tolist() == [[6.0], [1.0]]
    assert COMBINE["difference"](means).tolist() == [[4.0], [1.0]]
    with np.errstate(divide="ignore"):
        assert COMBINE["ratio"](means).tolist() == [[3.0], [np.inf]]


@pytest.mark.parametrize("level", [0, 0.0, 0.25, 0.9, 1, 1.0, np.float64(0.5)])
def test_quantiles_are_numpys(level):
    x = np.random.default_rng(5).normal(size=11)
    assert value(quantile(level), x) == pytest.approx(np.quantile(x, level), rel=1e-14)
    assert quantile(level).name == f"quantile:{float(level):g}"


@pytest.mark.parametrize("level", [-0.1, 1.1, 90, float("nan"), "high", None, [0.5]])
def test_a_level_outside_the_unit_interval_is_refused(level):
    with pytest.raises(InputError, match="is not a number from 0 to 1"):
        quantile(level)


@pytest.mark.parametrize("ddof", [0, 1, 2])
@pytest.mark.parametrize(("name", "numpy"), [("variance", np.var), ("std", np.std)])
def test_another_divisor(name, numpy, ddof):
    row = with_ddof(BUILTINS[name], ddof)
    x = np.random.default_rng(6).normal(size=9)
    assert value(row, x) == pytest.approx(numpy(x, ddof=ddof), rel=1e-13)
    assert row.python(x) == functools.partial(numpy, ddof=ddof)(x)
    assert row.name == (name if ddof == 1 else f"{name}(ddof={ddof})")
