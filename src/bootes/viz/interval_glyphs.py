"""The glyphs of an interval plot: lines, dots, open ends and tooltips."""

from __future__ import annotations

from math import inf, isfinite, isnan, nan, pi
from typing import TYPE_CHECKING, Any

from .numbers import format_with_error
from .packages import load
from .style import BLUE, WORDS

if TYPE_CHECKING:
    from bokeh.plotting import figure

    from .rows import IntervalRow

# Bokeh puts the values in as text, so that labels cannot be read as HTML.
_TOOLTIP = """
<div style="font-weight: 600">@label</div>
<div>@estimate_text</div>
<div style="color: #5a6673">from @low_text<br>to @high_text</div>
"""


def draw_rows(
    p: figure,
    rows: list[IntervalRow],
    names: list[str],
    colours: list[str],
    marker: dict[str, Any],
    line: dict[str, Any],
) -> None:
    """Draw the rows at their names on the categorical y axis of a figure.

    Parameters
    ----------
    p : bokeh.plotting.figure
    rows : list of IntervalRow
    names : list of str
        Factor of each row on the y axis.
    colours : list of str
    marker, line : dict
        Properties of the dots and of the lines, before ours.
    """
    models = load("bokeh.models", "the interval plot")
    ends = _frame_ends(rows, is_log=isinstance(p.x_scale, models.LogScale))
    columns = interval_columns(rows, names, colours, ends)
    source = models.ColumnDataSource(columns)
    _draw_tooltip_bands(p, source, ends)
    solid: dict[str, Any] = {"line_width": 2.5, "color": "colour", **line}
    p.segment("line_low", "name", "line_high", "name", source=source, **solid)
    dotted: dict[str, Any] = {**solid, "line_width": 1.5, "line_dash": "dotted"}
    p.segment("gap_low", "name", "anchor", "name", source=source, **dotted)
    p.segment("anchor", "name", "gap_high", "name", source=source, **dotted)
    _draw_open_ends(p, source)
    dots: dict[str, Any] = {"size": 8, "color": "colour", **marker}
    p.scatter("dot", "name", source=source, **dots)


def _frame_ends(rows: list[IntervalRow], *, is_log: bool) -> tuple[float, float]:
    """Return where open ends are drawn: a little outside of everything that is finite."""
    finite = [x for row in rows for x in (row.estimate, row.low, row.high) if isfinite(x)]
    if not finite:
        return -1.0, 1.0
    low, high = min(finite), max(finite)
    if is_log and low > 0:
        factor = (high / low) ** 0.08 if high > low else 1.1
        return low / factor, high * factor
    margin = 0.08 * (high - low) or 0.08 * abs(low) or 1.0
    return low - margin, high + margin


def interval_columns(
    rows: list[IntervalRow], names: list[str], colours: list[str], ends: tuple[float, float]
) -> dict[str, list[Any]]:
    """Return the columns behind the glyphs; what is outside of `ends` is drawn at the end."""
    anchors = [_anchor(row, ends) for row in rows]
    return {
        "name": names,
        "colour": colours,
        "label": [row.label for row in rows],
        "estimate": [row.estimate for row in rows],
        "low": [row.low for row in rows],
        "high": [row.high for row in rows],
        "dot": [_clip(row.estimate, ends) for row in rows],
        "anchor": anchors,
        # Where a limit is not known the line stops at the anchor, and a dotted one goes on.
        "line_low": [_or(_clip(row.low, ends), x) for row, x in zip(rows, anchors, strict=True)],
        "line_high": [_or(_clip(row.high, ends), x) for row, x in zip(rows, anchors, strict=True)],
        "arrow_low": [ends[0] if row.low == -inf else nan for row in rows],
        "arrow_high": [ends[1] if row.high == inf else nan for row in rows],
        "gap_low": [ends[0] if isnan(row.low) else nan for row in rows],
        "gap_high": [ends[1] if isnan(row.high) else nan for row in rows],
        "estimate_text": [_text(row.estimate, None) for row in rows],
        "low_text": [_text(row.low, row.low_error) for row in rows],
        "high_text": [_text(row.high, row.high_error) for row in rows],
    }


def _clip(value: float, ends: tuple[float, float]) -> float:
    return value if isnan(value) else min(max(value, ends[0]), ends[1])


def _anchor(row: IntervalRow, ends: tuple[float, float]) -> float:
    """Return the estimate, else a limit that is known, else the middle of the frame."""
    known = [x for x in (row.estimate, row.low, row.high) if not isnan(x)]
    return _clip(known[0], ends) if known else (ends[0] + ends[1]) / 2


def _or(value: float, otherwise: float) -> float:
    return otherwise if isnan(value) else value


def _text(value: float, error: float | None) -> str:
    return "not defined" if isnan(value) else format_with_error(value, error)


def _draw_tooltip_bands(p: figure, source: Any, ends: tuple[float, float]) -> None:
    """Draw an unseen band per row, so that pointing anywhere in a row shows its numbers."""
    bands = p.hbar(
        y="name",
        left=ends[0],
        right=ends[1],
        height=0.9,
        source=source,
        color=BLUE,
        alpha=0.0,
        hover_fill_color=BLUE,
        hover_fill_alpha=0.08,
        hover_line_alpha=0.0,
    )
    models = load("bokeh.models", "the interval plot")
    p.add_tools(models.HoverTool(renderers=[bands], tooltips=_TOOLTIP, visible=False))


def _draw_open_ends(p: figure, source: Any) -> None:
    """Draw arrow heads where a limit is infinite, question marks where it is not defined."""
    arrow: dict[str, Any] = {"marker": "triangle", "size": 9, "color": "colour", "source": source}
    p.scatter("arrow_low", "name", angle=pi / 2, **arrow)
    p.scatter("arrow_high", "name", angle=-pi / 2, **arrow)
    mark: dict[str, Any] = {"text": {"value": "?"}, "text_color": "colour", "source": source}
    mark |= {"text_baseline": "middle", **WORDS}
    p.text("gap_low", "name", text_align="right", x_offset=-4, **mark)
    p.text("gap_high", "name", text_align="left", x_offset=4, **mark)
