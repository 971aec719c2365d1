"""Statistics of many columns that come from sums of the drawn rows, tile by tile.

Rows are listed, or drawn on the way, and added up with eight columns in a register. No part of it
depends on how many replicates are computed together, nor on a library's threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.protocols import BLOCK, Evaluation, Floats, KernelReference, Key
from bootes.statistics.tiles import Tiles

__all__ = ["RECIPES", "Recipe", "evaluate_tiles"]

_TOGETHER = 2 * BLOCK  # replicates whose lists stay in the cache
_LISTED = 2**22  # rows that are listed at a time


@dataclass(frozen=True)
class Recipe:
    """How a built-in statistic comes from sums; ``spread`` where it needs squares."""

    finish: KernelReference
    spread: bool = False
    combine: int = 0  # of two samples: 1 the difference of its values, 2 the ratio, 3 its log


def _recipe(name: str, *, spread: bool = False, combine: int = 0) -> Recipe:
    return Recipe(KernelReference("bootes._kernels.finish", f"finish_{name}"), spread, combine)


_SPREADS = ("variance", "std", "sem")
RECIPES: Mapping[str, Recipe] = {
    "mean": _recipe("mean"),
    "proportion": _recipe("mean"),
    "sum": _recipe("sum"),
    **{name: _recipe(name, spread=True) for name in _SPREADS},
    "mean_difference": _recipe("mean_difference"),
    "proportion_difference": _recipe("mean_difference"),
    "sum_difference": _recipe("sum", combine=1),
    **{f"{name}_difference": _recipe(name, spread=True, combine=1) for name in _SPREADS},
    "mean_ratio": _recipe("mean", combine=2),
    "proportion_ratio": _recipe("mean", combine=2),
    "sum_ratio": _recipe("sum", combine=2),
    **{f"{name}_ratio": _recipe(name, spread=True, combine=2) for name in _SPREADS},
    "log_ratio": _recipe("mean", combine=3),
    "welch_t": _recipe("welch_t", spread=True),
    "student_t": _recipe("student_t", spread=True),
    "cohen_d": _recipe("cohen_d", spread=True),
}


def evaluate_tiles(
    recipe: Recipe,
    args: tuple[float, ...],
    tiles: Tiles,
    key: Key,
    start: int,
    stop: int,
    *,
    n_columns: int,
    largest_from: float | None = None,
) -> Evaluation:
    """Return the (m, d) values of the columns, or (m, 1) their largest distance from a centre."""
    out = np.empty((stop - start, n_columns if largest_from is None else 1))
    write = _writer(recipe, np.array(args, np.float64), tiles, key, largest_from)
    together = max(1, min(_TOGETHER, _LISTED // int(tiles.bounds[-1])))
    for low in range(start, stop, together):
        high = min(low + together, stop)
        write(low, high, out[low - start : high - start])
    return Evaluation(out)


def _writer(
    recipe: Recipe, args: Floats, tiles: Tiles, key: Key, largest_from: float | None
) -> Callable[[int, int, Floats], None]:
    """Return what writes the values of a range of replicates: the loop for these tiles."""
    statistic = (recipe.finish.load(), args)
    data = (tiles.values, tiles.centres)
    left_out, n = tiles.left_out, int(tiles.bounds[1])
    if largest_from is None and left_out is not None:
        loop = _loop("left_out", "loop_left_out")
        told = (recipe.combine, *data, tiles.height, tiles.segments, left_out)
        return lambda low, high, out: loop(*statistic, *told, low, high, out)
    if largest_from is None and tiles.few and not recipe.spread:
        loop = _loop("drawn_tiles", "loop_drawn_tiles")
        return lambda low, high, out: loop(*statistic, *data, key, low, high, n, out)
    loop = _loop("tile_loops", "loop_tiles" if largest_from is None else "loop_largest")

    def write(low: int, high: int, out: Floats) -> None:
        listed = (tiles.lists(key, low, high), high - low, tiles.dealt, tiles.bounds)
        target = (out,) if largest_from is None else (largest_from, out[:, 0])
        loop(*statistic, recipe.spread, recipe.combine, *data, *listed, *target)

    return write


def _loop(module: str, name: str) -> Any:
    return KernelReference(f"bootes._kernels.{module}", name).load()
