"""Agreement with ``scipy.stats.bootstrap``."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import stats
from scipy.stats import _resampling

from bootes.bootstrap import bootstrap
from bootes.results.distribution import KeptReplicates
from tests.intervals.exact_cases import CASES

NAMES = ("mean of skewed", "std", "median of 25", "log of mean, Python", "mean ratio")
NAMES += ("mean difference", "slope of rows, Python")


@pytest.mark.parametrize("level", [0.9, 0.95])
@pytest.mark.parametrize("name", [name for name in NAMES if "rows" not in name])
def test_bca_levels_on_the_same_replicates(name, level):
    """SciPy's corrected levels, read off our replicates by our quantile rule."""
    case = CASES[name]
    r = bootstrap(case.data, case.statistic, n_resamples=2_999, rng=11)
    # SciPy asks for equality to the last bit; what differs by rounding alone is made equal.
    tied = np.isclose(r.replicates, case.estimate, rtol=1e-12, atol=1e-14)
    replicates = np.where(tied, case.numpy(*case.samples), r.replicates)
    low, high, _ = _resampling._bca_interval(
        list(case.samples), case.numpy, -1, (1 - level) / 2, replicates, None, np
    )
    quantile = KeptReplicates(r.replicates).quantile
    expected = quantile(float(low)), quantile(float(high))
    assert tuple(r.interval("bca", level)) == pytest.approx(expected, rel=1e-9)


# Two sets of replicates: a difference beyond 5.5 of its standard errors has probability below
# 1e-6 where limits are near normal; lattices add a step, which is what 4 (n of rows) allows.
@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
@pytest.mark.parametrize("method", ["percentile", "basic", "bca"])
@pytest.mark.parametrize("name", NAMES)
def test_limits_within_monte_carlo_error(name, method, alternative):
    case = CASES[name]
    n, level = 9_999, 0.9
    ours = bootstrap(
        case.data, case.statistic, paired=case.paired, n_resamples=n, rng=1, method=method
    ).interval(confidence_level=level, alternative=alternative)
    theirs = stats.bootstrap(
        case.samples, case.numpy, paired=case.paired, n_resamples=n, rng=np.random.default_rng(1),
        method=method, confidence_level=level, alternative=alternative, vectorized=True,
    ).confidence_interval  # fmt: skip
    step = np.diff(case.law.atoms).max() if len(case.law.atoms) < 60 else 0.0
    for mine, other, error in zip(ours, theirs, ours.error, strict=True):
        if np.isinf(other):
            assert mine == other
        else:
            assert abs(mine - other) <= 5.5 * np.sqrt(2) * error + step


def test_standard_errors_agree():
    case = CASES["std"]
    ours = bootstrap(case.data, "std", n_resamples=9_999, rng=1).standard_error
    theirs = stats.bootstrap(case.samples, case.numpy, n_resamples=9_999, rng=2).standard_error
    # Relative error sqrt((kurtosis - 1)/4B) = 0.7 %, twice: 5.5 sigma is 5.5 %.
    assert ours == pytest.approx(theirs, rel=0.055)


def test_degenerate_data_are_undefined_in_both():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = stats.bootstrap(([2.0] * 5,), np.mean, n_resamples=99, rng=1, method="bca")
        ours = bootstrap([2.0] * 5, "mean", n_resamples=99, rng=1).interval("bca")
    assert np.isnan(theirs.confidence_interval).all()
    assert np.isnan(tuple(ours)).all()
