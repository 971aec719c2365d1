"""The extreme region holds exactly the replicates that the test counts."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from scipy.stats import binom

from bootes.errors import UnknownNameError
from bootes.viz.bars import Bars, as_bars
from bootes.viz.regions import extreme_regions


def rng():
    return np.random.default_rng(11)


def counted(bars, regions):
    """Count the replicates of lattice bars whose middle lies in a region."""
    middle = (bars.edges[:-1] + bars.edges[1:]) / 2
    inside = np.zeros(middle.size, dtype=bool)
    for low, high in regions:
        inside |= (middle > low) & (middle < high)
    return bars.counts[inside].sum()


@pytest.mark.parametrize("alternative", ["less", "greater", "two-sided"])
@pytest.mark.parametrize("observed", [-4.0, -3.0, 0.0, 1.0, 5.0, 40.0])
def test_on_a_lattice_ties_count_as_whole_bars(alternative, observed):
    values = rng().integers(-6, 9, 3_000).astype(float)
    bars = as_bars(values)
    extreme = {
        "less": values <= observed,
        "greater": values >= observed,
        "two-sided": np.abs(values - 0.25) >= abs(observed - 0.25),
    }
    regions = extreme_regions(bars, observed, alternative, "abs", 0.25)
    assert counted(bars, regions) == extreme[alternative].sum()


def test_a_lattice_value_with_rounding_error_is_a_tie():
    values = np.array([0.1, 0.2, 0.3, 0.3, 0.4])
    bars = as_bars(values)
    regions = extreme_regions(bars, 0.1 + 0.2, "greater", None, 0.0)
    assert counted(bars, regions) == 3


def test_without_a_lattice_the_region_starts_at_the_observed_value():
    bars = as_bars(rng().normal(size=1_000))
    assert extreme_regions(bars, 1.3, "greater", None, 0.0) == [(1.3, inf)]
    assert extreme_regions(bars, 1.3, "less", None, 0.0) == [(-inf, 1.3)]
    assert extreme_regions(bars, -1.5, "two-sided", None, 0.5) == [(-inf, -1.5), (2.5, inf)]
    assert extreme_regions(bars, 0.5, "two-sided", None, 0.5) == [(-inf, inf)]


@pytest.mark.parametrize("observed", [0.02, 2.5])
def test_doubled_shades_the_same_share_in_both_tails(observed):
    values = rng().exponential(size=20_000)
    bars = as_bars(values)
    (_, low), (high, _) = extreme_regions(bars, observed, "two-sided", "doubled", 0.0)
    assert observed in (low, high)
    assert (values <= low).mean() == pytest.approx((values >= high).mean(), abs=2e-3)


def test_doubled_shades_everything_at_the_median():
    bars = Bars([0.0, 1.0, 2.0], [50, 50])
    assert extreme_regions(bars, 1.0, "two-sided", "doubled", 0.0) == [(-inf, inf)]


def test_minlike_shades_what_is_at_most_as_likely():
    probabilities = binom.pmf(np.arange(21), 20, 0.3)
    bars = Bars(np.arange(22) - 0.5, probabilities, spacing=1.0)
    regions = extreme_regions(bars, 10.0, "two-sided", "minlike", 0.0)
    expected = probabilities[probabilities <= probabilities[10] * (1 + 1e-9)].sum()
    assert counted(bars, regions) == pytest.approx(expected)
    beyond = extreme_regions(bars, 30.0, "two-sided", "minlike", 0.0)
    assert counted(bars, beyond) == 0


def test_no_region_for_an_undefined_value():
    assert extreme_regions(Bars([0.0, 1.0], [1]), nan, "less", None, 0.0) == []


def test_unknown_names_are_refused_with_the_known_ones():
    bars = Bars([0.0, 1.0], [1])
    with pytest.raises(UnknownNameError, match=r"alternative 'grater'.*'greater'"):
        extreme_regions(bars, 0.5, "grater", None, 0.0)
    with pytest.raises(UnknownNameError, match=r"two_sided 'double'.*'doubled'"):
        extreme_regions(bars, 0.5, "two-sided", "double", 0.0)
