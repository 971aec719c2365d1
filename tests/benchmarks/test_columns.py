"""The peers of the topic "columns" compute the largest absolute statistic of permutations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from benchmarks.effort import QUICK
from benchmarks.peers.column_permutations import (
    PRODUCTS,
    STATISTICS,
    columns_of,
    maxima_by_loop,
)
from benchmarks.topics import columns

FIRST, SECOND = columns_of(8, 7, 40)


def test_statistics_are_what_their_names_say():
    expected = stats.ttest_ind(FIRST, SECOND, equal_var=False).statistic
    assert np.allclose(STATISTICS["welch_t"](FIRST, SECOND), expected, rtol=1e-12)
    expected = FIRST.mean(axis=0) - SECOND.mean(axis=0)
    assert np.array_equal(STATISTICS["mean_difference"](FIRST, SECOND), expected)


@pytest.mark.parametrize("name", PRODUCTS)
def test_products_are_sums_of_the_chosen_rows(name, monkeypatch):
    kept = []
    product = np.matmul
    monkeypatch.setattr(np, "matmul", lambda a, b, out: kept.append(product(a, b, out=out).copy()))
    pooled = np.concatenate([FIRST, SECOND])
    indicators = np.random.default_rng(1).permuted(np.repeat([[1.0, 0.0]], 300, axis=0), axis=1)
    indicators = np.hstack([indicators, np.zeros((300, 13))])
    PRODUCTS[name](indicators, pooled)()
    assert np.allclose(np.concatenate(kept), product(indicators, pooled), rtol=1e-12)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_ours_and_the_loop_give_one_pvalue(statistic):
    """Seeded loop; ours has its own seed, and two p-values of 4,000 differ by 5.5 sd at 1e-7."""
    observed = np.abs(STATISTICS[statistic](FIRST, SECOND)).max()
    null = maxima_by_loop(statistic, FIRST, SECOND, 4_000, 1)
    expected = float(np.mean(null >= observed))
    found = columns.pvalue(statistic, FIRST, SECOND, 4_000)
    assert abs(found - expected) < 5.5 * np.sqrt(2 * 0.25 / 4_000)


def test_every_row_runs():
    rows = list(columns.rows(QUICK))
    assert len(rows) == 6
