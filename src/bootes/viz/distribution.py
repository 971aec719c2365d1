"""The distribution of replicates: a histogram, or its empirical distribution function."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from .bar_glyphs import draw_bars
from .bars import Bars, as_bars
from .ecdf import draw_ecdf, ecdf_points
from .limits import Limits
from .marks import Extent, draw_mark
from .numbers import format_value
from .remainder import remainder_text
from .style import (
    FRAME_WIDTH,
    INK,
    MIDDLE_BLUE,
    MUTED,
    PALE_BLUE,
    add_line_of_text,
    new_figure,
)

if TYPE_CHECKING:
    from bokeh.plotting import figure
    from numpy.typing import ArrayLike

_FRAME_HEIGHT = 240


def histogram_plot(
    distribution: Bars | ArrayLike,
    *,
    estimate: float,
    low: float | None = None,
    high: float | None = None,
    low_error: float | None = None,
    high_error: float | None = None,
    confidence_level: float | None = None,
    x_axis_label: str | None = None,
    title: str | None = None,
    frame_width: int | None = FRAME_WIDTH,
    frame_height: int = _FRAME_HEIGHT,
    **kwargs: Any,
) -> figure:
    """Draw the histogram of replicates with the estimate and the limits.

    Parameters
    ----------
    distribution : Bars or (B,) array
        Replicates; NaN ones are left out and counted under the plot.
    estimate : float
        Marked by a line.
    low, high : float, optional
        Limits of the interval; bars between them are darker. Either may be infinite.
    low_error, high_error : float, optional
        Monte Carlo standard errors of the limits.
    confidence_level : float, optional
        In (0, 1), for the words above the plot.
    x_axis_label, title : str, optional
    frame_width : int or None
        Width of the plotting area in pixels; None fills the width of the page.
    frame_height : int
    **kwargs
        Passed on to ``bokeh.plotting.figure``.

    Returns
    -------
    bokeh.plotting.figure

    Raises
    ------
    InputError
        The replicates are not one-dimensional, or none is finite.
    MissingPackageError
        Bokeh is not installed.

    Examples
    --------
    >>> plot = histogram_plot([1.1, 1.2, 1.3, 1.2, 1.4], estimate=1.2, low=1.1, high=1.4)
    >>> plot.yaxis.axis_label
    'share of replicates'
    """
    bars = as_bars(distribution)
    limits = Limits(low, high, low_error, high_error, confidence_level)
    p = new_figure(title=title, frame_width=frame_width, frame_height=frame_height, **kwargs)
    p.xaxis.axis_label = x_axis_label
    extent = draw_bars(p, bars, [limits.region], MIDDLE_BLUE, PALE_BLUE)
    _finish(p, estimate, limits, extent, remainder_text(bars.below, bars.above, bars.undefined))
    return p


def ecdf_plot(
    distribution: Bars | ArrayLike,
    *,
    estimate: float,
    low: float | None = None,
    high: float | None = None,
    low_error: float | None = None,
    high_error: float | None = None,
    confidence_level: float | None = None,
    x_axis_label: str | None = None,
    title: str | None = None,
    frame_width: int | None = FRAME_WIDTH,
    frame_height: int = _FRAME_HEIGHT,
    **kwargs: Any,
) -> figure:
    """Draw the empirical distribution function of replicates with estimate and limits.

    Of more than 1,000 distinct replicates, the steps at 1,000 equidistant shares are drawn:
    points of the exact function, which lies within 0.001 of the steps shown.

    Parameters
    ----------
    distribution : Bars or (B,) array
        Replicates; NaN ones are left out and counted under the plot. Of bars, straight lines
        between their edges.
    estimate, low, high, low_error, high_error, confidence_level
        As in `histogram_plot`.
    x_axis_label, title, frame_width, frame_height, **kwargs
        As in `histogram_plot`.

    Returns
    -------
    bokeh.plotting.figure

    Raises
    ------
    InputError
        The replicates are not one-dimensional, or none is finite.
    MissingPackageError
        Bokeh is not installed.

    Examples
    --------
    >>> plot = ecdf_plot([1.1, 1.2, 1.3, 1.2, 1.4], estimate=1.2)
    >>> plot.renderers[0].data_source.data["share"]
    array([0. , 0.2, 0.6, 0.8, 1. ])
    """
    limits = Limits(low, high, low_error, high_error, confidence_level)
    points = ecdf_points(distribution)
    p = new_figure(title=title, frame_width=frame_width, frame_height=frame_height, **kwargs)
    p.xaxis.axis_label = x_axis_label
    extent = draw_ecdf(p, points)
    _finish(p, estimate, limits, extent, points.note)
    return p


def _finish(p: figure, estimate: float, limits: Limits, extent: Extent, note: str) -> None:
    for limit in limits.finite_limits:
        draw_mark(p, limit, extent, MUTED)
    if isfinite(estimate):
        draw_mark(p, estimate, extent, INK, "estimate")
    if limits.text:
        add_line_of_text(p, limits.text)
    add_line_of_text(p, f"estimate {format_value(float(estimate))}")
    if note:
        add_line_of_text(p, note, "below")
