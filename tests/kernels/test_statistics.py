"""The built-in statistics on data that are hard on the digits, or degenerate."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given

from bootes._kernels import statistics as kernels
from bootes.statistics.builtin import BUILTINS
from tests.oracles import naive
from tests.strategies import arrays, gate, integers


def value(name, *samples, args=None):
    row = BUILTINS.get(name)
    resample = np.concatenate(samples).astype(np.float64)
    offsets = np.concatenate([[0], np.cumsum([len(sample) for sample in samples])])
    out = np.full(1, np.nan)
    arguments = np.array(row.args if args is None else args, np.float64)
    getattr(kernels, name)(resample, offsets.astype(np.int64), arguments, out)
    return float(out[0])


def exact_moments(x):
    """Mean and variance in rational arithmetic."""
    numbers = [Fraction(v) for v in x]
    centre = sum(numbers) / len(numbers)
    return centre, sum((v - centre) ** 2 for v in numbers) / (len(numbers) - 1)


# NIST's univariate sets for numerical accuracy: (base, certified mean, standard deviation).
NIST = {
    "NumAcc1": ([10000001, 10000003, 10000002], 10000002, 1.0),
    "NumAcc2": ([1.2] + [1.1, 1.3] * 500, 1.2, 0.1),
    "NumAcc3": ([1000000.2] + [1000000.1, 1000000.3] * 500, 1000000.2, 0.1),
    "NumAcc4": ([10000000.2] + [10000000.1, 10000000.3] * 500, 10000000.2, 0.1),
}


@pytest.mark.parametrize("name", NIST)
def test_nists_data_keep_their_digits(name):
    """As many digits as the data's own rounding leaves: 9 of NumAcc3, 8 of NumAcc4."""
    data, mean, deviation = NIST[name]
    assert value("mean", data) == pytest.approx(mean, rel=1e-14)
    rounding = np.finfo(float).eps * mean / deviation
    assert value("std", data) == pytest.approx(deviation, rel=max(1e-14, 4 * rounding))
    # Of the numbers as they are stored, all digits.
    _, variance = exact_moments(data)
    assert value("variance", data) == pytest.approx(float(variance), rel=1e-13)


@gate
@given(arrays(least=2))
def test_mean_and_variance_are_exact_to_rounding(x):
    centre, spread = exact_moments(x)
    largest = np.abs(x).max()
    assert abs(value("mean", x) - float(centre)) <= 8 * np.finfo(float).eps * largest
    slack = 1e-13 * float(spread) + (8 * np.finfo(float).eps * largest) ** 2
    assert abs(value("variance", x) - float(spread)) <= slack


@pytest.mark.parametrize("ddof", [0.0, 1.0, 2.0])
def test_the_divisor_of_the_variance(ddof):
    x = np.random.default_rng(1).normal(size=7)
    assert value("variance", x, args=[ddof]) == pytest.approx(np.var(x, ddof=ddof), rel=1e-14)
    assert value("std", x, args=[ddof]) == pytest.approx(np.std(x, ddof=ddof), rel=1e-14)


@gate
@given(arrays(elements=integers.map(float)), arrays(elements=integers.map(float)))
def test_rank_sums_of_both_samples_add_up(x, y):
    """Midranks: the two sums are n (n + 1) / 2 together, and halves are exact."""
    n = len(x) + len(y)
    first, second = value("rank_sum", x, y), value("rank_sum", y, x)
    assert first + second == n * (n + 1) / 2
    assert first == naive.rank_sum(x, y)


@gate
@given(arrays(least=2))
def test_correlations_are_between_minus_one_and_one(x):
    with np.errstate(all="ignore"):
        assume(0 < np.var(x) < 1e150)
    assert value("pearson", x, x) == pytest.approx(1.0, abs=1e-12)
    assert value("pearson", x, -3 * x) == pytest.approx(-1.0, abs=1e-12)
    y = np.roll(x, 1)
    assert -1.0 <= value("pearson", x, y) <= 1.0


@pytest.mark.parametrize(
    ("name", "samples"),
    [
        ("pearson", ([1.0, 1.0, 1.0], [1.0, 2.0, 3.0])),
        ("pearson", ([1.0, 2.0, 3.0], [0.1, 0.1, 0.1])),
        ("welch_t", ([2.0, 2.0], [2.0, 2.0])),
        ("mean_ratio", ([0.0, 0.0], [0.0, 0.0])),
    ],
)
def test_what_is_not_defined_is_nan(name, samples):
    assert math.isnan(value(name, *map(np.array, samples)))


@pytest.mark.parametrize("constant", [0.1, 0.7, 1 / 3, np.pi, 1e9 + 0.1, -1e-3, 5e-324])
def test_a_constant_sample_has_no_variance_whatever_rounding_leaves(constant):
    for n in range(2, 70):
        x = np.full(n, constant)
        assert value("variance", x) == value("std", x) == 0.0
        assert math.isnan(value("pearson", np.arange(float(n)), x))
        assert math.isnan(value("pearson", x, np.arange(float(n))))
        assert not math.isfinite(value("welch_t", x, x[::-1] / 3))


@pytest.mark.parametrize(
    ("name", "samples", "expected"),
    [
        ("mean_ratio", ([1.0, 3.0], [0.0, 0.0]), math.inf),
        ("mean_ratio", ([-1.0, -3.0], [0.0, 0.0]), -math.inf),
        ("welch_t", ([3.0, 3.0], [2.0, 2.0]), math.inf),
        ("variance", ([2.0, 2.0, 2.0],), 0.0),
        ("std", ([1e9 + 0.1] * 10,), 0.0),
        ("median", ([7.0],), 7.0),
        ("median", ([1.0, 2.0],), 1.5),
        ("rank_sum", ([5.0, 5.0], [5.0, 5.0, 5.0]), 6.0),
        ("mean", ([-0.0],), 0.0),
    ],
)
def test_special_values(name, samples, expected):
    assert value(name, *map(np.array, samples)) == expected


@pytest.mark.parametrize("name", BUILTINS)
def test_the_order_of_rows_does_not_matter(name):
    rng = np.random.default_rng(2)
    samples = [rng.gamma(2.0, size=30) for _ in range(BUILTINS[name].n_samples)]
    order = rng.permutation(30)
    shuffled = [sample[order] for sample in samples]
    assert value(name, *shuffled) == pytest.approx(value(name, *samples), rel=1e-13)
