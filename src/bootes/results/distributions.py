"""Distributions for plots: kept replicates as they are, binned ones as bars."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from bootes._core.files.stored_plan import StoredPlan
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

    edges, counts = binned.edges, binned.counts[1:-1].astype(np.float64)
    # A lattice finer than the bins cannot be told any more.
    is_coarse = spacing > binned.resolution
    if is_coarse:
        edges, counts = _on_lattice(edges, counts, spacing, observed)
    edges, counts = _joined(edges, counts, _width(binned))
    return Bars(
        edges,
        counts,
        below=float(binned.counts[0]),
        above=float(binned.counts[-1]),
        undefined=float(binned.n_missing),
        spacing=spacing if is_coarse else 0.0,
    )


def _width(binned: BinnedReplicates) -> float:
    """Return Freedman and Diaconis' width for a normal shape, at least a tenth of its spread."""
    return max(2.7 / math.cbrt(max(binned.n, 1)), 0.1) * binned.standard_deviation


def _joined(edges: Floats, counts: Floats, width: float) -> tuple[Floats, Floats]:
    """Join neighbouring bins until they are about so wide."""
    step = float(edges[1] - edges[0])
    factor = int(min(max(1, width / step), len(counts))) if width < math.inf else 1
    missing = -len(counts) % factor
    more = edges[-1] + step * np.arange(1, missing + 1)
    totals = np.append(counts, np.zeros(missing)).reshape(-1, factor).sum(axis=1)
    return np.append(edges, more)[::factor], totals


def _on_lattice(
    edges: Floats, counts: Floats, spacing: float, observed: float
) -> tuple[Floats, Floats]:
    """Move the counts of bins to the points of the lattice, with edges halfway between."""
    points = np.rint((0.5 * (edges[1:] + edges[:-1]) - observed) / spacing).astype(np.int64)
    moved = np.bincount(points - points[0], weights=counts).astype(np.float64)
    steps: Floats = points[0] - 0.5 + np.arange(len(moved) + 1)
    return observed + spacing * steps, moved


def _spacing(plan: Plan, component: int, observed: float) -> float:
    """Return the spacing of the lattice of a compiled statistic, judged by its first values."""
    from bootes.viz.bins import lattice_spacing

    if plan.statistic.form not in ("kernel", "compiled") or not math.isfinite(observed):
        return 0.0
    first = min(BLOCK, plan.n_resamples)
    if isinstance(plan, StoredPlan) and len(plan.first) < first:
        return 0.0
    values = plan.statistic.evaluate(plan.sampler, plan.key, 0, first).values[:, component]
    return lattice_spacing(np.append(values[np.isfinite(values)], observed))
