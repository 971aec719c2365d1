"""The null distribution of a test, with the observed value and the extreme region."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from .bar_glyphs import draw_bars
from .bars import Bars, as_bars
from .marks import draw_mark
from .numbers import format_value, format_with_error
from .regions import extreme_regions
from .remainder import remainder_text
from .style import FRAME_WIDTH, GREY_BLUE, INK, VERMILION, add_line_of_text, new_figure

if TYPE_CHECKING:
    from bokeh.plotting import figure
    from numpy.typing import ArrayLike


def null_plot(
    distribution: Bars | ArrayLike,
    *,
    observed: float,
    alternative: str,
    two_sided: str | None = None,
    centre: float = 0.0,
    pvalue: float | str | None = None,
    pvalue_error: float | None = None,
    x_axis_label: str | None = None,
    title: str | None = None,
    frame_width: int | None = FRAME_WIDTH,
    frame_height: int = 240,
    **kwargs: Any,
) -> figure:
    """Draw the null distribution with the observed value and what is as extreme.

    Parameters
    ----------
    distribution : Bars or (B,) array
        Statistic of each permutation, or its counts or probabilities in bins.
    observed : float
        Statistic of the data, marked by a line.
    alternative : {"two-sided", "less", "greater"}
    two_sided : {"abs", "doubled", "minlike"}, optional
        What a two-sided test counts: "abs" (as None) both sides from the distance of `observed`
        to `centre` on, "doubled" the tail of `observed` and the other tail of the same share,
        "minlike" the bars that are no higher than the one of `observed`.
    centre : float
        Centre of the null distribution, for "abs".
    pvalue : float or str, optional
        Written above the plot; a string is written as it is.
    pvalue_error : float, optional
        Monte Carlo standard error of a p-value that is a number.
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
    UnknownNameError
        `alternative` or `two_sided` has none of the values above.
    MissingPackageError
        Bokeh is not installed.

    Examples
    --------
    >>> plot = null_plot([-2.0, -1.0, 0.0, 1.0, 2.0], observed=2.0, alternative="greater")
    >>> plot.renderers[0].data_source.data["colour"].count("#b8492b")
    1
    """
    bars = as_bars(distribution)
    regions = extreme_regions(bars, observed, alternative, two_sided, centre)
    p = new_figure(title=title, frame_width=frame_width, frame_height=frame_height, **kwargs)
    p.xaxis.axis_label = x_axis_label
    extent = draw_bars(p, bars, regions, VERMILION, GREY_BLUE)
    if isfinite(observed):
        draw_mark(p, observed, extent, INK, "observed")
    add_line_of_text(p, _summary(observed, pvalue, pvalue_error))
    note = remainder_text(bars.below, bars.above, bars.undefined)
    if note:
        add_line_of_text(p, note, "below")
    return p


def _summary(observed: float, pvalue: float | str | None, error: float | None) -> str:
    text = f"observed {format_value(float(observed))}"
    if pvalue is None:
        return text
    if isinstance(pvalue, str):
        return f"{text}, p = {pvalue}"
    return f"{text}, p = {format_with_error(float(pvalue), error)}"
