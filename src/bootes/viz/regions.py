"""Which part of a null distribution is at least as extreme as the observed value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import numpy as np

from bootes.errors import UnknownNameError

if TYPE_CHECKING:
    from .bars import Bars

Region: TypeAlias = tuple[float, float]
_Rule = TypeVar("_Rule")


def extreme_regions(
    bars: Bars, observed: float, alternative: str, two_sided: str | None, centre: float
) -> list[Region]:
    """Return the intervals of the axis that count as at least as extreme as `observed`.

    On a lattice their ends are moved to the edges between its points, so that a bar of values
    that tie with the observed one is inside as a whole.

    Parameters
    ----------
    bars : Bars
    observed : float
    alternative : {"two-sided", "less", "greater"}
    two_sided : {"abs", "doubled", "minlike"} or None
        Used by "two-sided"; None is "abs".
    centre : float
        Centre of the null distribution, for "abs".

    Returns
    -------
    list of (low, high)
        Infinite where a region has no end; none when `observed` is NaN.

    Raises
    ------
    UnknownNameError
        `alternative` or `two_sided` has none of the values above.

    Examples
    --------
    >>> from bootes.viz.bars import Bars
    >>> extreme_regions(Bars([-2, 0, 2], [1, 1]), 1.5, "two-sided", "abs", 0.0)
    [(-inf, -1.5), (1.5, inf)]
    """
    if math.isnan(observed):
        return []
    if alternative != "two-sided":
        return [_named("alternative", alternative, _ONE_SIDED)(bars, observed)]
    return _named("two_sided", two_sided or "abs", _TWO_SIDED)(bars, observed, centre)


def _upper(bars: Bars, cut: float) -> Region:
    return _lattice_edge(bars, cut, -1), math.inf


def _lower(bars: Bars, cut: float) -> Region:
    return -math.inf, _lattice_edge(bars, cut, +1)


def _lattice_edge(bars: Bars, cut: float, side: int) -> float:
    """Move a cut to the edge that lies beyond the last lattice point inside of the region."""
    if not bars.spacing or math.isinf(cut):
        return cut
    steps = (cut - bars.edges[0]) / bars.spacing - 0.5
    # The tolerance keeps a tie a tie: an observed value is on the lattice but for rounding.
    point = math.floor(steps + 1e-6) if side > 0 else math.ceil(steps - 1e-6)
    return float(bars.edges[0] + bars.spacing * (point + 0.5 + 0.5 * side))


def _by_distance(bars: Bars, observed: float, centre: float) -> list[Region]:
    distance = abs(observed - centre)
    lower, upper = _lower(bars, centre - distance), _upper(bars, centre + distance)
    return [(-math.inf, math.inf)] if lower[1] >= upper[0] else [lower, upper]


def _doubled(bars: Bars, observed: float, _centre: float) -> list[Region]:
    lower, upper = _lower(bars, observed), _upper(bars, observed)
    below, above = _mass_below(bars, lower[1]), bars.total - _mass_below(bars, upper[0])
    if min(below, above) >= bars.total / 2:
        return [(-math.inf, math.inf)]
    if below <= above:
        return [lower, (_value_at(bars, bars.total - below), math.inf)]
    return [(-math.inf, _value_at(bars, above)), upper]


def _by_likelihood(bars: Bars, observed: float, _centre: float) -> list[Region]:
    edges, counts = bars.edges, bars.counts / np.diff(bars.edges)
    tails = [(-math.inf, float(edges[0])), (float(edges[-1]), math.inf)]
    at = int(np.searchsorted(edges, observed, side="right")) - 1
    if not 0 <= at < counts.size:
        return tails
    rare = np.flatnonzero(counts <= counts[at] * (1 + 1e-9))
    return [tails[0], *((float(edges[i]), float(edges[i + 1])) for i in rare), tails[1]]


def _mass_below(bars: Bars, x: float) -> float:
    inside = np.interp(x, bars.edges, np.append(0.0, bars.counts.cumsum()))
    return float(inside) + bars.below


def _value_at(bars: Bars, mass: float) -> float:
    """Return the point with so much to the left of it."""
    cumulated = bars.below + np.append(0.0, bars.counts.cumsum())
    return float(np.interp(mass, cumulated, bars.edges))


def _named(what: str, name: str, table: Mapping[str, _Rule]) -> _Rule:
    if name not in table:
        raise UnknownNameError.from_name_and_choices(what, name, table)
    return table[name]


_ONE_SIDED: Final = {"less": _lower, "greater": _upper}
_TWO_SIDED: Final = {"abs": _by_distance, "doubled": _doubled, "minlike": _by_likelihood}
