"""Limits, standard errors and biases against exactly known bootstrap distributions.

Every check misses a right number with probability below 1e-6 (``tests.oracles.windows``), so
all of them together (about 900 at one number of resamples) below 1e-3 for a fresh seed; the
seeds are fixed.
"""

from __future__ import annotations

import functools
import warnings

import numpy as np
import pytest

from bootes.bootstrap import bootstrap
from bootes.errors import DegenerateWarning
from tests.intervals.exact_cases import CASES
from tests.oracles.windows import (
    average_window,
    basic_window,
    bca_window,
    normal_window,
    percentile_window,
    standard_error_window,
)

LEVELS = (0.90, 0.95, 0.99)
SIZES = [
    9_999,
    pytest.param(99_999, marks=pytest.mark.study),
    pytest.param(999_999, marks=pytest.mark.study),
]
each_case = pytest.mark.parametrize("name", CASES)
each_size = pytest.mark.parametrize("n", SIZES)


@functools.lru_cache(maxsize=4)
def result(name, n):
    case = CASES[name]
    return bootstrap(case.data, case.statistic, paired=case.paired, n_resamples=n, rng=20_240)


def window(name, method, n, level):
    case = CASES[name]
    if method == "percentile":
        return percentile_window(case.law, n, level)
    if method == "basic":
        return basic_window(case.law, n, level, case.estimate)
    if method == "normal":
        return normal_window(case.law, n, level, case.estimate)
    return bca_window(case.law, n, level, case.estimate, case.acceleration)


def interval(name, n, *arguments):
    with warnings.catch_warnings():  # a corrected level beyond the extremes is told, and expected
        warnings.simplefilter("ignore", DegenerateWarning)
        return result(name, n).interval(*arguments)


@each_size
@pytest.mark.parametrize("method", ["percentile", "basic", "normal", "bca"])
@each_case
def test_two_sided_limits(name, method, n):
    for level in LEVELS:
        low, high = interval(name, n, method, level)
        tail = (1 - level) / 2
        assert low in window(name, method, n, tail), (level, "low")
        assert high in window(name, method, n, 1 - tail), (level, "high")


@each_size
@pytest.mark.parametrize("method", ["percentile", "basic", "normal", "bca"])
@each_case
def test_one_sided_limits(name, method, n):
    for level in LEVELS:
        low, high = interval(name, n, method, level, "less")
        assert low == -np.inf
        assert high in window(name, method, n, level), (level, "less")
        low, high = interval(name, n, method, level, "greater")
        assert high == np.inf
        assert low in window(name, method, n, 1 - level), (level, "greater")


@each_size
@each_case
def test_standard_error(name, n):
    assert result(name, n).standard_error in standard_error_window(CASES[name].law, n)


@each_size
@each_case
def test_bias(name, n):
    law = CASES[name].law
    mean = average_window(law.atoms, law.weights, n)
    assert result(name, n).bias + CASES[name].estimate in mean


@each_case
def test_estimate(name):
    assert result(name, 9_999).estimate == pytest.approx(CASES[name].estimate, rel=1e-13)


@each_case
def test_every_replicate_is_an_atom_of_the_law(name):
    law, values = CASES[name].law, np.unique(result(name, 9_999).replicates)
    room = 1e-9 * np.ptp(law.atoms)
    nearest = np.searchsorted(law.atoms, values).clip(1, len(law.atoms) - 1)
    gaps = np.minimum(np.abs(law.atoms[nearest] - values), np.abs(law.atoms[nearest - 1] - values))
    assert gaps.max() <= room
