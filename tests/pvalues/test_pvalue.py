"""The interval of a p-value against SciPy's."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from bootes.pvalues.pvalue import PValue, clopper_pearson


@pytest.mark.parametrize("level", [0.9, 0.95, 0.999])
@pytest.mark.parametrize(
    ("hits", "n"),
    [(0, 1), (1, 1), (0, 99), (99, 99), (5, 99), (50, 99), (0, 9_999), (3, 9_999), (400, 9_999)],
)
def test_clopper_pearson_is_scipys(hits, n, level):
    expected = stats.binomtest(hits, n).proportion_ci(level, method="exact")
    assert clopper_pearson(hits, n, level) == pytest.approx(
        tuple(expected), rel=1e-7
    )  # SciPy searches


def test_many_resamples_keep_their_digits():
    low, high = clopper_pearson(0, 10**12, 0.95)
    assert low == 0.0
    assert high == pytest.approx(-math.log(0.025) / 1e12, rel=1e-9)


def test_logarithm():
    assert PValue(1e-11, 0.0, (0.0, 1.0)).log10 == pytest.approx(-11.0)
