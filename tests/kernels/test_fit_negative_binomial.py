"""The compiled fit of the negative binomial, against two oracles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from bootes._kernels._jit import INDEX, SOURCE, STATISTIC, VALUES
from bootes._kernels.fit_negative_binomial import fit_nbinom, fit_negative_binomial
from tests.kernels.exact_digamma import distance_to_maximum
from tests.oracles.negative_binomial import excess, maxima, maximum

NOTHING = np.empty(0)
STARTS = [[], [1.0], [1e-300], [1e300], [-1.0], [np.nan], [np.inf], [1.3, 69.0]]


def fit(sample, kernel=fit_negative_binomial, start=NOTHING):
    x, out = np.array(sample, np.float64), np.full(2, -1.0)
    kernel(x, np.array([0, x.size]), np.array(start, np.float64), out)
    return out


def draws(alpha, b, shape, seed=0):
    return np.random.default_rng(seed).negative_binomial(alpha, 1 / (1 + b), shape)


def poisson_like(rate, n):
    """Return the sample with the smallest positive excess of 2,000 Poisson samples."""
    samples = np.random.default_rng(1).poisson(rate, (2_000, n))
    found = [(excess(x), i) for i, x in enumerate(samples) if excess(x) > 0]
    return samples[min(found)[1]]


@pytest.mark.parametrize(
    ("alpha", "b"),
    [(1.26, 69.4), (0.55, 8.2), (4.5, 16.5), (0.05, 3.0), (0.02, 500.0), (30.0, 30.0), (20.0, 0.3)],
)
@pytest.mark.parametrize("n", [5, 279])
def test_fits_of_resamples_are_the_maxima(alpha, b, n):
    """The same boundaries as SciPy's root, and the same maxima where that does not cancel."""
    data = draws(alpha, b, n, seed=3)
    rows = np.random.default_rng(4).integers(0, n, (200, n))
    fitted = np.array([fit(x) for x in data[rows]])
    expected = np.stack(maxima(data[rows]), axis=1)
    np.testing.assert_array_equal(np.isinf(fitted), np.isinf(expected))
    sharp = expected[:, 0] < 20
    np.testing.assert_allclose(fitted[sharp], expected[sharp], rtol=1e-11)
    np.testing.assert_allclose(fitted, expected, rtol=1e-6)


SAMPLES = {
    "two values": [0, 5],
    "one count of 2": [0] * 9 + [2],
    "one huge count": [0] * 99 + [10**9],
    "huge counts": draws(1.3, 1e9, 60),
    "huge counts, little dispersion": draws(300.0, 1e7, 60),
    "counts to 1e9 near the Poisson limit": poisson_like(1e9, 50),
    "counts to 1e6 near the Poisson limit": poisson_like(1e6, 50),
    "counts to 5e4 near the Poisson limit": poisson_like(5e4, 50),
    "counts to 300 near the Poisson limit": poisson_like(300, 50),
    "counts to 10 near the Poisson limit": poisson_like(5, 50),
    "largest excess of 1": poisson_like(2, 13),
    "a Poisson with an outlier": [*np.random.default_rng(2).poisson(3, 3000), 1000],
    "a Poisson with a huge outlier": [*np.random.default_rng(2).poisson(3, 3000), 10**8],
    "few extreme counts": [0] * 20_000 + [31, 49_999],
    "table just in use": [*draws(2.0, 3000.0, 299), 65_536],
    "table just not in use": [*draws(2.0, 3000.0, 299), 65_537],
    "table just in use, small sample": [1, 7, 512 + 256],
    "table just not in use, small sample": [1, 7, 512 + 257],
    "large alpha, values": draws(25.0, 1e5, 40),
    "small alpha, values": draws(18.0, 1e5, 40),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_maximum_in_60_digits(name):
    """In every regime the root of the exact score is met to 1e-10."""
    sample = SAMPLES[name]
    alpha, b = fit(sample)
    assert abs(distance_to_maximum(sample, alpha)) < 1e-10
    assert alpha * b == pytest.approx(np.mean(sample), rel=1e-13, abs=0)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(
        st.one_of(st.integers(0, 3), st.integers(0, 300), st.integers(0, 10**9)),
        min_size=2,
        max_size=30,
    )
)
def test_any_sample_of_counts(sample):
    alpha, b = fit(sample)
    if excess(np.array(sample)) <= 0:
        assert (alpha, b) == (np.inf, 0.0)
    else:
        assert abs(distance_to_maximum(sample, alpha)) < 1e-10


@pytest.mark.parametrize(
    "sample", [[0, 0, 0], [3, 3], [10**9] * 5, [0, 1], [7], [0] * 9 + [1], [1, 2, 3, 2, 1]]
)
def test_a_variance_not_above_the_mean_is_the_boundary(sample):
    assert fit(sample).tolist() == [np.inf, 0.0]
    assert fit(sample, fit_nbinom).tolist() == [np.inf, 1.0]


@pytest.mark.parametrize("n", [279, 100_000])
def test_the_boundary_is_decided_exactly(n):
    """Variance equal to the mean, in exact arithmetic, at a mean that is no short fraction."""
    # Values 0 and 2 in halves: mean 1, variance 1; one more unit of spread crosses.
    n -= n % 2
    equal = [0, 2] * (n // 2)
    assert excess(np.array(equal)) == 0
    assert fit(equal).tolist() == [np.inf, 0.0]
    more = [*equal[:-2], 0, 3]
    assert excess(np.array(more)) > 0
    assert np.isfinite(fit(more)).all()


@pytest.mark.parametrize("alpha", [1.3, 0.01, 500.0])
def test_a_million_values(alpha):
    sample = draws(alpha, 20.0, 1_000_000)
    fitted = fit(sample)
    assert fitted == pytest.approx(maximum(sample), rel=1e-10)


def test_a_million_huge_counts_are_the_exact_maximum():
    sample = np.repeat(draws(1.3, 1e7, 100), 10_000)
    assert fit(sample)[0] == pytest.approx(fit(sample[::10_000])[0], rel=1e-11)
    assert abs(distance_to_maximum(sample, fit(sample)[0])) < 1e-11


@pytest.mark.parametrize("name", ["two values", "table just in use", "huge counts"])
def test_no_start_changes_a_bit(name):
    fits = {fit(SAMPLES[name], start=start).tobytes() for start in STARTS}
    assert len(fits) == 1


def test_the_order_of_the_values_changes_next_to_nothing():
    sample = draws(1.3, 70.0, 279)
    assert fit(sample[::-1]) == pytest.approx(fit(sample), rel=1e-13)


@pytest.mark.parametrize(
    "sample", [[], [1, np.nan, 9], [1, np.inf, 9], [-np.inf, 1, 9], [1, -2, 9], [1.5, 2, 9]]
)
def test_what_is_not_a_count_gives_nan(sample):
    assert np.isnan(fit(sample)).all()
    assert np.isnan(fit(sample, fit_nbinom)).all()


def test_only_the_sample_between_the_offsets_is_fitted():
    sample = draws(1.3, 70.0, 50)
    padded = np.concatenate(([1e6, 3.0], sample, [0.0])).astype(np.float64)
    before, out = padded.copy(), np.empty(2)
    fit_negative_binomial(padded, np.array([2, 52]), NOTHING, out)
    np.testing.assert_array_equal(out, fit(sample))
    np.testing.assert_array_equal(padded, before)


def test_nbinom_is_the_same_fit():
    sample = draws(1.3, 70.0, 279)
    (alpha, b), (n, p) = fit(sample), fit(sample, fit_nbinom)
    assert n == alpha
    assert p == 1 / (1 + b)


@njit((STATISTIC, VALUES, INDEX, SOURCE, VALUES))
def call(statistic, resample, offsets, args, out):
    statistic(resample, offsets, args, out)


def test_the_kernel_is_a_first_class_function():
    sample, out = draws(1.3, 70.0, 279).astype(np.float64), np.empty(2)
    call(fit_negative_binomial, sample, np.array([0, 279]), NOTHING, out)
    np.testing.assert_array_equal(out, fit(sample))
