"""Exact distributions of bootstrap replicates and exact permutation p-values, by counting.

Nothing here is random and nothing is shared with the library: small samples are enumerated (every
multiset of rows with its multinomial weight), sums of integers are convolved, and the median of
distinct values has a binomial closed form.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats


@dataclass(frozen=True)
class Law:
    """A discrete distribution: atoms in ascending order, with their probabilities."""

    atoms: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, values: Any, weights: Any, grain: float = 1e-9) -> Law:
        """Add up the weights of values that differ by rounding alone."""
        values, weights = np.asarray(values, float), np.asarray(weights, float)
        order = np.argsort(values, kind="stable")
        values, weights = values[order], weights[order]
        starts = np.flatnonzero(np.r_[True, np.diff(values) > grain * np.ptp(values)])
        return cls(values[starts], np.add.reduceat(weights, starts))

    @property
    def mean(self) -> float:
        return float(self.weights @ self.atoms)

    @property
    def deviation(self) -> float:
        return math.sqrt(self.weights @ (self.atoms - self.mean) ** 2)

    def quantile(self, level: float) -> float:
        """Return the least atom whose cumulative probability reaches the level."""
        reached = np.cumsum(self.weights) >= level * (1 - 1e-13)
        return float(self.atoms[int(reached.argmax()) if reached.any() else -1])

    def split(self, value: float, grain: float = 1e-9) -> tuple[float, float]:
        """Return the probabilities below ``value`` and at it."""
        room = grain * np.ptp(self.atoms)
        below = self.atoms < value - room
        at = np.abs(self.atoms - value) <= room
        return float(self.weights[below].sum()), float(self.weights[at].sum())


def multisets(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how often each of n rows is drawn, (m, n), and the probability of each row of it."""
    chosen = np.array(list(itertools.combinations_with_replacement(range(n), n)))
    counts = (chosen[:, :, None] == np.arange(n)).sum(axis=1)
    factorials = np.array([math.factorial(k) for k in range(n + 1)], float)
    return chosen, factorials[n] / factorials[counts].prod(axis=1) / float(n) ** n


def bootstrap_law(statistic: Callable[..., Any], *samples: Sequence[float]) -> Law:
    """Enumerate the bootstrap of independent samples; ``statistic(..., axis=-1)`` is of blocks."""
    drawn = [multisets(len(sample)) for sample in samples]
    pairs = np.indices([len(chosen) for chosen, _ in drawn]).reshape(len(samples), -1)
    blocks = [
        np.asarray(sample, float)[chosen[index]]
        for sample, (chosen, _), index in zip(samples, drawn, pairs, strict=True)
    ]
    weights = np.prod([w[index] for (_, w), index in zip(drawn, pairs, strict=True)], axis=0)
    return Law.of(statistic(*blocks, axis=-1), weights)


def rows_law(statistic: Callable[..., Any], *columns: Sequence[float]) -> Law:
    """Enumerate the bootstrap of rows: the columns are drawn together."""
    chosen, weights = multisets(len(columns[0]))
    return Law.of(statistic(*(np.asarray(c, float)[chosen] for c in columns), axis=-1), weights)


def sum_weights(values: Sequence[int], n_draws: int) -> tuple[int, np.ndarray]:
    """Return the least sum of ``n_draws`` draws and the probabilities of it and what follows."""
    low = min(values)
    one = np.bincount(np.asarray(values) - low) / len(values)
    total = np.ones(1)
    for _ in range(n_draws):
        total = np.convolve(total, one)
    return low * n_draws, total


def mean_law(values: Sequence[int]) -> Law:
    """Return the law of the bootstrap mean of integers, by convolution; any n."""
    low, weights = sum_weights(values, len(values))
    sums = low + np.flatnonzero(weights)
    return Law(sums / len(values), weights[weights > 0])


def mean_difference_law(x: Sequence[int], y: Sequence[int]) -> Law:
    """Return the law of the difference of the bootstrap means of two samples of integers."""
    a, b = mean_law(x), mean_law(y)
    values = np.subtract.outer(a.atoms, b.atoms).ravel()
    return Law.of(values, np.outer(a.weights, b.weights).ravel(), grain=1e-12)


def median_law(values: Sequence[float]) -> Law:
    """Return the law of the bootstrap median of an odd number of distinct values.

    The middle value of n draws is at most the k-th smallest if at least (n + 1)/2 draws are.
    """
    n = len(values)
    atmost = stats.binom.sf((n - 1) // 2, n, np.arange(1, n + 1) / n)
    return Law(np.sort(np.asarray(values, float)), np.diff(atmost, prepend=0.0))


def dealings(sizes: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every distinct way of dealing the indices 0 to n - 1 to groups of these sizes."""

    def deal(free: tuple[int, ...], left: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
        if len(left) == 1:
            yield (free,)
            return
        for group in itertools.combinations(free, left[0]):
            rest = tuple(i for i in free if i not in group)
            for others in deal(rest, left[1:]):
                yield (group, *others)

    return deal(tuple(range(sum(sizes))), sizes)


def permutation_values(statistic: Callable[..., float], *samples: Any) -> np.ndarray:
    """Return the statistic of every dealing; the first is that of the data."""
    pooled = np.concatenate([np.asarray(sample) for sample in samples])
    sizes = [len(sample) for sample in samples]
    return np.array(
        [statistic(*(pooled[list(group)] for group in groups)) for groups in dealings(sizes)]
    )


def pvalue(values: np.ndarray, alternative: str, two_sided: str = "", centre: float = 0.0) -> float:
    """Return the share of values as extreme as the first one, ties to nine digits included."""
    room = 1e-9 * max(1.0, float(np.ptp(values[np.isfinite(values)])))
    greater = np.mean(values >= values[0] - room)
    less = np.mean(values <= values[0] + room)
    if alternative == "greater":
        return float(greater)
    if alternative == "less":
        return float(less)
    if two_sided == "doubled":
        return float(min(1.0, 2.0 * min(less, greater)))
    if two_sided == "minlike":
        law = Law.of(values, np.full(len(values), 1 / len(values)))
        observed = law.weights[np.abs(law.atoms - values[0]).argmin()]
        return float(law.weights[law.weights <= observed * (1 + 1e-9)].sum())
    return float(np.mean(np.abs(values - centre) >= abs(values[0] - centre) - room))
