"""P-values from counts: (b + 1)/(B + 1), whole enumerations, failures, both sides."""

from __future__ import annotations

import math

import pytest

from bootes.pvalues.counts import exact_pvalue, montecarlo_pvalue
from bootes.pvalues.pvalue import clopper_pearson
from bootes.reducers.tails import TailCounts

# 999 permutations, of which 20 tie with the data.
COUNTS = TailCounts(n=999, above=49, below=970, ties=20, far=80, missing=0, infinite=0)


@pytest.mark.parametrize(
    ("alternative", "two_sided", "expected"),
    [
        ("greater", None, 50 / 1_000),
        ("less", None, 971 / 1_000),
        ("two-sided", "abs", 81 / 1_000),
        ("two-sided", "doubled", 100 / 1_000),
    ],
)
def test_random_permutations_count_the_data(alternative, two_sided, expected):
    found = montecarlo_pvalue(COUNTS, alternative, two_sided)
    assert found.value == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("alternative", "two_sided", "expected"),
    [
        ("greater", None, 49 / 999),
        ("less", None, 970 / 999),
        ("two-sided", "abs", 80 / 999),
        ("two-sided", "doubled", 98 / 999),
    ],
)
def test_enumerations_hold_the_data_already(alternative, two_sided, expected):
    found = exact_pvalue(COUNTS, alternative, two_sided)
    assert found.value == pytest.approx(expected, rel=1e-14)
    assert found.error == 0.0
    assert found.interval == (found.value, found.value)


def test_twice_a_half_is_one():
    middle = TailCounts(n=99, above=60, below=70, ties=31, far=99, missing=0, infinite=0)
    assert montecarlo_pvalue(middle, "two-sided", "doubled").value == 1.0
    assert montecarlo_pvalue(middle, "two-sided", "doubled").interval[1] == 1.0
    assert exact_pvalue(middle, "two-sided", "doubled").value == 1.0


def test_failures_are_extreme_in_every_tail():
    failed = TailCounts(n=999, above=10, below=900, ties=0, far=12, missing=30, infinite=0)
    assert montecarlo_pvalue(failed, "greater", None).value == pytest.approx(41 / 1_000)
    assert montecarlo_pvalue(failed, "less", None).value == pytest.approx(931 / 1_000)
    assert montecarlo_pvalue(failed, "two-sided", "abs").value == pytest.approx(43 / 1_000)
    assert montecarlo_pvalue(failed, "two-sided", "doubled").value == pytest.approx(82 / 1_000)
    assert exact_pvalue(failed, "greater", None).value == pytest.approx(40 / 999)


def test_error_is_that_of_a_binomial_share():
    found = montecarlo_pvalue(COUNTS, "greater", None)
    assert found.error == pytest.approx(math.sqrt(0.05 * 0.95 / 1_000), rel=1e-12)
    doubled = montecarlo_pvalue(COUNTS, "two-sided", "doubled")
    assert doubled.error == pytest.approx(2 * found.error, rel=1e-12)


def test_interval_is_of_the_hits_themselves():
    found = montecarlo_pvalue(COUNTS, "greater", None)
    assert found.interval == clopper_pearson(49, 999, 0.95)
    low, high = montecarlo_pvalue(COUNTS, "two-sided", "doubled").interval
    assert (low / 2, high / 2) == pytest.approx(clopper_pearson(49, 999, 0.95))


def test_no_hit_is_not_zero():
    none = TailCounts(n=9_999, above=0, below=9_999, ties=0, far=0, missing=0, infinite=0)
    found = montecarlo_pvalue(none, "greater", None)
    assert found.value == 1e-4
    assert found.interval == (0.0, clopper_pearson(0, 9_999, 0.95)[1])
    assert found.value < found.interval[1] < 4e-4
