"""The glyphs of a histogram: bars in two colours over an axis of shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .marks import HEADROOM, Extent
from .numbers import format_value
from .packages import load

if TYPE_CHECKING:
    from bokeh.plotting import figure

    from .bars import Bars
    from .regions import Region

_TOOLTIP = """
<div style="font-weight: 600">@share_text</div>
<div style="color: #5a6673">@span_text</div>
"""


def draw_bars(p: figure, bars: Bars, regions: list[Region], inside: str, outside: str) -> Extent:
    """Draw bars, those parts that lie in a region in a colour of their own.

    Parameters
    ----------
    p : bokeh.plotting.figure
    bars : Bars
    regions : list of (low, high)
    inside, outside : str
        Colours within the regions and elsewhere.

    Returns
    -------
    Extent
        The space that the bars take.
    """
    columns = bar_columns(bars, regions, inside, outside)
    models = load("bokeh.models", "a histogram")
    source = models.ColumnDataSource(columns)
    drawn = p.quad("left", "right", "height", 0, source=source, color="colour", line_color=None)
    p.add_tools(models.HoverTool(renderers=[drawn], tooltips=_TOOLTIP, visible=False))
    extent = Extent(float(bars.edges[0]), float(bars.edges[-1]), float(columns["height"].max()))
    p.y_range = models.Range1d(0, HEADROOM * extent.top)
    p.yaxis.axis_label = "share of replicates" if _equally_wide(bars) else "density of replicates"
    if _equally_wide(bars):
        p.yaxis.formatter = models.NumeralTickFormatter(format="0.[000] %")
    p.ygrid.grid_line_color = None
    return extent


def bar_columns(bars: Bars, regions: list[Region], inside: str, outside: str) -> dict[str, Any]:
    """Return the columns behind the bars: bars cut at the ends of the regions, with colours."""
    cuts = np.array(sorted({end for region in regions for end in region}))
    cuts = cuts[(cuts > bars.edges[0]) & (cuts < bars.edges[-1])]
    edges = np.union1d(bars.edges, cuts)
    left, right = edges[:-1], edges[1:]
    middle = (left + right) / 2
    bar = np.searchsorted(bars.edges, middle, side="right") - 1
    is_inside = np.zeros(middle.size, dtype=bool)
    for low, high in regions:
        is_inside |= (middle > low) & (middle < high)
    share = bars.counts / bars.total
    height = share if _equally_wide(bars) else share / np.diff(bars.edges)
    spans = [_span(a, b) for a, b in zip(bars.edges[:-1], bars.edges[1:], strict=True)]
    return {
        "left": left,
        "right": right,
        "height": height[bar],
        "colour": np.where(is_inside, inside, outside).tolist(),
        "share_text": [f"{format_value(100 * float(share[i]), 3)} %" for i in bar],
        "span_text": [spans[i] for i in bar],
    }


def _span(low: float, high: float) -> str:
    return f"from {format_value(float(low), 4)} to {format_value(float(high), 4)}"


def _equally_wide(bars: Bars) -> bool:
    widths = np.diff(bars.edges)
    return bool(np.ptp(widths) <= 1e-6 * widths.mean())
