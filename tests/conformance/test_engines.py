"""The answer is a function of the plan: not of engine, workers, chunks or order."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import bootes as bt
from tests.conformance.plans import PLANS, B, chunks_of, make_plan, outcome, reference, run
from tests.engines.named import HERE
from tests.engines.troubled import LosingEngine, ShufflingEngine
from tests.oracles.chance import assert_uncorrelated

CHUNKS = [1, 17, 256, 500, B, None]


def plans_and_chunks(small=PLANS):
    """All pairs, but single replicates where a thousand tasks would take long."""
    return [
        (name, size)
        for name in PLANS
        for size in CHUNKS
        if size != 1 or (name in small and name != "generated, vectorized")
    ]


PAIRS = [
    (engine, name, size)
    for engine in HERE
    for name, size in plans_and_chunks(("python",) if engine == "processes" else PLANS)
]


@pytest.mark.parametrize(("engine", "name", "size"), PAIRS)
def test_engines_and_chunks_change_no_bit(engine, name, size, monkeypatch):
    chunks_of(monkeypatch, size)
    found = run(make_plan(name), engine, n_jobs=2)
    assert outcome(found) == reference(name)
    assert found.n_lost == 0


@pytest.mark.parametrize(("name", "size"), plans_and_chunks())
def test_the_order_of_completion_changes_no_bit(name, size, monkeypatch):
    chunks_of(monkeypatch, size)
    with ShufflingEngine(seed=size or 0) as engine:
        assert outcome(run(make_plan(name), engine)) == reference(name)
    if size == 17:
        assert engine.order != sorted(engine.order), "nothing was out of order"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", PLANS)
def test_lost_work_is_done_again_to_the_same_bits(name, seed, monkeypatch):
    chunks_of(monkeypatch, 17)
    with LosingEngine(seed, share=0.5) as engine:  # of 28 chunks at least, 3: 1e-6
        found = run(make_plan(name), engine)
    assert outcome(found) == reference(name)
    assert found.n_lost >= 3
    assert engine.restarts >= found.n_lost


def test_every_kind_of_loss_was_tried(monkeypatch):
    chunks_of(monkeypatch, 17)
    kinds = set()
    for seed in range(4):
        with LosingEngine(seed) as engine:
            run(make_plan("kernel"), engine)
        kinds |= engine.kinds
    assert kinds == {"refused", "before", "after", "cancelled"}


@pytest.mark.parametrize(
    ("engine", "n_jobs"),
    [
        *itertools.product(("serial", "threads"), (1, 2, 3, 7)),
        ("processes", 3),
        *(pytest.param("processes", n, marks=pytest.mark.study) for n in (1, 7, 16)),
    ],
)
def test_the_number_of_workers_changes_no_bit(engine, n_jobs, monkeypatch):
    chunks_of(monkeypatch, 64)
    for name in ("python", "compiled"):
        found = run(make_plan(name), engine, n_jobs=n_jobs)
        assert outcome(found) == reference(name)
        assert found.workers == (1 if engine == "serial" else n_jobs)


@pytest.mark.parametrize("name", [name for name in PLANS if "arrangements" not in name])
def test_more_replicates_begin_with_the_same_ones(name):
    """The first 1000 of 5000 are those of a run of 1000, in any chunks."""
    short, long = (run(make_plan(name, n), "threads", 2) for n in (1000, 5000))
    first, all_ = short.states[0][1], long.states[0][1]
    assert first.tobytes() == all_[:1000].tobytes()
    known = [failure for failure in long.partial.failures.examples if failure[0] < 1000]
    assert known == short.partial.failures.examples[: len(known)]


@pytest.mark.parametrize("name", [name for name in PLANS if "arrangements" not in name])
def test_replicates_are_of_the_seed(name):
    """Another seed gives other replicates; none is given twice where values are continuous."""
    values = run(make_plan(name), "serial").states[0][1]
    others = run(make_plan(name, seed=10), "serial").states[0][1]
    if name in ("fused means", "generated, kernel", "generated, python"):
        finite = values[np.isfinite(values)]
        assert np.unique(finite).size == finite.size
        assert not np.intersect1d(finite, others).size
    assert values.tobytes() != others.tobytes()


def test_failures_are_counted_and_nan_at_their_index():
    found = run(make_plan("python"), "processes", 2)
    values = found.states[0][1]
    missing = np.flatnonzero(np.isnan(values).all(axis=1))
    assert found.partial.failures.counts == {"ValueError": len(missing)}
    assert 50 < len(missing) < B
    assert [example[0] for example in found.partial.failures.examples] == missing[:20].tolist()
    assert np.isnan(values).any(axis=1).sum() == len(missing)
    assert np.isinf(values).any(), "infinities are values"


@pytest.mark.parametrize("engine", HERE)
def test_workers_share_no_stream(engine):
    """20,000 means of 200 values: no repeats, no dependence; false alarms below 1e-6 together.

    Two equal resamples of 200 rows have a probability below 1e-100.
    """
    data = np.random.default_rng(8).normal(size=200)
    options = {"n_resamples": 20_000, "engine": engine, "n_jobs": 2 if engine == "processes" else 4}
    means = bt.bootstrap(data, "mean", rng=21, **options).replicates
    neighbour = bt.bootstrap(data, "mean", rng=22, **options).replicates
    assert np.unique(np.concatenate([means, neighbour])).size == 40_000
    assert_uncorrelated(means[:-1], means[1:])
    assert_uncorrelated(means, neighbour)
    quarters = means.reshape(4, -1)
    for first, second in itertools.combinations(quarters, 2):
        assert_uncorrelated(first, second)
