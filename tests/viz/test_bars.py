"""Bars count every replicate once, whatever it is."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest

from bootes.errors import InputError
from bootes.viz.bars import Bars, as_bars


def rng():
    return np.random.default_rng(7)


def test_every_replicate_is_counted_once():
    values = np.concatenate([rng().standard_cauchy(5_000), [nan, nan, inf, -inf, -inf]])
    bars = as_bars(values)
    assert bars.undefined == 2
    assert bars.total == values.size - 2
    assert bars.below >= 2
    assert bars.above >= 1
    inside = (values >= bars.edges[0]) & (values <= bars.edges[-1])
    assert bars.counts.sum() == inside.sum()


def test_counts_are_those_of_the_values_in_each_bar():
    values = rng().normal(size=1_000)
    bars = as_bars(values)
    for low, high, count in zip(bars.edges[:-1], bars.edges[1:-1], bars.counts[:-1], strict=False):
        assert count == ((values >= low) & (values < high)).sum()


def test_lattice_values_have_a_bar_each():
    bars = as_bars([1.0, 3.0, 3.0, 4.0])
    assert bars.spacing == 1.0
    assert bars.edges.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert bars.counts.tolist() == [1, 0, 2, 1]


def test_many_bins_are_joined_without_losing_a_count():
    counts = rng().integers(1, 9, 4_099)
    bars = as_bars(Bars(np.arange(4_100.0), counts, below=3, above=4, undefined=5))
    assert bars.counts.size <= 160
    assert bars.counts.sum() == counts.sum()
    assert (bars.below, bars.above, bars.undefined) == (3, 4, 5)
    assert np.ptp(np.diff(bars.edges)) == 0
    assert bars.counts[0] == counts[: int(bars.edges[1])].sum()


def test_empty_bins_at_the_ends_are_left_out():
    bars = as_bars(Bars(np.arange(7.0), [0, 0, 5, 0, 6, 0]))
    assert bars.edges.tolist() == [2, 3, 4, 5]
    assert bars.counts.tolist() == [5, 0, 6]


@pytest.mark.parametrize(
    ("edges", "counts", "words"),
    [
        ([0.0, 1.0], [1, 2], "k counts"),
        ([0.0], [], "k counts"),
        ([0.0, 1.0, 1.0], [1, 2], "increase"),
        ([0.0, inf], [1], "finite"),
        ([0.0, 1.0], [-1], "negative"),
        ([0.0, 1.0], [nan], "undefined"),
    ],
)
def test_wrong_bars_are_refused(edges, counts, words):
    with pytest.raises(InputError, match=words):
        Bars(edges, counts)


@pytest.mark.parametrize(
    ("values", "words"),
    [(np.zeros((3, 2)), r"\(3, 2\)"), ([nan, inf], "none of the 2"), ([], "none of the 0")],
)
def test_replicates_that_cannot_be_drawn_are_refused(values, words):
    with pytest.raises(InputError, match=words):
        as_bars(values)
