"""The exact laws agree with each other, and with what is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.oracles.enumeration import (
    bootstrap_law,
    dealings,
    mean_difference_law,
    mean_law,
    median_law,
    permutation_values,
    pvalue,
    rows_law,
)

INTEGERS = [1, 4, 2, 8, 5, 7, 14]


def assert_same(a, b):
    np.testing.assert_allclose(a.atoms, b.atoms, rtol=1e-12)
    np.testing.assert_allclose(a.weights, b.weights, rtol=1e-9, atol=1e-15)


def test_convolution_is_enumeration():
    assert_same(mean_law(INTEGERS), bootstrap_law(np.mean, INTEGERS))


def test_convolution_of_two_samples_is_enumeration():
    def difference(x, y, axis):
        return x.mean(axis=axis) - y.mean(axis=axis)

    assert_same(
        mean_difference_law([1, 5, 9], [2, 4]), bootstrap_law(difference, [1, 5, 9], [2, 4])
    )


def test_binomial_median_is_enumeration():
    values = [1.0, 2.5, 7.0, 9.0, 3.0]
    assert_same(median_law(values), bootstrap_law(np.median, values))


def test_rows_of_one_column_are_a_sample():
    assert_same(rows_law(np.mean, INTEGERS), bootstrap_law(np.mean, INTEGERS))


def test_moments_are_those_of_the_population():
    law = mean_law(INTEGERS)
    assert law.mean == pytest.approx(np.mean(INTEGERS))
    assert law.deviation == pytest.approx(np.std(INTEGERS) / np.sqrt(len(INTEGERS)))


def test_every_dealing_is_met_once():
    found = list(dealings((2, 3, 1)))
    assert len(found) == len(set(found)) == 60
    assert found[0] == ((0, 1), (2, 3, 4), (5,))


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_counted_p_is_that_of_the_exact_rank_test(alternative):
    x, y = [1.1, 3.4, 2.2, 8.0], [0.3, 4.1, 9.2, 7.7, 6.5]
    values = permutation_values(lambda a, b: sum((u > b).sum() for u in a), x, y)
    expected = stats.mannwhitneyu(x, y, alternative=alternative, method="exact").pvalue
    assert pvalue(values, alternative, "doubled") == pytest.approx(expected, rel=1e-12)
