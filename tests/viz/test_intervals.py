"""The interval plot shows the numbers it was given, in the order it was given them."""

from __future__ import annotations

import json
from math import inf, isnan, nan

import pytest
from bokeh.embed import json_item
from bokeh.models import HBar, HoverTool, Segment
from bokeh.plotting import figure

from bootes.errors import InputError
from bootes.viz.intervals import interval_plot

ROWS = [
    {"label": "Nanog", "estimate": 1.26, "conf_int": (1.10, 1.49), "low_error": 0.0123},
    {"label": "Prdm14", "estimate": 0.55, "conf_int": (0.45, 0.69)},
    {"label": "Rest", "estimate": 4.53, "conf_int": (3.87, 5.45)},
]


def columns(plot, i=0):
    """Return the columns behind the i-th set of rows drawn into a plot."""
    bands = [r for r in plot.renderers if isinstance(r.glyph, HBar)]
    return bands[i].data_source.data


def test_the_glyphs_have_the_numbers():
    plot = interval_plot(ROWS)
    data = columns(plot)
    assert data["label"] == ["Nanog", "Prdm14", "Rest"]
    assert data["dot"] == data["estimate"] == [1.26, 0.55, 4.53]
    assert data["line_low"] == data["low"] == [1.10, 0.45, 3.87]
    assert data["line_high"] == data["high"] == [1.49, 0.69, 5.45]
    segment = next(r.glyph for r in plot.renderers if isinstance(r.glyph, Segment))
    assert (segment.x0, segment.x1, segment.y0) == ("line_low", "line_high", "name")


def test_the_first_row_is_on_top():
    # The factors of a categorical axis run upwards.
    assert list(interval_plot(ROWS).y_range.factors) == ["Rest", "Prdm14", "Nanog"]


def test_the_tooltip_has_limits_with_their_errors():
    plot = interval_plot(ROWS)
    assert columns(plot)["low_text"] == ["1.100 ± 0.012", "0.45", "3.87"]
    (hover,) = plot.select(HoverTool)
    assert "@low_text" in hover.tooltips
    # {safe} would put a label into the page as HTML.
    assert "safe" not in hover.tooltips


def test_open_and_undefined_ends_are_seen():
    rows = [
        {"label": "open", "estimate": 2.0, "low": -inf, "high": inf},
        {"label": "half", "estimate": 1.0, "low": 0.5, "high": nan},
        {"label": "none", "estimate": nan, "low": nan, "high": nan},
        {"label": "edge", "estimate": inf, "low": 3.0, "high": inf},
    ]
    data = columns(interval_plot(rows))
    left, right = data["arrow_low"][0], data["arrow_high"][0]
    assert left < 0.5
    assert right > 3.0
    assert data["line_low"][0] == left
    assert data["line_high"][0] == right
    assert (data["line_low"][1], data["line_high"][1], data["gap_high"][1]) == (0.5, 1.0, right)
    assert isnan(data["gap_low"][1])
    assert isnan(data["dot"][2])
    assert (data["gap_low"][2], data["gap_high"][2]) == (left, right)
    assert data["dot"][3] == right
    assert data["high_text"] == ["∞", "not defined", "not defined", "∞"]


@pytest.mark.parametrize("value", [nan, inf])
def test_nothing_finite_is_still_a_plot(value):
    interval_plot([{"label": "a", "estimate": value, "low": -inf, "high": inf}])


@pytest.mark.parametrize("n", [1, 13, 500, 5_000])
def test_every_number_of_rows_has_room(n):
    rows = [{"label": f"row {i}", "estimate": i, "low": i - 1, "high": i + 1} for i in range(n)]
    plot = interval_plot(rows)
    assert 40 <= plot.frame_height <= 8_000
    assert len(columns(plot)["label"]) == n
    assert len(plot.renderers) < 12
    if n <= 500:
        assert plot.frame_height >= 15 * n
        assert plot.yaxis[0].major_label_text_color is not None
    else:
        assert plot.yaxis[0].major_label_text_color is None


def test_repeated_labels_have_a_row_each():
    plot = interval_plot([ROWS[0], ROWS[0]])
    assert list(plot.y_range.factors) == ["Nanog (2)", "Nanog"]
    assert columns(plot)["label"] == ["Nanog", "Nanog"]


def test_a_second_set_goes_to_the_labels_that_are_there():
    plot = interval_plot(ROWS)
    more = [{**ROWS[1], "estimate": 0.6}, {**ROWS[0], "label": "new"}]
    assert interval_plot(more, p=plot, x_axis_label="α*", title="both") is plot
    assert list(plot.y_range.factors) == ["new", "Rest", "Prdm14", "Nanog"]
    assert columns(plot, 1)["name"] == ["Prdm14", "new"]
    assert plot.xaxis[0].axis_label == "α*"
    assert plot.title.text == "both"


def test_a_long_label_of_a_given_figure_is_found():
    label = "a label that is much longer than what we would leave it"
    plot = figure(y_range=[label])
    interval_plot([{**ROWS[0], "label": label}], p=plot)
    assert list(plot.y_range.factors) == [label]


def test_a_given_figure_must_have_a_categorical_axis():
    with pytest.raises(InputError, match=r"DataRange1d.*labels\[::-1\]"):
        interval_plot(ROWS, p=figure())


def test_options_of_a_new_figure_are_refused_for_a_given_one():
    with pytest.raises(InputError, match="toolbar_location"):
        interval_plot(ROWS, p=interval_plot(ROWS), toolbar_location=None)


def test_colours_and_options_are_passed_on():
    plot = interval_plot(
        ROWS,
        palette=["red", "blue"],
        marker_kwargs={"size": 3},
        line_kwargs={"line_width": 7},
        frame_height=75,
        x_axis_type="log",
        toolbar_location=None,
    )
    assert columns(plot)["colour"] == ["red", "blue", "red"]
    assert any(getattr(r.glyph, "line_width", 0) == 7 for r in plot.renderers)
    assert any(getattr(r.glyph, "size", 0) == 3 for r in plot.renderers)
    assert plot.frame_height == 75
    assert plot.toolbar_location is None
    band = next(r.glyph for r in plot.renderers if isinstance(r.glyph, HBar))
    assert 0 < band.left < 0.45, "a logarithmic axis has no place for what is not positive"


def test_the_frame_fills_the_page_on_request():
    plot = interval_plot(ROWS, frame_width=None)
    assert plot.sizing_mode == "stretch_width"
    assert plot.frame_width is None
    assert interval_plot(ROWS, width=300).width == 300


def test_an_empty_palette_is_refused():
    with pytest.raises(InputError, match="palette is empty"):
        interval_plot(ROWS, palette=[])


def test_the_plot_can_be_embedded():
    assert "Prdm14" in json.dumps(json_item(interval_plot(ROWS)))
