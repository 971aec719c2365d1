"""Data that a row of the table takes, of several kinds."""

from __future__ import annotations

import dataclasses

import numpy as np

from bootes.statistics.recognise import recognise
from bootes.statistics.verify import value_of

__all__ = ["KINDS", "named_value", "samples_for", "value"]

KINDS = {
    "gamma": lambda rng, j, n: rng.gamma(3.0, 1.0 + j, n),
    "normal": lambda rng, j, n: rng.normal(1.0 + j, 2.0, n),
    "ties": lambda rng, j, n: rng.integers(1, 4, n).astype(float),
    "far from zero": lambda rng, j, n: 1e15 + rng.integers(0, 50, n) * 0.5,
    "heavy tails": lambda rng, j, n: rng.standard_t(1.0, n),
    "constant": lambda rng, j, n: np.full(n, 0.1 * (j + 1)),
    "equal constants": lambda rng, j, n: np.full(n, 1 / 3),
}


def samples_for(row, n, kind="gamma", seed=0, k=None):
    """Return n values per sample, fewer in later ones that are not paired; labels where needed."""
    rng = np.random.default_rng([seed, n])
    sizes = [n if row.paired else max(row.minimum, n - j) for j in range(k or row.n_samples)]
    samples = [KINDS[kind](rng, j, size) for j, size in enumerate(sizes)]
    for j in row.binary:
        constant = "constant" in kind
        samples[j] = np.full(sizes[j], 1.0) if constant else (rng.random(sizes[j]) < 0.6) * 1.0
    return samples


def value(row, *samples):
    """Return what the row's kernel gives."""
    offsets = np.cumsum([0, *map(len, samples)]).astype(np.int64)
    return value_of(row, np.concatenate(samples).astype(np.float64), offsets)


def named_value(name, *samples, args=None):
    """Return what the kernel of a name gives, with other constants where told."""
    row = recognise(name)
    row = row if args is None else dataclasses.replace(row, args=tuple(args))
    return value(row, *map(np.asarray, samples))
