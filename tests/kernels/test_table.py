"""Compiled draws from a table of a discrete distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bootes._kernels.table import fill_table, sample_from_table
from bootes._streams import Seed, generator_for
from bootes.models import DiscreteTable, as_model

KEY = Seed(7).key("generate", "table")
CASES = [
    ("negative_binomial", (1.26, 69.4)),
    ("negative_binomial", (0.05, 3.0)),
    ("negative_binomial", (40.0, 0.01)),
    ("negative_binomial", (2e4, 0.5)),
    ("nbinom", (4.53, 0.057)),
    ("poisson", (1e-3,)),
    ("poisson", (3.0,)),
    ("poisson", (1e6,)),
]
FROZEN = {
    "negative_binomial": lambda alpha, b: stats.nbinom(alpha, 1 / (1 + b)),
    "nbinom": stats.nbinom,
    "poisson": stats.poisson,
}


def draw(table, replicate, size):
    sample = np.empty(size)
    fill_table(KEY, replicate, table.source, table.layout, sample)
    return sample


@pytest.mark.parametrize(("model", "params"), CASES)
@pytest.mark.parametrize("replicate", [0, 1, 2**40])
def test_values_are_the_inverse_cdf_of_the_words(model, params, replicate):
    """One word of the replicate's stream per value, whatever the guide says."""
    table = as_model(model).table(params)
    words = generator_for(KEY, replicate).bit_generator.random_raw(5_000)
    expected = sample_from_table(words, table.cdf, table.first)
    np.testing.assert_array_equal(draw(table, replicate, 5_000), expected)


def test_a_word_is_compared_as_53_bits_strictly():
    cdf = np.array([0.25, 0.5, 0.5, 1.0])
    words = np.array([0, 2**62 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1], np.uint64)
    np.testing.assert_array_equal(sample_from_table(words, cdf, 10), [10, 10, 11, 11, 13, 13])


def test_a_word_at_a_step_of_the_cdf_goes_to_the_next_value():
    words = generator_for(KEY, 3).bit_generator.random_raw(400)
    steps = np.unique((words[::4] >> np.uint64(11)) * 2.0**-53)
    table = DiscreteTable(0, np.append(steps, 1.0))
    expected = [np.sum(steps <= (int(word) >> 11) * 2.0**-53) for word in words]
    np.testing.assert_array_equal(draw(table, 3, 400), expected)
    np.testing.assert_array_equal(sample_from_table(words, table.cdf), expected)


def test_the_search_starts_where_the_leading_bits_say():
    """With a cdf of ones it also ends there."""
    words = generator_for(KEY, 3).bit_generator.random_raw(400)
    layout, sample = np.concatenate(([100, 58], np.arange(64))), np.empty(400)
    fill_table(KEY, 3, np.ones(64), layout, sample)
    np.testing.assert_array_equal(sample, 100 + (words >> np.uint64(58)))


def test_a_longer_resample_begins_with_the_shorter_one():
    table = as_model("poisson").table((3.0,))
    np.testing.assert_array_equal(draw(table, 5, 100)[:37], draw(table, 5, 37))


def test_a_table_of_one_entry_draws_it():
    table = as_model("poisson").table((1e-30,))
    assert set(draw(table, 0, 1000)) == {0.0}


@pytest.mark.parametrize(("model", "params"), CASES)
def test_frequencies_are_those_of_the_distribution(model, params):
    """Chi-square over 200,000 draws of 20 replicates; false alarm 1e-6 per case."""
    table = as_model(model).table(params)
    sample = np.concatenate([draw(table, replicate, 10_000) for replicate in range(20)])
    assert chi_square_pvalue(sample, FROZEN[model](*params)) > 1e-6


def test_the_chi_square_test_sees_a_wrong_parameter():
    sample = draw(as_model("negative_binomial").table((1.26, 69.4)), 0, 200_000)
    assert chi_square_pvalue(sample, FROZEN["negative_binomial"](1.3, 69.4)) < 1e-6


def chi_square_pvalue(sample, frozen):
    """Compare counts in up to 50 cells of about equal probability."""
    edges = np.unique(frozen.ppf(np.linspace(0, 1, 51)[1:-1]))
    chances = np.diff(np.concatenate(([0.0], frozen.cdf(edges), [1.0])))
    cells = np.searchsorted(edges, sample, side="left")
    observed = np.bincount(cells, minlength=chances.size)
    kept = chances * sample.size >= 5
    chances = np.append(chances[kept], 1 - chances[kept].sum())
    observed = np.append(observed[kept], sample.size - observed[kept].sum())
    if chances[-1] * sample.size < 5:
        chances = np.append(chances[:-2], chances[-2:].sum())
        observed = np.append(observed[:-2], observed[-2:].sum())
    return stats.chisquare(observed, chances * sample.size).pvalue if chances.size > 1 else 1.0
