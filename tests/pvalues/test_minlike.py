"""The two-sided p-value of all that is no more probable than the data."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bootes.permutation import permutation_test
from bootes.pvalues.minlike import minlike_pvalue


def test_atoms_by_hand():
    values = np.repeat([-3.0, -1.0, 0.0, 2.0, 5.0], [1, 4, 6, 4, 2])
    expected = {-3.0: 1, -1.0: 11, 0.0: 17, 2.0: 11, 5.0: 3}
    for observed, count in expected.items():
        assert minlike_pvalue(values, observed, 1e-12).value == pytest.approx(count / 17)


def test_rounding_does_not_split_an_atom():
    values = np.array([1.0, 1.0 + 1e-15, 1.0 - 1e-15, 2.0, 3.0, 3.0])
    assert minlike_pvalue(values, 3.0, 1e-12).value == pytest.approx(3 / 6)
    assert minlike_pvalue(values, 1.0, 1e-12).value == 1.0
    assert minlike_pvalue(values, 2.0 + 1e-14, 1e-12).value == pytest.approx(1 / 6)


def test_failures_count_as_extreme_and_join_no_atom():
    values = np.array([1.0, 1.0, 1.0, 2.0, 2.0, np.nan, np.nan])
    assert minlike_pvalue(values, 2.0, 1e-12).value == pytest.approx(4 / 7)
    assert minlike_pvalue(values, 1.0, 1e-12).value == 1.0


@pytest.mark.parametrize(
    "table", [((8, 2), (1, 5)), ((3, 6), (7, 1)), ((2, 3), (4, 4)), ((1, 9), (6, 3))]
)
def test_zeros_and_ones_are_fishers_exact_test(table):
    (a, b), (c, d) = table
    x, y = [1] * a + [0] * b, [1] * c + [0] * d
    found = permutation_test((x, y), two_sided="minlike", method="exact")
    assert found.pvalue == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-12)
    assert found.exact
