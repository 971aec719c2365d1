"""Hypothesis strategies and the settings of the gate: examples are the same every time."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

__all__ = ["arrays", "columns", "cuts", "finite", "gate", "integers", "replicates"]

gate = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)

# Squares and sums of these stay finite; extremes are test cases of their own.
finite = st.floats(-1e150, 1e150, allow_nan=False, allow_infinity=False)
integers = st.integers(-(2**40), 2**40)


def arrays(least=1, most=70, elements=None):
    """Float arrays, many with ties."""
    tied = st.integers(-3, 3).map(float)
    return st.one_of(
        *(npst.arrays(np.float64, st.integers(least, most), elements=e) for e in (
            [elements] if elements is not None else [finite, tied]
        ))
    )  # fmt: skip


def columns(k):
    """K lists of one length, of few different numbers or of three decimals."""
    tied = st.integers(-3, 3).map(float)
    decimals = st.floats(-1e6, 1e6).map(lambda v: round(v, 3) + 0.0)  # no -0.0
    return st.tuples(st.integers(2, 25), st.sampled_from([tied, decimals])).flatmap(
        lambda told: st.tuples(
            *(st.lists(told[1], min_size=told[0], max_size=told[0]) for _ in range(k))
        )
    )


@st.composite
def replicates(draw, most=1500, components=3):
    """(B, p) replicates with NaN rows: what a run computes."""
    n = draw(st.integers(1, most))
    p = draw(st.integers(1, components))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    offset = draw(st.sampled_from([0.0, 1.0, -1e6, 1e15]))
    values = offset + rng.standard_normal((n, p)) * draw(st.sampled_from([1e-3, 1.0, 1e8]))
    if draw(st.booleans()):  # heavy tails: sums in another order have other bits
        values *= np.exp(4 * rng.standard_normal((n, 1)))
    values[rng.random(n) < draw(st.sampled_from([0.0, 0.02, 1.0]))] = np.nan
    return values


@st.composite
def cuts(draw, n):
    """A division of range(n) into chunks, as a list of (start, stop) in random order."""
    inner = draw(st.lists(st.integers(1, max(1, n - 1)), max_size=12))
    edges = sorted({0, n, *(cut for cut in inner if cut < n)})
    chunks = list(itertools.pairwise(edges))
    return draw(st.permutations(chunks))
