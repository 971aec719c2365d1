"""Negative-binomial replicates of one gene, from the model and from the data."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np

import bootes
from benchmarks.effort import Effort
from benchmarks.pairs import Contender, compare
from benchmarks.peers import first_text
from benchmarks.peers.digammas import fit_by_digammas
from benchmarks.peers.newton import limits
from benchmarks.peers.tails import fit_by_tails
from benchmarks.rows import Pair
from benchmarks.samples import nanog

__all__ = ["rows"]


def rows(effort: Effort) -> Iterator[Pair]:
    """Yield the rows of both schemes."""
    counts = nanog()
    for scheme, word in (("iid", "nonparametric"), ("parametric", "parametric")):
        size = effort.size(10_000)
        ours = Contender("bootes", functools.partial(_limits, counts, scheme), size)
        task = f"negative binomial, n = {counts.size}, {word}, {size:,} replicates"
        for target, peer in _peers(counts, scheme, effort):
            yield compare(task, ours, peer, effort, target)


def _limits(counts: Any, scheme: str, size: int) -> Any:
    result: Any = bootes.fit(
        counts, "negative_binomial", scheme=scheme, n_resamples=size, n_jobs=1, progress=False
    )
    return result.interval()


def _peers(counts: Any, scheme: str, effort: Effort) -> Iterator[tuple[float, Contender]]:
    yield 1000.0, _first_text(counts, scheme, effort.size(200, least=2))
    draw = _resampler(counts) if scheme == "iid" else _generator(counts)
    for target, name, fit in (
        (
            10.0,
            "vectorised Newton, SciPy's digamma and trigamma per distinct count",
            fit_by_digammas,
        ),
        (1.0, "vectorised Newton, tail counts in NumPy", fit_by_tails),
    ):
        run = functools.partial(limits, draw, fit)
        yield target, Contender(name, run, effort.size(10_000))


def _first_text(counts: Any, scheme: str, size: int) -> Contender:
    gen_fun = first_text.resample if scheme == "iid" else first_text.generate
    gen_args = (counts,) if scheme == "iid" else ()
    run = functools.partial(first_text.mle_replicates, gen_fun, counts, gen_args)
    return Contender("the first text's loop (Powell)", run, size, warm_up=2)


def _resampler(counts: Any) -> Any:
    rng = np.random.default_rng()
    return lambda batch: counts[rng.integers(0, counts.size, (batch, counts.size))]


def _generator(counts: Any) -> Any:
    rng = np.random.default_rng()
    ((alpha, b),) = fit_by_digammas(counts[np.newaxis])
    return lambda batch: rng.negative_binomial(alpha, 1 / (1 + b), (batch, counts.size))
