"""Samplers of single columns of tables, by the draws of whole rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats, KernelReference, Sampler
from bootes.samples import Columns

__all__ = ["ALIKE", "as_source", "by_rows", "columns_of"]

# Kinds whose layout is that of the fill function of values, and what draws their rows.
_SAMPLES = KernelReference("bootes._kernels.resample", "fill_samples")
_DEALT = {
    f"{kind} of rows": (kind, KernelReference("bootes._kernels.permute", name))
    for kind, name in (
        ("two_groups", "fill_two_groups"),
        ("shuffled", "fill_shuffled"),
        ("arrangements", "fill_arrangement"),
    )
}
_ZERO = np.zeros(1)
_OFFSETS = ("samples", "original", "rows")
_VALUES = ("two_groups", "shuffled", "arrangements")
ALIKE = (*_OFFSETS, *_VALUES, *_DEALT, "tables", "jackknife")


def columns_of(sampler: Sampler, tables: int, width: int) -> list[Floats]:
    """Return the (width, n) columns of each table that is drawn from; one where rows are dealt."""
    layout, source = sampler.layout, sampler.source
    if sampler.kind in _DEALT or sampler.kind in _VALUES:
        n = sum(_group_sizes(sampler, tables, width))
        start = n if sampler.kind in _DEALT else 0
        return [source[start : start + n * width].reshape(width, n)]
    return [
        source[first : first + n * width].reshape(width, n)
        for first, n in _places(sampler.kind, layout, tables, width)
    ]


def by_rows(sampler: Any, tables: int, width: int) -> Any:
    """Return a sampler of row numbers, counted through all tables, by the draws of ``sampler``.

    Its kind must be one of ``ALIKE``. With another ``source`` it draws a column's values.
    """
    kind, fill, layout = sampler.kind, sampler.fill, sampler.layout
    offsets = _cumulated(np.diff(sampler.offsets)[::width])
    rows = sum(part.shape[1] for part in columns_of(sampler, tables, width))
    if kind in _DEALT:
        layout = layout[2 + layout[0] :]
        kind, fill = _DEALT[kind]
    elif kind in _OFFSETS or kind == "tables":
        layout = offsets
        if kind == "tables" or (kind == "rows" and tables == 1):
            kind, fill = "samples", _SAMPLES
    elif kind == "jackknife":
        left_out = layout.reshape(-1, 3)[::width]
        firsts = _cumulated(left_out[:, 1])[:-1]
        layout = np.column_stack([firsts, left_out[:, 1:]]).ravel()
    return replace(
        sampler,
        kind=kind,
        fill=fill,
        source=as_source([np.arange(float(rows))]),
        layout=np.ascontiguousarray(layout),
        offsets=offsets,
        hand_over=Columns(),
    )


def as_source(columns: Sequence[Floats]) -> Floats:
    """Return a column of each table as the source of a sampler, with the zero at its end."""
    return np.concatenate([*columns, _ZERO])


def _places(kind: str, layout: NDArray[np.int64], tables: int, width: int) -> list[tuple[int, int]]:
    """Return where each table begins in the source, and how many rows it has."""
    if kind in _OFFSETS:
        firsts, sizes = layout[:-1:width], np.diff(layout)[::width]
    else:
        triples = layout.reshape(-1, 3)[:: width if kind == "jackknife" else 1]
        firsts, sizes = triples[:, 0], triples[:, 1]
    return [(int(first), int(n)) for first, n in zip(firsts, sizes, strict=True)][:tables]


def _group_sizes(sampler: Sampler, tables: int, width: int) -> list[int]:
    sizes: list[int] = np.diff(sampler.offsets)[::width][:tables].tolist()
    return sizes


def _cumulated(sizes: Any) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
