"""Mean and variance of the replicates, to the same bits however they are divided up.

Every block of 256 gives (count, mean, sum of squares); these are added along the edges of one
binary tree over the block numbers, so only siblings ever meet. A run that covers a block in part
keeps its values until the block is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import BLOCK, Floats

__all__ = ["MomentState", "Moments"]


@dataclass
class MomentState:
    """Maximal nodes of the tree by (level, index), and the values of unfinished blocks."""

    nodes: dict[tuple[int, int], Floats] = field(default_factory=dict)
    loose: dict[int, list[tuple[int, Floats]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Moments:
    """Count, mean and sum of squared deviations of each component, NaN left out.

    Mean and squares are NaN where a value is infinite.
    """

    n_components: int

    def empty(self, start: int, stop: int) -> MomentState:
        """Return a state without nodes."""
        return MomentState()

    def update(self, state: MomentState, start: int, values: Floats) -> None:
        """Reduce whole blocks and keep the loose ends."""
        stop = start + len(values)
        first, last = -(-start // BLOCK), stop // BLOCK
        if first > last:  # inside one block
            self._add_loose(state, start, values)
            return
        if start < first * BLOCK:
            self._add_loose(state, start, values[: first * BLOCK - start])
        if first < last:
            self._add_blocks(state, first, values[first * BLOCK - start : last * BLOCK - start])
        if last * BLOCK < stop:
            self._add_loose(state, last * BLOCK, values[last * BLOCK - start :])

    def merge(self, total: MomentState, part: MomentState) -> None:
        """Add the nodes and loose ends of another run."""
        for (level, index), node in part.nodes.items():
            self._add_node(total, level, index, node)
        for pieces in part.loose.values():
            for start, values in pieces:
                self._add_loose(total, start, values)

    def finish(self, state: MomentState) -> Floats:
        """Return the (p, 3) moments of everything seen, nodes added in block order."""
        nodes = {(index << level): node for (level, index), node in state.nodes.items()}
        for block, pieces in state.loose.items():
            values = np.concatenate([v for _, v in sorted(pieces, key=lambda piece: piece[0])])
            nodes[block] = _leaves(values)[0]
        total = np.zeros((self.n_components, 3))
        for block in sorted(nodes):
            total = _add(total, nodes[block])
        infinite = np.isinf(total[:, 1])
        total[infinite, 1:] = np.nan
        return total

    def to_arrays(self, state: MomentState) -> dict[str, NDArray[Any]]:
        """Return the nodes with their places, and the loose values with their numbers."""
        loose = sorted(
            (start, values) for pieces in state.loose.values() for start, values in pieces
        )
        none = np.empty((0, self.n_components, 3))
        return {
            "places": np.array(sorted(state.nodes), np.int64).reshape(-1, 2),
            "nodes": np.array([state.nodes[place] for place in sorted(state.nodes)] or none),
            "runs": np.array([(start, len(values)) for start, values in loose], np.int64).reshape(
                -1, 2
            ),
            "loose": np.concatenate([none[:, :, 0], *(values for _, values in loose)]),
        }

    def from_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> MomentState:
        """Return the state that gave these arrays, or raise a ValueError if none does."""
        self._check(arrays)
        state, at = MomentState(), 0
        for (level, index), node in zip(arrays["places"], arrays["nodes"], strict=True):
            state.nodes[int(level), int(index)] = node
        for start, n in arrays["runs"]:
            self._add_loose(state, int(start), arrays["loose"][at : at + int(n)])
            at += int(n)
        return state

    def _check(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        places, runs, p = arrays["places"], arrays["runs"], self.n_components
        k, n = len(places), len(arrays["loose"])
        shapes = {"places": (k, 2), "nodes": (k, p, 3), "runs": (len(runs), 2), "loose": (n, p)}
        fits = all(arrays[name].shape == shape for name, shape in shapes.items())
        fits = fits and bool((places >= 0).all()) and bool((runs >= 0).all())
        if not fits or (places[:, 0] > 62).any() or runs[:, 1].sum() != n:
            msg = f"these are no moments of {p} components"
            raise ValueError(msg)

    def _add_blocks(self, state: MomentState, first: int, values: Floats) -> None:
        """Add neighbours level by level; what has no sibling in this run becomes a node."""
        level, index, nodes = 0, first, _leaves(values)
        while len(nodes):
            if index % 2:
                self._add_node(state, level, index, nodes[0])
                index, nodes = index + 1, nodes[1:]
            if len(nodes) % 2:
                self._add_node(state, level, index + len(nodes) - 1, nodes[-1])
                nodes = nodes[:-1]
            nodes = _add(nodes[0::2], nodes[1::2])
            level, index = level + 1, index // 2

    def _add_node(self, state: MomentState, level: int, index: int, node: Floats) -> None:
        while (level, index ^ 1) in state.nodes:
            sibling = state.nodes.pop((level, index ^ 1))
            node = _add(sibling, node) if index % 2 else _add(node, sibling)
            level, index = level + 1, index // 2
        state.nodes[level, index] = node

    def _add_loose(self, state: MomentState, start: int, values: Floats) -> None:
        block = start // BLOCK
        pieces = state.loose.setdefault(block, [])
        pieces.append((start, values.copy()))
        if sum(len(piece) for _, piece in pieces) == BLOCK:
            del state.loose[block]
            whole = np.concatenate([v for _, v in sorted(pieces, key=lambda piece: piece[0])])
            self._add_node(state, 0, block, _leaves(whole)[0])


def _leaves(values: Floats) -> Floats:
    from bootes._kernels.reduce import block_moments

    leaves = np.empty((-(-len(values) // BLOCK), values.shape[1], 3))
    block_moments(np.ascontiguousarray(values), BLOCK, leaves)
    return leaves


def _add(left: Floats, right: Floats) -> Floats:
    """Add neighbouring nodes: (p, 3) each, or (m, p, 3)."""
    from bootes._kernels.reduce import add_moments

    shape = left.shape
    total = np.empty(shape)
    stacked = (1, *shape) if left.ndim == 2 else shape
    add_moments(left.reshape(stacked), right.reshape(stacked), total.reshape(stacked))
    return total
