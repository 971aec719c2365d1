"""The built-in statistics on data that are hard on the digits, or degenerate."""

from __future__ import annotations

import dataclasses
import math
from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st

from bootes.statistics.builtin import BUILTINS, quantile, trimmed_mean
from bootes.statistics.recognise import recognise
from tests.oracles import naive, naive_statistics
from tests.statistics.row_data import KINDS, samples_for
from tests.statistics.row_data import value as value_of_row
from tests.strategies import arrays, gate, integers


def row_of(name):
    return recognise(name)


def value(name, *samples, args=None):
    row = row_of(name)
    row = row if args is None else dataclasses.replace(row, args=tuple(args))
    return value_of_row(row, *map(np.asarray, samples))


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


ROWS = [*BUILTINS.values(), quantile(0.9), trimmed_mean(0.1)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("kind", ["gamma", "normal"])
def test_the_order_of_rows_does_not_matter(row, kind):
    samples = samples_for(row, 30, kind, seed=2)
    rng = np.random.default_rng(3)
    if row.paired:
        orders = [rng.permutation(30)] * 2
    else:
        orders = [rng.permutation(len(sample)) for sample in samples]
    shuffled = [sample[order] for sample, order in zip(samples, orders, strict=True)]
    close = pytest.approx(value_of_row(row, *samples), rel=1e-11, nan_ok=True)
    assert value_of_row(row, *shuffled) == close


# Where values cancel, what is left of rounding is relative to what cancelled.
SCALE = {
    "log_ratio": 1.0,
    "intercept": 10.0,
    "skew": 1.0,
    "kurtosis": 3.0,
    "pearson": 1.0,
    "slope": 1.0,
    "r2": 1.0,
    "spearman": 1.0,
}


HARD = [row for row in ROWS if row.base in ("skew", "kurtosis") and row.combine == "ratio"]
EASY = [row for row in ROWS if row not in HARD]  # the others divide two numbers near zero


def check_against_python(row, samples):
    """To 1e-12 of the value and 64 roundings of what is subtracted in it."""
    of_one = BUILTINS.get(row.base)
    parts = [value_of_row(of_one, sample) for sample in samples] if of_one else []
    size = max(
        [abs(s).max() for s in samples] if row.rounding == "data" else [0.0, *map(abs, parts)]
    )
    size = SCALE.get(row.base or row.name, size)
    slack = 64 * np.finfo(float).eps * (size if math.isfinite(size) else 0.0)
    with np.errstate(all="ignore"):
        expected = row.python(*(sample.copy() for sample in samples))
    close = pytest.approx(expected, rel=1e-12, abs=max(slack, 1e-300), nan_ok=True)
    assert value_of_row(row, *samples) == close


@pytest.mark.parametrize("row", EASY, ids=lambda row: row.name)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 10, 100])
def test_every_kernel_gives_what_its_python_form_gives(row, kind, n):
    """On all kinds of data, from the least n on."""
    for seed, k in ((0, 2), (1, 3)) if row.or_more else ((0, None), (1, None)):
        check_against_python(row, samples_for(row, max(n, row.minimum), kind, seed=seed, k=k))


TIED = st.integers(-3, 3).map(float)
SMALL = st.floats(-1e6, 1e6).map(lambda v: round(v, 3) + 0.0)  # no -0.0


def columns(k, elements):
    return st.integers(2, 25).flatmap(
        lambda n: st.tuples(*(st.lists(elements, min_size=n, max_size=n) for _ in range(k)))
    )


@gate
@given(columns(2, TIED) | columns(2, SMALL))
@pytest.mark.parametrize("name", ["spearman", "kendall", "auc", "ks", "rank_sum", "accuracy"])
def test_ranks_and_counts_are_the_definitions(name, samples):
    """Exact but for the last division or root: 1e-14."""
    x, y = map(np.array, samples)
    of_pairs = name in ("spearman", "kendall")
    if of_pairs and (len(set(x)) == 1 or len(set(y)) == 1):
        assert math.isnan(value(name, x, y))
        return
    expected = naive_statistics.STATISTICS[name](x, y)
    assert value(name, x, y) == pytest.approx(expected, rel=1e-14, abs=1e-14)


@gate
@given(columns(1, TIED) | columns(1, SMALL))
@pytest.mark.parametrize("name", ["gini", "mad", "iqr", "sum", "min", "max"])
def test_statistics_of_one_sample_are_the_definitions(name, samples):
    (x,) = map(np.abs, map(np.array, samples))
    if name == "gini" and not x.any():
        assert math.isnan(value(name, x))
        return
    expected = naive_statistics.STATISTICS[name](x)
    assert value(name, x) == pytest.approx(expected, rel=1e-12, abs=1e-13)


@gate
@given(columns(3, TIED) | columns(3, SMALL), st.integers(0, 20))
@pytest.mark.parametrize("row", EASY, ids=lambda row: row.name)
def test_any_data_give_what_the_python_form_gives(row, samples, fewer):
    """Samples of different lengths, with ties or with three decimals."""
    arrays = [np.array(sample) for sample in samples][: 3 if row.or_more else row.n_samples]
    for j in row.binary:
        arrays[j] = (arrays[j] > 0) * 1.0
    if not row.paired:
        arrays[-1] = arrays[-1][: max(row.minimum, len(arrays[-1]) - fewer)]
    assume(all(len(array) >= row.minimum for array in arrays))
    check_against_python(row, arrays)


def exact_central(x, power):
    numbers = [Fraction(v) for v in x]
    centre = sum(numbers) / len(numbers)
    return sum((v - centre) ** power for v in numbers) / len(numbers)


FAR = [0.0, 1e6, -1e9, 1e12, 1e15]


@pytest.mark.parametrize("offset", FAR)
@pytest.mark.parametrize("n", [4, 9, 100])
def test_moments_far_from_zero_keep_their_digits(n, offset):
    """Against rational arithmetic on the numbers as they are stored."""
    x = offset + np.random.default_rng(n).gamma(2.0, 20.0, n)
    m2, m3, m4 = (exact_central(x, power) for power in (2, 3, 4))
    skewness, kurtosis = float(m3) / float(m2) ** 1.5, float(m4 / m2**2) - 3.0
    assert value("skew", x) == pytest.approx(skewness, rel=1e-11, abs=1e-12)
    assert value("kurtosis", x) == pytest.approx(kurtosis, rel=1e-11, abs=1e-12)
    deviation = math.sqrt(float(m2) * n / (n - 1))
    assert value("std", x) == pytest.approx(deviation, rel=1e-13)
    assert value("sem", x) == pytest.approx(deviation / math.sqrt(n), rel=1e-13)
    mean = float(sum(map(Fraction, x)) / n)
    assert value("cv", x) == pytest.approx(deviation / mean, rel=1e-13)


@pytest.mark.parametrize("offset", FAR)
def test_standardized_differences_far_from_zero_keep_their_digits(offset):
    """t, d, g and F of the stored numbers, whose differences from the offset are exact."""
    rng = np.random.default_rng(8)
    samples = [offset + np.round(rng.normal(j, 20.0, n)) for j, n in enumerate((9, 7, 5))]
    near = [sample - offset for sample in samples]
    for name in ("welch_t", "student_t", "cohen_d", "hedges_g", "f_statistic"):
        row = BUILTINS[name]
        k = 3 if row.or_more else 2
        assert value(name, *samples[:k]) == pytest.approx(row.python(*near[:k]), rel=1e-12)
    for name in ("slope", "pearson", "rmse", "mae", "r2"):
        x, y = samples[0][:7], samples[1]
        expected = BUILTINS[name].python(near[0][:7], near[1])
        assert value(name, x, y) == pytest.approx(expected, rel=1e-12)


def exact_correction(f):
    """Γ(f/2) / (√(f/2) Γ((f - 1)/2)) by factorials: Γ(m + 1/2) = √π (2m)! / (4^m m!)."""
    if f == 1:
        return 0.0  # Γ(0) is infinite
    m = f // 2
    whole, halved = math.factorial(m - 1), math.factorial(2 * m)
    if f % 2:  # Γ(m + 1/2) / Γ(m)
        return math.sqrt(math.pi) * (halved / (4**m * whole * whole * m)) / math.sqrt(f / 2)
    below = 2 * m * (2 * m - 1)  # Γ(m) / Γ(m - 1/2)
    return (whole * whole * 4 ** (m - 1) * below / halved) / math.sqrt(math.pi * f / 2)


@pytest.mark.parametrize("n", [3, 4, 5, 10, 50, 81, 82, 83, 84, 85, 200, 10_000])
def test_the_correction_of_hedges_is_exact(n):
    """The usual approximation 1 - 3/(4f - 1) is off by 1e-3 at f = 5."""
    x, y = np.arange(2.0), np.arange(1.0, n - 1.0)
    expected = exact_correction(n - 2) * value("cohen_d", x, y)
    assert value("hedges_g", x, y) == pytest.approx(expected, rel=2e-14, abs=1e-15)


# R 4.3's documented examples: sleep (t.test), airquality (kruskal.test), PlantGrowth (aov).
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
PLANTS = (
    [4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
    [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
    [6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26],
)


def test_published_values():
    """R: t = -1.8608 (Welch and pooled, equal sizes), F = 4.846, H = 7.9882."""
    assert value("welch_t", DRUG_1, DRUG_2) == pytest.approx(-1.8608, abs=5e-5)
    assert value("student_t", DRUG_1, DRUG_2) == pytest.approx(-1.8608, abs=5e-5)
    assert value("f_statistic", *PLANTS) == pytest.approx(4.846, abs=5e-4)
    assert value("kruskal_wallis", *PLANTS) == pytest.approx(7.9882, abs=5e-5)


@pytest.mark.parametrize("constant", [0.1, 1 / 3, 1e9 + 0.1, 1e15, -7.7])
@pytest.mark.parametrize("n", [2, 3, 7, 10, 64])
def test_constant_data_leave_no_rounding(n, constant):
    """Zero or NaN, never what rounding left of a mean."""
    x, y = np.full(n, constant), np.full(n + 1, constant)
    for name in ("variance", "std", "sem", "cv", "mad", "iqr", "gini"):
        assert value(name, x) == 0.0
    for name in ("skew", "kurtosis"):
        assert math.isnan(value(name, x))
    for name in ("welch_t", "student_t", "cohen_d", "hedges_g", "f_statistic", "kruskal_wallis"):
        assert math.isnan(value(name, x, y))
        assert value(name, x, y + 1) in (-math.inf, math.inf) or name == "kruskal_wallis"
    for name in ("spearman", "kendall", "slope", "intercept", "r2"):
        assert math.isnan(value(name, x, np.arange(float(n))))
    assert value("auc", x, y) == 0.5
    assert value("ks", x, y) == value("mae", x, x) == value("rmse", x, x) == 0.0
    assert value("accuracy", x, x) == 1.0


@pytest.mark.parametrize(
    ("name", "samples", "expected"),
    [
        ("geometric_mean", ([4.0, 9.0],), 6.0),
        ("geometric_mean", ([0.0, 2.0],), 0.0),
        ("geometric_mean", ([0.0, 0.0],), 0.0),
        ("geometric_mean", ([1e-300, 1e-300, 1e-300],), 1e-300),
        ("gini", ([0.0, 0.0, 0.0, 5.0],), 0.75),
        ("gini", ([2.0],), 0.0),
        ("trimmed_mean:0.25", ([9.0, 1.0, 3.0, -99.0],), 2.0),
        ("proportion", ([1.0, 0.0, 0.0, 1.0],), 0.5),
        ("mad", ([5.0],), 0.0),
        ("iqr", ([1.0, 3.0],), 1.0),
        ("auc", ([3.0], [1.0, 3.0, 5.0, 2.0]), 0.625),
        ("ks", ([1.0], [2.0]), 1.0),
        ("ks", ([1.0, 2.0], [1.0, 2.0, 2.0, 1.0]), 0.0),
        ("kendall", ([1.0, 2.0], [2.0, 1.0]), -1.0),
        ("kendall", ([1.0, 1.0, 2.0, 3.0], [1.0, 2.0, 2.0, 3.0]), 0.8),
        ("spearman", ([1.0, 2.0, 3.0], [1.0, 4.0, 9.0]), 1.0),
        ("slope", ([0.0, 1.0], [5.0, 8.0]), 3.0),
        ("intercept", ([1.0, 2.0], [5.0, 8.0]), 2.0),
        ("ratio_of_sums", ([1.0, 2.0], [4.0, 2.0]), 0.5),
        ("roc_auc", ([0.0, 1.0, 0.0, 1.0], [0.1, 0.4, 0.4, 0.9]), 0.875),
        ("r2", ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]), 1.0),
        ("r2", ([1.0, 2.0, 3.0], [2.0, 2.0, 2.0]), 0.0),
        ("rmse", ([1.0, 2.0], [4.0, 6.0]), math.sqrt(12.5)),
        ("f_statistic", ([1.0, 2.0, 3.0], [2.0, 3.0, 4.0]), 1.5),
        ("student_t", ([1.0], [2.0, 4.0]), -2.0 / math.sqrt(3.0)),
    ],
)
def test_values_by_hand(name, samples, expected):
    assert value(name, *samples) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("name", "samples"),
    [
        ("geometric_mean", ([-1.0, 2.0],)),
        ("gini", ([0.0, 0.0],)),
        ("log_ratio", ([-1.0], [2.0])),
        ("roc_auc", ([1.0, 1.0], [0.1, 0.4])),
        ("student_t", ([1.0], [2.0])),
        ("f_statistic", ([1.0], [2.0])),
        ("kruskal_wallis", ([1.0], [1.0])),
        ("hedges_g", ([1.0], [2.0])),
        ("skew", ([1.0],)),
        ("r2", ([1.0], [2.0])),
    ],
)
def test_what_too_few_or_wrong_values_give_is_nan(name, samples):
    assert math.isnan(value(name, *samples))


@pytest.mark.parametrize(("fisher", "bias"), [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)])
@pytest.mark.parametrize("n", [2, 3, 4, 50])
def test_scipys_definitions_of_skewness_and_kurtosis(fisher, bias, n):
    x = np.random.default_rng(n).gamma(2.0, size=n)
    expected = scipy.stats.kurtosis(x, fisher=bool(fisher), bias=bool(bias))
    assert value("kurtosis", x, args=[fisher, bias]) == pytest.approx(expected, rel=1e-12)
    expected = scipy.stats.skew(x, bias=bool(bias))
    assert value("skew", x, args=[bias]) == pytest.approx(expected, rel=1e-12, abs=1e-13)


def test_kendalls_tau_of_many_pairs_is_scipys():
    """Runs of many lengths are merged: n around powers of two."""
    rng = np.random.default_rng(11)
    for n in (*range(2, 34), 63, 64, 65, 1000):
        x, y = rng.integers(0, max(2, n // 3), n) * 1.0, rng.normal(size=n).round(1)
        if len(set(x)) > 1 and len(set(y)) > 1:
            expected = scipy.stats.kendalltau(x, y).statistic
            assert value("kendall", x, y) == pytest.approx(expected, rel=1e-14, abs=1e-15)
