"""Judge counts of random draws; every check states and bounds its rate of false alarms."""

from __future__ import annotations

import numpy as np
from scipy import stats

# A right program is called wrong by one check of 10 million, seeds being fixed beforehand.
ALARM = 1e-7


def assert_multinomial(counts, expected=None):
    """Pearson's chi-square test on independent draws, against too far and too near.

    ``expected`` is equal cells by default. False alarms: ALARM, while cells hold 20 or more.
    """
    counts = np.ravel(counts).astype(float)
    total = counts.sum()
    cells = np.full(counts.size, total / counts.size) if expected is None else np.ravel(expected)
    cells = cells * (total / cells.sum())
    assert cells.min() >= 20, f"only {cells.min():.1f} draws per cell: too few to judge"
    value = float(((counts - cells) ** 2 / cells).sum())
    assert_chi_square(value, counts.size - 1)


def assert_chi_square(value, freedom):
    """A value of a chi-square law, neither too large nor (of many) too small; alarms: ALARM."""
    far, near = stats.chi2.sf(value, freedom), stats.chi2.cdf(value, freedom)
    assert far > ALARM / 2, f"chi-square {value:.1f} on {freedom}: p = {far:.2g}"
    assert freedom < 30 or near > ALARM / 2, f"chi-square {value:.1f} on {freedom}: too even"


def assert_all_binomial(counts, n, probability):
    """Every count is binomial, dependent or not; false alarms: ALARM, by Bonferroni."""
    counts = np.ravel(counts)
    bound = ALARM / (2 * counts.size)
    most, least = counts.max(), counts.min()
    assert stats.binom.sf(most - 1, n, probability) > bound, f"{most} of {n}: too many"
    assert stats.binom.cdf(least, n, probability) > bound, f"{least} of {n}: too few"


def assert_uncorrelated(x, y):
    """No linear dependence between independent pairs; false alarms: ALARM, by the t law."""
    r = np.corrcoef(x, y)[0, 1]
    freedom = len(x) - 2
    t = r * np.sqrt(freedom / (1 - r * r))
    assert 2 * stats.t.sf(abs(t), freedom) > ALARM, f"correlation {r:.4f} of {len(x)} pairs"
