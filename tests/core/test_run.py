"""A run that goes on from an earlier one is the run from the start."""

from __future__ import annotations

import copy
import pickle
from types import SimpleNamespace

import numpy as np
import pytest

from bootes._core.evaluate import evaluate, slab_size
from bootes._core.execute import execute
from bootes._core.run import taken_over
from bootes.engines.resolve import as_engine
from bootes.errors import InputError, StatisticError
from bootes.reducers.moments import MomentState
from tests.conformance.plans import PLANS, B, chunks_of, make_plan, outcome, reference, run
from tests.engines.named import HERE
from tests.engines.troubled import ShufflingEngine

DRAWN = [name for name in PLANS if "arrangements" not in name]


def on_from(earlier, plan, engine="serial", n_jobs=None):
    choice = as_engine(engine, n_jobs, compiled=True)
    return execute(plan, choice, progress=False, earlier=earlier)


def everything(run):
    """What a run holds, as bytes; the tree of moments in the order of its nodes."""
    states = [_plain(state) for state in run.states]
    failures = run.partial.failures
    return pickle.dumps((states, sorted(failures.counts.items()), failures.examples))


def _plain(state):
    if not isinstance(state, MomentState):
        return state[1].tobytes() if isinstance(state, tuple) else state.tobytes()
    nodes = {key: node.tobytes() for key, node in sorted(state.nodes.items())}
    loose = {
        block: b"".join(values.tobytes() for _, values in sorted(pieces, key=lambda p: p[0]))
        for block, pieces in sorted(state.loose.items())
    }
    return nodes, loose


@pytest.mark.parametrize("stop", [1, 255, 256, 700, B - 1])
@pytest.mark.parametrize("name", DRAWN)
def test_an_extended_run_is_the_run_from_the_start(name, stop, monkeypatch):
    chunks_of(monkeypatch, 100)
    short = run(make_plan(name, stop))
    before = copy.deepcopy(short)
    with ShufflingEngine(seed=stop) as engine:
        long = on_from(short, make_plan(name), engine)
    assert outcome(long) == reference(name)
    assert everything(short) == everything(before)


@pytest.mark.parametrize("engine", HERE)
def test_it_may_go_on_in_several_steps_on_other_engines(engine, monkeypatch):
    chunks_of(monkeypatch, 64)
    part = run(make_plan("python", 100))
    for n in (300, 901, B):
        part = on_from(part, make_plan("python", n), engine, None if engine == "serial" else 2)
    assert outcome(part) == reference("python")


def test_only_what_is_missing_is_computed():
    calls = []

    class Counting:
        def __init__(self, inner):
            self.inner = inner

        def __getattr__(self, name):
            return getattr(self.inner, name)

        def evaluate(self, sampler, key, start, stop):
            calls.append((start, stop))
            return self.inner.evaluate(sampler, key, start, stop)

    plan = make_plan("kernel")
    plan = plan.having(statistic=Counting(plan.statistic))
    short = on_from(None, plan.having(n_resamples=700))
    calls.clear()
    on_from(short, plan)
    assert min(calls)[0] == 700
    assert sum(stop - start for start, stop in calls) == B - 700


@pytest.mark.parametrize("name", ["kernel", "python"])
def test_other_reducers_are_fed_with_what_was_kept(name):
    """The tails, moments and bins that had not been counted, failures included."""
    plan = make_plan(name)
    kept = run(plan.having(n_resamples=700, reducers=plan.reducers[:1]))
    long = on_from(kept, plan.having(reducers=plan.reducers[1:]))
    padded = SimpleNamespace(
        plan=plan, partial=long.partial, states=[(0, np.zeros((1, 1))), *long.states]
    )
    found = outcome(padded)
    assert found == {**reference(name), "replicates": found["replicates"]}


def test_what_was_counted_cannot_be_counted_anew():
    plan = make_plan("kernel")
    counted = run(plan.having(n_resamples=700, reducers=plan.reducers[1:2]))
    with pytest.raises(InputError, match="the same keep="):
        on_from(counted, plan)


@pytest.mark.parametrize("other", ["fused means", "python"])
def test_another_plan_is_refused(other):
    with pytest.raises(InputError, match="other data"):
        taken_over(make_plan("kernel"), run(make_plan(other, 10)))


@pytest.mark.parametrize("change", [{"seed": 10}, {"on_error": "raise"}])
def test_another_seed_or_rule_is_refused(change):
    with pytest.raises(InputError, match="seed"):
        taken_over(make_plan("kernel", **change), run(make_plan("kernel", 10)))


@pytest.mark.parametrize("n", [10, 9])
def test_a_run_is_not_made_shorter(n):
    with pytest.raises(InputError, match=f"n_resamples={n} is not more than the 10"):
        taken_over(make_plan("kernel", n), run(make_plan("kernel", 10)))


def test_a_failure_in_what_is_added_tells_what_is_done():
    """Replicate 17 of the plan raises; the first 17 are of the earlier run."""
    plan = make_plan("compiled", on_error="raise")
    with pytest.raises(StatisticError) as caught:
        run(plan)
    failing = int(str(caught.value).split("on resample ")[1].split()[0])
    short = run(plan.having(n_resamples=failing))
    with pytest.raises(StatisticError, match=f"on resample {failing}") as caught:
        on_from(short, plan)
    assert caught.value.partial.n_done == failing


@pytest.mark.parametrize(
    ("p", "slab"), [(1, 16_384), (128, 16_384), (129, 8_192), (8_192, 256), (100_000, 256)]
)
def test_slabs_are_bounded_by_their_bytes(p, slab):
    assert slab_size(p) == slab


def test_wide_slabs_change_no_bit(monkeypatch):
    from bootes._core import evaluate as module

    monkeypatch.setattr(module, "_SLAB_BYTES", 8 * 600)  # of one component: two blocks

    plan = make_plan("kernel")
    partial = evaluate(plan, 0, plan.n_resamples)
    assert slab_size(1) == 512
    cut = SimpleNamespace(plan=plan, partial=partial, states=partial.states)
    assert outcome(cut) == reference("kernel")
