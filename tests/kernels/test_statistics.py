"""The built-in statistics on data that are hard on the digits, or degenerate."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given

from tests.oracles import naive, naive_statistics
from tests.statistics.row_data import named_value as value
from tests.strategies import arrays, columns, gate, integers


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


@gate
@given(columns(2))
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
@given(columns(1))
@pytest.mark.parametrize("name", ["gini", "mad", "iqr", "sum", "min", "max"])
def test_statistics_of_one_sample_are_the_definitions(name, samples):
    (x,) = map(np.abs, map(np.array, samples))
    if name == "gini" and not x.any():
        assert math.isnan(value(name, x))
        return
    expected = naive_statistics.STATISTICS[name](x)
    assert value(name, x) == pytest.approx(expected, rel=1e-12, abs=1e-13)


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
        ("skew", ([1.0, 1.0, 1.0 + 2.0**-52],)),  # SciPy: the values differ by rounding alone
        ("kurtosis", ([1.0, 1.0, 1.0 + 2.0**-52],)),
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
