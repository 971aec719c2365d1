"""Numbers printed in textbooks.

Efron and Tibshirani (1993), An Introduction to the Bootstrap: law school data (table 3.1) and
spatial test data A (table 14.1). Monte Carlo limits are compared within 5.5 of their own stated
errors and half a unit of the last printed digit.
"""

from __future__ import annotations

import numpy as np
import pytest

from bootes.bootstrap import bootstrap

LSAT = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594]
GPA = [3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96]
SPATIAL = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24]
SPATIAL += [26, 30, 41]


def test_law_school_correlation():
    r = bootstrap((LSAT, GPA), "pearson", n_resamples=99_999, rng=1)
    assert round(r.estimate, 3) == 0.776
    # The ideal bootstrap standard error, from all 77,558,760 distinct resamples, is 0.1336; the
    # relative Monte Carlo error is below 0.4 %.
    assert r.standard_error == pytest.approx(0.1336, abs=0.0030)


def test_spatial_variance():
    r = bootstrap(SPATIAL, np.var, n_resamples=99_999, rng=1, confidence_level=0.9)
    assert round(r.estimate, 1) == 171.5
    found = r.interval("bca")
    # 115.8 and 261.5 by SciPy with 400,000 resamples; the book's 2,000 gave 115.8 and 259.6.
    assert abs(found.low - 115.8) < 5.5 * found.error[0] + 0.05
    assert abs(found.high - 261.5) < 5.5 * found.error[1] + 0.05
    assert abs(found.high - 259.6) < 5.5 * np.sqrt(50) * found.error[1]
