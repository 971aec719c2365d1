"""The table of built-in statistics."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import scipy.stats

from bootes._resolve.samples import as_samples
from bootes.errors import DataError, InputError
from bootes.schemes.original import original
from bootes.statistics.builtin import BUILTINS, COMBINE, quantile, trimmed_mean, with_ddof
from bootes.statistics.resolve import as_statistic
from tests.statistics.row_data import samples_for

CENTRED = [name for name, row in BUILTINS.items() if row.centre is not None]


def resolved(row, *samples, compile="auto"):
    source = original(as_samples(samples if len(samples) > 1 else samples[0], minimum=1).samples)
    return as_statistic(row, source, compile=compile), source


def value(row, *samples, compile="auto"):
    """The estimate, the way of a run; the kernel alone is called in tests/kernels."""
    statistic, source = resolved(row, *samples, compile=compile)
    return statistic.evaluate(source, np.zeros(2, np.uint64), 0, 1).values[0, 0]


@pytest.mark.parametrize("name", BUILTINS)
def test_a_row_is_found_by_its_own_name_and_is_frozen(name):
    row = BUILTINS[name]
    assert row.name == name
    assert row.kernel.load() is not None
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.centre = 1.0


@pytest.mark.parametrize("name", CENTRED)
def test_the_centre_is_the_value_without_an_effect(name):
    """For samples in another order; for a column and its even square."""
    row = BUILTINS[name]
    x = np.array([1.0, 1.0, 0.0, 0.0, 1.0]) if row.binary else np.arange(1.0, 6.0)
    other = (np.arange(5.0) - 2) ** 2 if row.paired else x[::-1].copy()
    if name == "roc_auc":
        other = np.array([1.0, 3.0, 2.0, 2.0, 2.0])
    assert value(row, x, other) == pytest.approx(row.centre, abs=1e-15)


@pytest.mark.parametrize("name", CENTRED)
def test_the_sign_is_first_minus_second(name):
    """Swapped samples lie on the other side of the centre; a second that falls, if paired."""
    row = BUILTINS[name]
    x, y = samples_for(row, 13, seed=5)
    found = value(row, x, y) - row.centre
    other = value(row, x, -y) if row.paired else value(row, y, x)
    assert other - row.centre == pytest.approx(-found, rel=1e-12)
    assert abs(found) > 1e-3


LARGER = [n for n in CENTRED if not n.startswith(("skew", "kurtosis", "gini", "cv", "proportion"))]


@pytest.mark.parametrize("name", LARGER)
def test_a_larger_first_sample_is_on_the_upper_side(name):
    row = BUILTINS[name]
    if row.paired:
        x = np.array([0.0, 0.0, 1.0, 1.0, 1.0])
        assert value(row, x, x + np.arange(5.0) / 10) > row.centre
    else:
        x, y = samples_for(row, 12, seed=4)
        assert value(row, 100 * y + 100, y) > row.centre


@pytest.mark.parametrize("name", [n for n, row in BUILTINS.items() if row.n_samples == 1])
def test_what_rounds_with_the_data_moves_with_them(name):
    row = BUILTINS[name]
    if row.binary:
        pytest.skip("the data cannot move")
    x, *_ = samples_for(row, 12)
    moved = value(row, x + 1.0) - value(row, x)
    assert (abs(moved - 1.0) <= 1e-12) == (row.rounding == "data")


@pytest.mark.parametrize("name", BUILTINS)
def test_the_statistic_says_what_its_row_says(name):
    row = BUILTINS[name]
    for compile in ("auto", False):
        statistic, _ = resolved(row, *samples_for(row, 9), compile=compile)
        told = (statistic.name, statistic.rounding, statistic.centre, statistic.tail)
        assert told == (name, row.rounding, row.centre, row.tail)
    assert row.tail == ("upper" if name in ("ks", "f_statistic", "kruskal_wallis") else "both")


@pytest.mark.parametrize("name", [n for n, row in BUILTINS.items() if row.binary])
@pytest.mark.parametrize("compile", ["auto", False])
def test_what_is_of_zeros_and_ones_refuses_other_values(name, compile):
    row = BUILTINS[name]
    samples = samples_for(row, 9)
    samples[row.binary[-1]][3] = 0.5
    said = rf"'{name}' is of zeros and ones, and sample {row.binary[-1]} has the value 0.5"
    with pytest.raises(DataError, match=said):
        resolved(row, *samples, compile=compile)


@pytest.mark.parametrize("name", [n for n, row in BUILTINS.items() if row.base])
def test_a_combination_is_of_the_two_values(name):
    """The kernel of one sample over each of both, then the difference or the ratio."""
    row = BUILTINS[name]
    x, y = samples_for(row, 11, seed=2)
    first, second = (value(BUILTINS[row.base], sample) for sample in (x, y))
    expected = first - second if name.endswith("_difference") else first / second
    assert value(row, x, y) == pytest.approx(expected, rel=1e-14)
    assert (row.centre == 0.0) is name.endswith("_difference")


@pytest.mark.parametrize("name", BUILTINS)
def test_fused_loops_say_how_their_columns_are_combined(name):
    for fused in (BUILTINS[name].fused or {}).values():
        assert fused.loop.load() is not None
        assert fused.finish is None or fused.finish.load() is not None
        assert fused.combine in COMBINE


def test_combinations_of_means():
    means = np.array([[6.0, 2.0], [1.0, 0.0]])
    with np.errstate(all="ignore"):
        ratios = np.log([[3.0], [np.inf]])
    assert COMBINE["log_ratio"](means).tolist() == ratios.tolist()
    assert COMBINE["first"](means[:, :1]).tolist() == [[6.0], [1.0]]
    assert COMBINE["difference"](means).tolist() == [[4.0], [1.0]]
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


@pytest.mark.parametrize("proportion", [0, 0.0, 0.05, 0.1, 0.25, 1 / 3, 0.49])
@pytest.mark.parametrize("n", [1, 2, 3, 10, 20, 101])
def test_trimmed_means_are_scipys(proportion, n):
    x = np.random.default_rng(5).standard_t(2, size=n)
    row = trimmed_mean(proportion)
    expected = scipy.stats.trim_mean(x, proportion)
    assert value(row, x) == pytest.approx(expected, rel=1e-14, abs=1e-15)
    assert value(row, x, compile=False) == pytest.approx(expected, rel=1e-14, abs=1e-15)
    assert row.name == f"trimmed_mean:{float(proportion):g}"


@pytest.mark.parametrize("proportion", [-0.1, 0.5, 10, float("nan"), "some", None, [0.1]])
def test_a_proportion_that_leaves_nothing_is_refused(proportion):
    with pytest.raises(InputError, match=r"is not a number from 0 to below 0\.5"):
        trimmed_mean(proportion)


SPREAD = {"variance": np.var, "std": np.std, "sem": scipy.stats.sem, "cv": scipy.stats.variation}


@pytest.mark.parametrize("ddof", [0, 1, 2])
@pytest.mark.parametrize(("name", "function"), SPREAD.items())
def test_another_divisor(name, function, ddof):
    row = with_ddof(BUILTINS[name], ddof)
    x = np.random.default_rng(6).normal(2.0, size=9)
    assert value(row, x) == pytest.approx(function(x, ddof=ddof), rel=1e-13)
    assert row.python(x) == pytest.approx(function(x, ddof=ddof), rel=1e-13)
    assert row.name == (name if ddof == 1 else f"{name}(ddof={ddof})")
    assert row.minimum == ddof + 1


def test_one_value_has_no_variance_about_itself():
    assert value(with_ddof(BUILTINS["variance"], 0), np.array([4.0])) == 0.0
