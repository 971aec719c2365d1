"""Histogram and distribution function show the replicates, and never draw all of them."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from bokeh.models import Quad, Segment, Title

from bootes.errors import InputError
from bootes.viz.bars import Bars, as_bars
from bootes.viz.distribution import ecdf_plot, histogram_plot
from bootes.viz.style import MIDDLE_BLUE, PALE_BLUE


def rng():
    return np.random.default_rng(3)


VALUES = rng().normal(10.0, 2.0, 4_000)


def texts(plot):
    return [line.text for line in plot.select(Title) if line.text]


def glyph_points(plot):
    return sum(len(next(iter(r.data_source.data.values()))) for r in plot.renderers)


def marks(plot):
    """Return where the vertical marks stand, from the heavy ones to the light ones."""
    drawn = [r for r in plot.renderers if isinstance(r.glyph, Segment)]
    drawn.sort(key=lambda r: -r.glyph.line_width)
    return [float(x) for r in drawn for x in r.data_source.data["x0"]]


def bars_of(plot):
    return next(r for r in plot.renderers if isinstance(r.glyph, Quad)).data_source.data


def test_the_bars_are_the_shares_of_the_replicates():
    data = bars_of(histogram_plot(VALUES, estimate=10.0))
    for left, right, height in zip(data["left"], data["right"], data["height"], strict=True):
        share = ((left <= VALUES) & (right > VALUES)).mean()
        assert height == pytest.approx(share, abs=1 / VALUES.size)
    assert data["height"].sum() == pytest.approx(1.0)


def test_the_interval_is_darker_and_ends_at_its_limits():
    plot = histogram_plot(VALUES, estimate=10.0, low=6.123, high=13.9)
    data = bars_of(plot)
    for left, right, colour in zip(data["left"], data["right"], data["colour"], strict=True):
        assert colour == (MIDDLE_BLUE if left >= 6.123 and right <= 13.9 else PALE_BLUE)
    assert 6.123 in data["left"]
    assert 13.9 in data["right"]
    assert marks(plot) == [10.0, 6.123, 13.9]


def test_unequal_bins_are_drawn_as_density():
    plot = histogram_plot(Bars([0.0, 1.0, 3.0], [10, 30]), estimate=1.0)
    assert bars_of(plot)["height"].tolist() == [0.25, 0.375]
    assert plot.yaxis[0].axis_label == "density of replicates"


def test_words_say_estimate_interval_and_what_is_not_drawn():
    values = np.append(VALUES, [nan, nan, inf])
    facts = {"low": 6.0, "high": 13.9, "low_error": 0.123, "confidence_level": 0.95}
    for plot in (
        histogram_plot(values, estimate=10.25, title="Nanog", **facts),
        ecdf_plot(values, estimate=10.25, title="Nanog", **facts),
    ):
        assert set(texts(plot)) == {
            "Nanog",
            "estimate 10.25",
            "95 % interval 6.00 ± 0.12 to 13.9",
            "not drawn: 1 above the range shown, 2 undefined",
        }


def test_open_and_undefined_limits_are_said_and_have_no_mark():
    plot = histogram_plot(VALUES, estimate=nan, low=-inf, high=nan)
    assert "interval −∞ to not defined" in texts(plot)
    assert marks(plot) == []
    assert set(bars_of(plot)["colour"]) == {MIDDLE_BLUE}


@pytest.mark.parametrize("draw", [histogram_plot, ecdf_plot])
@pytest.mark.parametrize(
    "values",
    [
        rng().normal(size=300_000),
        rng().integers(0, 100_000, 300_000).astype(float),
        np.full(300_000, 2.5),
        Bars(np.arange(100_001.0), rng().integers(0, 9, 100_000)),
    ],
)
def test_never_more_than_two_thousand_points(draw, values):
    assert glyph_points(draw(values, estimate=0.0, low=-1.0, high=1.0)) <= 2_000


@pytest.mark.parametrize("n", [1, 7, 1_000, 1_001, 25_000])
def test_the_points_of_the_ecdf_are_exact_and_close(n):
    values = rng().normal(size=n)
    data = ecdf_plot(values, estimate=0.0).renderers[0].data_source.data
    ordered = np.sort(values)
    value, share = data["value"][1:], data["share"][1:]
    np.testing.assert_array_equal(share, np.searchsorted(ordered, value, side="right") / n)
    assert data["share"][0] == 0
    assert np.diff(data["share"]).max() <= max(1 / n, 0.001) + 1 / n
    assert value[0] == ordered[0]
    assert value[-1] == ordered[-1]
    assert share[-1] == 1


def test_infinite_replicates_lift_the_ecdf():
    data = ecdf_plot([-inf, 1.0, 2.0, inf], estimate=1.0).renderers[0].data_source.data
    assert data["value"].tolist() == [1.0, 1.0, 2.0]
    assert data["share"].tolist() == [0.25, 0.5, 0.75]


def test_the_ecdf_of_bars_goes_through_their_edges():
    bars = as_bars(Bars([0.0, 1.0, 2.0, 3.0], [1, 2, 3], below=2, above=2))
    data = ecdf_plot(bars, estimate=1.0).renderers[0].data_source.data
    assert data["value"].tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(data["share"], [0.2, 0.3, 0.5, 0.8])


def test_the_word_at_a_mark_near_the_end_stands_inwards():
    plot = histogram_plot(np.arange(100.0), estimate=99.0)
    (word,) = [r.glyph for r in plot.renderers if hasattr(r.glyph, "text_align")]
    assert word.text_align == "right"


@pytest.mark.parametrize("draw", [histogram_plot, ecdf_plot])
def test_replicates_of_several_components_are_refused(draw):
    with pytest.raises(InputError, match="one component"):
        draw(np.zeros((10, 2)), estimate=0.0)
