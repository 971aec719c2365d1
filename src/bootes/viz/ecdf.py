"""The empirical distribution function, thinned to what a screen can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .bars import Bars, as_bars, as_replicates
from .marks import HEADROOM, Extent
from .packages import load
from .remainder import remainder_text
from .style import BLUE

if TYPE_CHECKING:
    from bokeh.plotting import figure
    from numpy.typing import ArrayLike, NDArray

# Steps that are drawn, at these many equidistant shares.
_STEPS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class EcdfPoints:
    """Points of a distribution function.

    Attributes
    ----------
    value, share : (m,) float64
        Share of the replicates at or below each value; the first share is that below all.
    is_stepped : bool
        Whether the function is constant between points, else it is linear.
    note : str
        What is not drawn, "" if nothing.
    """

    value: NDArray[np.float64]
    share: NDArray[np.float64]
    is_stepped: bool
    note: str = ""


def ecdf_points(distribution: Bars | ArrayLike) -> EcdfPoints:
    """Return at most about 1,000 points of the exact empirical distribution function.

    Parameters
    ----------
    distribution : Bars or (B,) array

    Returns
    -------
    EcdfPoints

    Examples
    --------
    >>> points = ecdf_points([3.0, 1.0, 2.0, 2.0])
    >>> points.value, points.share
    (array([1., 1., 2., 3.]), array([0.  , 0.25, 0.75, 1.  ]))
    """
    if isinstance(distribution, Bars):
        return _from_bars(as_bars(distribution))
    values = as_replicates(distribution)
    ordered = np.sort(values[~np.isnan(values)])
    value = np.unique(ordered[_ranks(ordered.size)])
    value = value[np.isfinite(value)]
    # The share at a value counts all its ties, so every point is on the exact function.
    share = np.searchsorted(ordered, value, side="right") / ordered.size
    below = np.searchsorted(ordered, value[0], side="left") / ordered.size
    note = remainder_text(
        below=float(np.count_nonzero(ordered == -np.inf)),
        above=float(np.count_nonzero(ordered == np.inf)),
        undefined=float(values.size - ordered.size),
    )
    return EcdfPoints(np.append(value[0], value), np.append(below, share), True, note)


def draw_ecdf(p: figure, points: EcdfPoints) -> Extent:
    """Draw the function, and return the space that it takes."""
    models = load("bokeh.models", "a distribution function")
    source = models.ColumnDataSource({"value": points.value, "share": points.share})
    style: dict[str, Any] = {"source": source, "line_color": BLUE, "line_width": 2}
    if points.is_stepped:
        p.step("value", "share", mode="after", **style)
    else:
        p.line("value", "share", **style)
    p.y_range = models.Range1d(0, HEADROOM)
    p.yaxis.axis_label = "share of replicates up to x"
    p.yaxis.formatter = models.NumeralTickFormatter(format="0 %")
    quarters = models.FixedTicker(ticks=[0, 0.25, 0.5, 0.75, 1])
    p.yaxis.ticker = quarters
    p.ygrid.ticker = quarters
    return Extent(float(points.value[0]), float(points.value[-1]), 1.0)


def _ranks(size: int) -> NDArray[np.int64]:
    """Return the indices of the order statistics at equidistant shares, first and last included."""
    if size <= _STEPS:
        return np.arange(size)
    return np.append(0, np.ceil(size * np.arange(1, _STEPS + 1) / _STEPS).astype(np.int64) - 1)


def _from_bars(bars: Bars) -> EcdfPoints:
    cumulated = bars.below + np.append(0.0, bars.counts.cumsum())
    return EcdfPoints(
        bars.edges,
        cumulated / bars.total,
        False,
        remainder_text(bars.below, bars.above, bars.undefined),
    )
