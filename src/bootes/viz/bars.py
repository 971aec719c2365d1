"""A distribution as bars: the form in which a histogram of any number of replicates is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.errors import InputError

from .bins import bin_edges, lattice_spacing

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

# More bars than this are narrower than the eye wants; neighbours are joined.
_MOST_BARS = 160


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Counts of replicates in bins.

    Attributes
    ----------
    edges : (k + 1,) float64
        Increasing, finite.
    counts : (k,) float64
        Replicates, or probabilities, in each bin.
    below, above : float
        Replicates outside the bins on either side, infinite ones included.
    undefined : float
        Replicates that are NaN; they are in no share.
    spacing : float
        Distance of neighbouring values where they lie on a lattice, with edges halfway between
        its points; 0 where they do not.

    Raises
    ------
    InputError
        Edges and counts do not fit together, edges do not increase, or a count is negative.

    Examples
    --------
    >>> bars = Bars([0.0, 1.0, 2.0], [30, 70])
    >>> float(bars.total)
    100.0
    """

    edges: NDArray[np.float64]
    counts: NDArray[np.float64]
    below: float = 0.0
    above: float = 0.0
    undefined: float = 0.0
    spacing: float = 0.0

    def __post_init__(self) -> None:
        edges = np.asarray(self.edges, dtype=np.float64)
        counts = np.asarray(self.counts, dtype=np.float64)
        object.__setattr__(self, "edges", edges)
        object.__setattr__(self, "counts", counts)
        if counts.ndim != 1 or counts.size < 1 or edges.shape != (counts.size + 1,):
            message = (
                f"edges of shape {edges.shape} and counts of shape {counts.shape} do not fit; "
                "k counts (at least one) need k + 1 edges."
            )
            raise InputError(message)
        if not (np.isfinite(edges).all() and (np.diff(edges) > 0).all()):
            message = "the edges of the bars must be finite and increase."
            raise InputError(message)
        if not (counts >= 0).all():
            message = "a bar has a negative or undefined count; counts are numbers from 0 on."
            raise InputError(message)

    @property
    def total(self) -> float:
        """Replicates in the bins and on both sides of them."""
        return float(self.counts.sum()) + self.below + self.above


def as_bars(distribution: Bars | ArrayLike) -> Bars:
    """Return a distribution as at most 160 bars without empty bars at the ends.

    Parameters
    ----------
    distribution : Bars or (B,) array
        An array holds one replicate per element; infinite ones count as outside the bars.

    Returns
    -------
    Bars

    Raises
    ------
    InputError
        The array is not one-dimensional or has no finite value.

    Examples
    --------
    >>> as_bars([1.0, 2.0, 2.0, 3.0]).counts
    array([1., 2., 1.])
    """
    bars = distribution if isinstance(distribution, Bars) else _from_replicates(distribution)
    return _joined(_trimmed(bars))


def as_replicates(distribution: ArrayLike) -> NDArray[np.float64]:
    """Return replicates as a one-dimensional array with at least one finite value."""
    values = np.asarray(distribution, dtype=np.float64)
    if values.ndim != 1:
        message = f"replicates have shape {values.shape}; give one component, of shape (B,)."
        raise InputError(message)
    if not np.isfinite(values).any():
        message = f"none of the {values.size} replicates is finite; there is nothing to draw."
        raise InputError(message)
    return values


def _from_replicates(distribution: ArrayLike) -> Bars:
    values = as_replicates(distribution)
    finite = values[np.isfinite(values)]
    spacing = lattice_spacing(finite)
    edges = bin_edges(finite, spacing)
    if finite.min() == finite.max():
        # A single value is a lattice of one point: it ties with itself as a whole bar.
        spacing = float(edges[1] - edges[0])
    return Bars(
        edges,
        np.histogram(finite, edges)[0],
        below=float(np.count_nonzero(values < edges[0])),
        above=float(np.count_nonzero(values > edges[-1])),
        undefined=float(np.count_nonzero(np.isnan(values))),
        spacing=spacing,
    )


def _trimmed(bars: Bars) -> Bars:
    filled = np.flatnonzero(bars.counts)
    if filled.size == 0:
        return bars
    first, last = filled[0], filled[-1] + 1
    return _with(bars, bars.edges[first : last + 1], bars.counts[first:last])


def _joined(bars: Bars) -> Bars:
    factor = -(-bars.counts.size // _MOST_BARS)
    if factor == 1:
        return bars
    # Empty bars of the last width make the last joined bar as wide as the others.
    missing = -bars.counts.size % factor
    step = bars.edges[-1] - bars.edges[-2]
    edges = np.append(bars.edges, bars.edges[-1] + step * np.arange(1, missing + 1))
    counts = np.append(bars.counts, np.zeros(missing))
    return _with(bars, edges[::factor], counts.reshape(-1, factor).sum(axis=1))


def _with(bars: Bars, edges: NDArray[np.float64], counts: NDArray[np.float64]) -> Bars:
    return Bars(edges, counts, bars.below, bars.above, bars.undefined, bars.spacing)
