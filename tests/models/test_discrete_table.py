"""Tables of cumulative probabilities, against SciPy and against extended precision."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bootes.models import MODELS

NEGATIVE_BINOMIAL, POISSON = MODELS["negative_binomial"], MODELS["poisson"]
PARAMS = [(1.26, 69.4), (0.05, 3.0), (1.0, 10.0), (40.0, 0.01), (300.0, 100.0), (1e-6, 1e-6)]
RATES = [1e-30, 1e-3, 0.5, 1.0, 3.0, 50.5, 1e4]


TABLES = [
    (NEGATIVE_BINOMIAL.table((alpha, b)), stats.nbinom(alpha, 1 / (1 + b))) for alpha, b in PARAMS
]
TABLES += [(POISSON.table([rate]), stats.poisson(rate)) for rate in RATES]


@pytest.mark.parametrize(("table", "frozen"), TABLES)
def test_the_cdf_is_that_of_scipy(table, frozen):
    values = table.first + np.arange(table.cdf.size)
    np.testing.assert_allclose(table.cdf, frozen.cdf(values), rtol=0, atol=5e-14)


@pytest.mark.parametrize(("table", "frozen"), TABLES)
def test_the_tails_left_out_are_below_two_to_the_minus_60(table, frozen):
    below = frozen.cdf(table.first - 1)
    above = frozen.sf(table.first + table.cdf.size - 1)
    assert below + above < 2.0**-60


@pytest.mark.parametrize(("table", "frozen"), TABLES)
def test_the_cdf_rises_to_exactly_one(table, frozen):
    assert (np.diff(table.cdf) >= 0).all()
    assert table.cdf[0] > 0
    assert table.cdf[-1] == 1.0
    assert table.first >= 0


@pytest.mark.parametrize("rate", [1e5, 1e6, 1e7])
def test_large_rates_keep_full_precision(rate):
    """Against the same ratios in extended precision: SciPy is off by 1e-7 at 1e7."""
    if np.finfo(np.longdouble).eps > 1e-18:
        pytest.skip("no extended precision here")
    table, mode, steps = POISSON.table([rate]), int(rate), np.arange(40_000, dtype=np.longdouble)
    above = np.cumprod(np.longdouble(rate) / (mode + 1 + steps))
    below = np.cumprod((mode - steps) / np.longdouble(rate))
    weights = np.concatenate((below[::-1], [np.longdouble(1)], above))
    cdf = np.cumsum(weights) / weights.sum()
    start = table.first - (mode - 40_000)
    np.testing.assert_allclose(
        table.cdf, cdf[start : start + table.cdf.size].astype(np.float64), rtol=0, atol=1e-14
    )


@pytest.mark.parametrize(("table", "frozen"), TABLES)
def test_the_guide_starts_every_search_at_or_before_the_value(table, frozen):
    first, shift, *guide = table.layout.tolist()
    cells = len(guide)
    assert first == table.first
    assert cells == 2 ** (64 - shift)
    lowest = np.searchsorted(table.cdf, np.arange(cells) / cells, side="right")
    np.testing.assert_array_equal(guide, lowest)
    assert table.layout.dtype == np.int64
    np.testing.assert_array_equal(table.source, table.cdf)


@pytest.mark.parametrize(
    "params", [(1.3, 1e6), (1e-3, 5000.0), (1e10, 1.0), (np.inf, 0.0), (np.nan, 1.0)]
)
def test_no_table_beyond_the_limit_or_without_finite_parameters(params):
    assert NEGATIVE_BINOMIAL.table(params) is None


@pytest.mark.parametrize("rate", [1e8, 0.0, np.nan, np.inf])
def test_no_table_for_these_rates(rate):
    assert POISSON.table([rate]) is None


def test_the_largest_table_has_at_most_65536_entries():
    sizes = [POISSON.table([rate]) for rate in np.linspace(1.2e7, 1.6e7, 9)]
    found = [table.cdf.size for table in sizes if table is not None]
    assert 60_000 < max(found) <= 65_536
    assert len(found) < len(sizes)


@pytest.mark.parametrize("name", ["normal", "exponential", "gamma"])
def test_continuous_models_have_no_table(name):
    model = MODELS[name]
    assert model.table([1.0] * len(model.parameters)) is None
