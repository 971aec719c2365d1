"""What is kept: the sketch against kept replicates, tails, moments, and how little memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from bootes.bootstrap import bootstrap
from bootes.errors import DegenerateWarning, InputError, IntervalError
from bootes.permutation import permutation_test
from bootes.results.permutation import Null

X = np.random.default_rng(8).lognormal(size=40)
Y = np.random.default_rng(9).lognormal(0.4, size=30)
CASES = {
    "mean": (X, "mean"),
    "std": (X, "std"),
    "median": (X, "median"),
    "lattice": (np.arange(30) % 7, "mean"),
    "mean_difference": ((X, Y), "mean_difference"),
    "vector": (X, lambda x: [x.mean(), x.std(), x.min()]),
}
each_case = pytest.mark.parametrize("name", CASES)


def both(name, n=9_999, **options):
    data, statistic = CASES[name]
    return tuple(
        bootstrap(data, statistic, n_resamples=n, rng=2, keep=keep, **options)
        for keep in ("replicates", "sketch")
    )


def widths(r):
    return np.array([d.resolution for d in r._kept.distributions])


@pytest.mark.filterwarnings("ignore::bootes.errors.DegenerateWarning")
@pytest.mark.parametrize("method", ["percentile", "basic", "bca"])
@each_case
def test_limits_are_within_a_bin(name, method):
    kept, sketch = both(name)
    for level in (0.9, 0.95, 0.99):
        mine, theirs = kept.interval(method, level), sketch.interval(method, level)
        for a, b in zip(mine, theirs, strict=True):
            # NaN (a minimum beyond its extreme) stays NaN; a lattice may round to the next atom.
            np.testing.assert_array_less(np.abs(np.subtract(a, b)), 1.0001 * widths(sketch) + 1e-12)


@each_case
def test_moments_and_normal_limits_are_those_of_the_replicates(name):
    kept, sketch = both(name)
    np.testing.assert_allclose(sketch.standard_error, kept.standard_error, rtol=1e-10)
    np.testing.assert_allclose(sketch.bias, kept.bias, rtol=1e-6, atol=1e-13)
    np.testing.assert_allclose(
        tuple(sketch.interval("normal")), tuple(kept.interval("normal")), rtol=1e-9
    )
    np.testing.assert_allclose(
        sketch.interval("normal").error, kept.interval("normal").error, rtol=0.15
    )  # values beyond the bins are left out of the kurtosis


@each_case
def test_stated_errors_hold_the_width_of_a_bin(name):
    kept, sketch = both(name, method="percentile")
    for exact, binned in zip(kept.interval().error, sketch.interval().error, strict=True):
        assert np.all(np.asarray(binned) >= widths(sketch))
        assert np.all(np.asarray(binned) <= 1.5 * np.asarray(exact) + 3 * widths(sketch))


def test_binned_quantiles_are_off_to_both_sides():
    """Values are put in the middle of their share of a bin, not at its edge."""
    kept, sketch = both("mean")
    levels = np.linspace(0.0005, 0.02, 300)
    off = [
        sketch._kept.distributions[0].quantile(p) - kept._kept.distributions[0].quantile(p)
        for p in levels
    ]
    # One value in most of these bins: uniform offsets in +-1/2 of a bin, about 180 of them.
    assert abs(np.mean(off)) < 0.2 * widths(sketch)[0]


def test_bins_are_fine():
    for name in ("mean", "std", "mean_difference"):
        kept, sketch = both(name)
        assert widths(sketch) < 0.002 * kept.standard_error


def test_a_limit_beyond_the_bins_is_told():
    x = np.array([-1.0, 1.1, 0.9, -0.9, 1.0, -1.05, 0.95])

    def explodes(v):
        return 1.0 / (abs(v.mean() - 0.01) ** 5 + 1e-12)

    options = {"n_resamples": 9_999, "rng": 1, "method": "percentile", "confidence_level": 0.999}
    kept = bootstrap(x, explodes, **options).interval()
    sketch = bootstrap(x, explodes, keep="sketch", **options)
    with pytest.warns(DegenerateWarning, match="keep='replicates'"):
        binned = sketch.interval()
    assert np.isfinite(kept.high)
    assert np.isinf(binned.high)
    assert "beyond the bins" in binned.status[0]
    assert "beyond the bins" in sketch.warnings[0]


def test_bins_do_not_depend_on_how_many_replicates_follow():
    first, second = (both("mean", n)[1]._kept.distributions[0] for n in (999, 9_999))
    np.testing.assert_array_equal(first.edges, second.edges)
    assert np.all(second.counts >= first.counts)


def test_what_was_not_kept_is_refused_by_name():
    sketch = bootstrap(X, "mean", n_resamples=999, rng=1, keep="sketch")
    with pytest.raises(IntervalError, match="keep='replicates'"):
        _ = sketch.replicates
    for keep in ("tails", "moments"):
        r = bootstrap(X, "mean", n_resamples=999, rng=1, keep=keep)
        assert r.standard_error == pytest.approx(sketch.standard_error, rel=1e-12)
        assert r.bias == pytest.approx(sketch.bias, rel=1e-9)
        with pytest.raises(IntervalError, match="keep="):
            r.interval()
        assert r.warnings == ()


def test_replicates_are_read_only():
    r = bootstrap(X, "mean", n_resamples=999, rng=1)
    with pytest.raises(ValueError, match="read-only"):
        r.replicates[0] = 0.0


@pytest.mark.parametrize("statistic", ["mean_difference", "welch_t", "rank_sum", "mean_ratio"])
def test_p_is_the_same_whatever_is_kept(statistic):
    found = [
        permutation_test((X, Y), statistic, method="montecarlo", rng=3, keep=keep)
        for keep in ("replicates", "sketch", "tails")
    ]
    assert len({(t.pvalue, t.n_ties, t.pvalue_interval) for t in found}) == 1


def test_null_of_a_sketch_counts_every_permutation():
    kept, sketch = (
        permutation_test((X, Y), method="montecarlo", rng=3, keep=keep)
        for keep in ("replicates", "sketch")
    )
    assert kept.null.shape == (9_999,)
    assert isinstance(sketch.null, Null)
    assert sketch.null.counts.sum() == 9_999
    counted, _ = np.histogram(kept.null, [-np.inf, *sketch.null.edges, np.inf])
    # A value within rounding of an edge may be counted on either side of it.
    np.testing.assert_allclose(np.cumsum(counted), np.cumsum(sketch.null.counts), atol=2)


def test_tails_have_no_null_and_moments_no_p():
    t = permutation_test((X, Y), method="montecarlo", rng=3, keep="tails")
    with pytest.raises(IntervalError, match="keep="):
        _ = t.null
    with pytest.raises(InputError, match="keep='moments'"):
        permutation_test((X, Y), keep="moments")


def peak_of(call):
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_of_a_sketch_does_not_grow_with_the_resamples():
    def run(n):
        return lambda: bootstrap(X, "mean", n_resamples=n, rng=1, keep="sketch", engine="serial")

    run(1_000)()
    assert peak_of(run(2_000_000)) < peak_of(run(200_000)) + 2**20


def test_auto_keeps_replicates_up_to_64_mb():
    small = bootstrap(X[:5], "mean", n_resamples=2**23, rng=1)
    assert small.replicates.shape == (2**23,)
    large = bootstrap(X[:5], "mean", n_resamples=2**23 + 1, rng=1)
    with pytest.raises(IntervalError):
        _ = large.replicates
    ends, binned = small.interval("percentile"), large.interval("percentile")
    assert tuple(binned) == pytest.approx(tuple(ends), abs=2 * widths(large)[0])
