"""Distributions for plots: kept replicates as they are, binned ones as bars."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._core.plan import Plan
from bootes.protocols import BLOCK, Floats
from bootes.results.distribution import BinnedReplicates
from bootes.results.replicates import Kept

__all__ = ["drawn_distribution"]


def drawn_distribution(plan: Plan, kept: Kept, component: int, observed: float) -> Any:
    """Return the replicates of a component, or bars of the histogram that was kept.

    Parameters
    ----------
    plan : Plan
    kept : Kept
    component : int
    observed : float
        The statistic of the data: a point of the lattice, if there is one.

    Returns
    -------
    (B,) float64 or bootes.viz.bars.Bars

    Raises
    ------
    IntervalError
        If neither replicates nor a histogram were kept.
    """
    if kept.values is not None:
        return kept.values[:, component]
    binned: Any = kept.distributions[component]
    return _bars(binned, _spacing(plan, component, observed), observed)


def _bars(binned: BinnedReplicates, spacing: float, observed: float) -> Any:
    from bootes.viz.bars import Bars

    # A lattice finer than the bins cannot be told any more.
    is_coarse = spacing > binned.resolution
    fit = _on_lattice(binned, spacing, observed) if is_coarse else (binned.edges, _inner(binned))
    below, above = (float(binned.counts[end]) for end in (0, -1))
    return Bars(*fit, below, above, float(binned.n_missing), spacing if is_coarse else 0.0)


def _inner(binned: BinnedReplicates) -> NDArray[np.int64]:
    return binned.counts[1:-1]


def _on_lattice(
    binned: BinnedReplicates, spacing: float, observed: float
) -> tuple[Floats, NDArray[np.float64]]:
    """Move the counts of the bins to the points of the lattice, with edges halfway between."""
    centres = 0.5 * (binned.edges[1:] + binned.edges[:-1])
    points = np.rint((centres - observed) / spacing).astype(np.int64)
    counts = np.bincount(points - points[0], weights=_inner(binned))
    edges: Floats = observed + spacing * (points[0] - 0.5 + np.arange(len(counts) + 1))
    return edges, counts


def _spacing(plan: Plan, component: int, observed: float) -> float:
    """Return the spacing of the lattice of a compiled statistic, judged by its first values."""
    from bootes.viz.bins import lattice_spacing

    if plan.statistic.form not in ("kernel", "compiled") or not math.isfinite(observed):
        return 0.0
    first = min(BLOCK, plan.n_resamples)
    values = plan.statistic.evaluate(plan.sampler, plan.key, 0, first).values[:, component]
    values = values[np.isfinite(values)]
    spacing = lattice_spacing(values)
    if spacing == 0.0:
        return 0.0
    steps = (values - observed) / spacing
    return spacing if np.abs(steps - np.rint(steps)).max() < 1e-3 else 0.0
