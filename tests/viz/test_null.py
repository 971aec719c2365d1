"""The null plot marks the observed value and colours what is as extreme."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from bokeh.models import Quad, Segment, Title

from bootes.viz.null import null_plot
from bootes.viz.style import VERMILION

VALUES = np.random.default_rng(5).normal(0.0, 1.0, 5_000)


def coloured_share(plot):
    """Return the share of the area of the bars that is coloured as extreme."""
    data = next(r for r in plot.renderers if isinstance(r.glyph, Quad)).data_source.data
    area = (data["right"] - data["left"]) * data["height"]
    return area[np.array(data["colour"]) == VERMILION].sum() / area.sum()


@pytest.mark.parametrize(
    ("options", "is_extreme"),
    [
        ({"alternative": "greater"}, VALUES >= 1.2),
        ({"alternative": "less"}, VALUES <= 1.2),
        ({"alternative": "two-sided"}, np.abs(VALUES) >= 1.2),
        ({"alternative": "two-sided", "centre": 0.5}, np.abs(VALUES - 0.5) >= 0.7),
        ({"alternative": "two-sided", "two_sided": "doubled"}, np.abs(VALUES) >= 1.2),
    ],
)
def test_the_coloured_area_is_the_extreme_share(options, is_extreme):
    # A bar that the region cuts is divided by width: the area is off by less than half a bar.
    plot = null_plot(VALUES, observed=1.2, **options)
    assert coloured_share(plot) == pytest.approx(is_extreme.mean(), abs=0.02)


def test_the_observed_value_is_marked_even_outside_of_the_bars():
    plot = null_plot(VALUES, observed=9.5, alternative="greater")
    (mark,) = [r for r in plot.renderers if isinstance(r.glyph, Segment)]
    assert list(mark.data_source.data["x0"]) == [9.5]
    assert coloured_share(plot) == 0


def test_an_infinite_observed_value_is_said():
    plot = null_plot(VALUES, observed=inf, alternative="greater")
    assert "observed ∞" in [line.text for line in plot.select(Title)]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "observed 1.2"),
        ({"pvalue": 0.0286, "pvalue_error": 0.00053}, "observed 1.2, p = 0.02860 ± 0.00053"),
        ({"pvalue": 1e-7}, "observed 1.2, p = 1 × 10⁻⁷"),
        ({"pvalue": "10⁻⁴⁰⁰ (exact)"}, "observed 1.2, p = 10⁻⁴⁰⁰ (exact)"),
    ],
)
def test_the_words_above_the_plot(options, text):
    plot = null_plot(VALUES, observed=1.2, alternative="greater", **options)
    assert text in [line.text for line in plot.select(Title)]
