"""The interval plot: one row per label, a dot at the estimate, a line over the interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from bootes.errors import InputError

from .interval_glyphs import draw_rows
from .packages import load
from .rows import as_interval_rows, axis_names
from .style import BLUE, FRAME_WIDTH, add_line_of_text, new_figure, set_title

if TYPE_CHECKING:
    from bokeh.plotting import figure

# Browsers refuse canvases higher than about 16,000 device pixels; two of them make one of ours.
_MAX_HEIGHT = 8_000
_LEGIBLE_ROW = 11


def interval_plot(
    rows: Sequence[Mapping[str, Any]],
    *,
    x_axis_label: str | None = None,
    title: str | None = None,
    frame_width: int | None = FRAME_WIDTH,
    frame_height: int | None = None,
    palette: str | Sequence[str] | None = None,
    marker_kwargs: Mapping[str, Any] | None = None,
    line_kwargs: Mapping[str, Any] | None = None,
    p: figure | None = None,
    **kwargs: Any,
) -> figure:
    """Draw estimates with their intervals, the first row on top.

    Parameters
    ----------
    rows : sequence of mappings
        Each with `label`, `estimate` and either `conf_int`, a pair (low, high), or `low` and
        `high`. `low_error` and `high_error`, the Monte Carlo standard errors of the limits, are
        shown in the tooltip. An infinite limit is drawn as an arrow, an undefined one (NaN) as a
        dotted line with a question mark.
    x_axis_label, title : str, optional
        Bokeh's texts; between ``$$`` they are TeX.
    frame_width : int or None
        Width of the plotting area in pixels; None fills the width of the page.
    frame_height : int, optional
        Height of the plotting area in pixels; the default grows with the number of rows.
    palette : str or sequence of str, optional
        One colour for all rows, or colours to be used in turn.
    marker_kwargs, line_kwargs : mapping, optional
        Properties of the dots (``figure.scatter``) and of the lines (``figure.segment``).
    p : bokeh.plotting.figure, optional
        A figure with a categorical y axis to draw into. Labels that it has are drawn at their
        place, new ones below.
    **kwargs
        Passed on to ``bokeh.plotting.figure``.

    Returns
    -------
    bokeh.plotting.figure

    Raises
    ------
    InputError
        No rows, a key is missing, low exceeds high, or `p` has no categorical y axis.
    InputTypeError
        A row is not a mapping, or a number is not a number.
    MissingPackageError
        Bokeh is not installed.

    Examples
    --------
    >>> plot = interval_plot(
    ...     [
    ...         {"label": "Nanog", "estimate": 1.263, "conf_int": (1.096, 1.491)},
    ...         {"label": "Prdm14", "estimate": 0.553, "low": 0.454, "high": 0.687},
    ...     ],
    ...     x_axis_label="α*",
    ... )
    >>> list(plot.y_range.factors)
    ['Prdm14', 'Nanog']
    """
    read = as_interval_rows(rows)
    names = axis_names([row.label for row in read])
    if p is None:
        options = {"frame_width": frame_width, "frame_height": frame_height, **kwargs}
        p = _empty_figure(names, **options)
    else:
        names = _make_room(p, [row.label for row in read], names, kwargs)
    if x_axis_label is not None:
        p.xaxis.axis_label = x_axis_label
    if title is not None:
        set_title(p, title)
    colours = _colours(palette, len(read))
    draw_rows(p, read, names, colours, dict(marker_kwargs or {}), dict(line_kwargs or {}))
    return p


def _empty_figure(names: list[str], **options: Any) -> figure:
    n = len(names)
    pitch = 26 if n <= 12 else 20 if n <= 60 else 15
    height = min(max(pitch * n + 14, 46), _MAX_HEIGHT)
    if options["frame_height"] is None and "height" not in options:
        options["frame_height"] = height
    elif options["frame_height"] is None:
        del options["frame_height"]
    drawn = new_figure(**{"y_range": names[::-1], **options})
    drawn.ygrid.grid_line_color = None
    drawn.yaxis.axis_line_color = None
    drawn.yaxis.major_tick_line_color = None
    if height < _LEGIBLE_ROW * n:
        drawn.yaxis.major_label_text_color = None
        add_line_of_text(drawn, f"{n} rows: point at one to see its label", "below")
    return drawn


def _make_room(p: figure, labels: list[str], names: list[str], kwargs: dict[str, Any]) -> list[str]:
    """Add the names that the y axis does not have, and return the names to be drawn at."""
    models = load("bokeh.models", "the interval plot")
    if kwargs:
        message = f"p is given, so set {', '.join(kwargs)} on it; they are for a new figure."
        raise InputError(message)
    if not isinstance(p.y_range, models.FactorRange):
        message = (
            f"p has a {type(p.y_range).__name__} as y range; an interval plot needs a categorical "
            "one: bokeh.plotting.figure(y_range=labels[::-1])."
        )
        raise InputError(message)
    known = list(p.y_range.factors)
    # The maker of the figure may have kept a label that we would have shortened.
    places = [
        label if label in known and labels.count(label) == 1 else name
        for label, name in zip(labels, names, strict=True)
    ]
    p.y_range.factors = [name for name in places[::-1] if name not in known] + known
    return places


def _colours(palette: str | Sequence[str] | None, n: int) -> list[str]:
    several = [palette or BLUE] if palette is None or isinstance(palette, str) else list(palette)
    if not several:
        message = "palette is empty; give at least one colour, or None."
        raise InputError(message)
    return list(islice(cycle(several), n))
