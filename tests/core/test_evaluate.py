"""One range of replicates: reduced slab by slab, failures counted by kind."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes._core import evaluate as module
from bootes._core.evaluate import FailureLog, Partial, ReplicateError, evaluate
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.protocols import Failure
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.statistics.resolve import as_statistic
from tests.conformance.plans import PLANS, make_plan, outcome
from tests.strategies import gate

X = np.random.default_rng(0).normal(size=12)


def plan_of(function, on_error="omit", n=300):
    samples = as_samples(X).samples
    plan = make_plan("kernel", n, on_error=on_error)
    statistic = as_statistic(function, original(samples), compile=False)
    reducers = tuple(
        type(reducer)(statistic.n_components) for reducer in plan.reducers[:1]
    )  # fmt: skip
    return plan.having(statistic=statistic, sampler=iid(samples), reducers=reducers, seed=Seed(1))


@pytest.mark.parametrize("slab", [256, 512])
@pytest.mark.parametrize("name", PLANS)
def test_slabs_change_no_bit(name, slab, monkeypatch):
    class Whole:
        plan = make_plan(name)
        partial = evaluate(plan, 0, plan.n_resamples)
        states = partial.states

    monkeypatch.setattr(module, "_SLAB", slab)

    class Cut:
        plan = Whole.plan
        partial = evaluate(plan, 0, plan.n_resamples)
        states = partial.states

    assert outcome(Cut) == outcome(Whole)


def test_a_slab_ends_at_whole_blocks():
    assert module._SLAB % 256 == 0


@pytest.mark.parametrize("values", [(np.inf, -np.inf), (1e308, 1e308), (-np.inf, -np.inf)])
def test_infinite_and_huge_values_are_values(values):
    low, high = values
    plan = plan_of(lambda x: low if x[0] < 0 else high)
    partial = evaluate(plan, 0, 300)
    assert partial.failures.total == 0
    assert set(partial.states[0][1][:, 0]) == set(values)


def test_a_row_with_one_nan_has_failed_whole():
    plan = plan_of(lambda x: [x.mean(), np.nan if x[0] > 0.5 else x.max()])
    partial = evaluate(plan, 0, 300)
    values = partial.states[0][1]
    missing = np.isnan(values)
    assert (missing.all(axis=1) == missing.any(axis=1)).all()
    assert partial.failures.counts == {"nan": missing[:, 0].sum()}
    assert partial.failures.total > 0


def test_the_earliest_failure_is_raised():
    def statistic(x):
        if x[0] > 1.0:
            raise ValueError("large")
        return np.nan if x[0] < -0.6 else 0.0

    partial = evaluate(plan_of(statistic), 0, 300)
    first, kind, message = partial.failures.examples[0]
    assert partial.failures.counts.keys() == {"ValueError", "nan"}
    with pytest.raises(ReplicateError) as caught:
        evaluate(plan_of(statistic, on_error="raise"), 0, 300)
    failure = caught.value.failure
    assert (failure.replicate, failure.kind, failure.message) == (first, kind, message)


def test_parts_add_up():
    plan = make_plan("python")
    total = Partial.empty(plan, 0, plan.n_resamples)
    for start, stop in [(600, plan.n_resamples), (0, 300), (300, 600)]:
        total.merge(plan, evaluate(plan, start, stop))
    assert total.n_done == plan.n_resamples

    class Merged:
        states, partial = total.states, total

    Merged.plan = plan
    whole = evaluate(plan, 0, plan.n_resamples)

    class Whole:
        states, partial = whole.states, whole

    Whole.plan = plan
    assert outcome(Merged) == outcome(Whole)


kinds = st.sampled_from(["nan", "ValueError", "LinAlgError"])


@gate
@given(st.lists(st.tuples(st.integers(0, 500), kinds), unique_by=lambda f: f[0]), st.integers())
def test_a_failure_log_does_not_depend_on_the_order(found, seed):
    failures = [Failure(replicate, kind, f"{kind}!") for replicate, kind in found]
    whole = FailureLog()
    whole.add(failures)
    random.Random(seed).shuffle(failures)
    total = FailureLog()
    for i in range(0, len(failures), 7):
        part = FailureLog()
        part.add(failures[i : i + 7])
        total.merge(part)
    assert total == whole
    assert total.counts == Counter(kind for _, kind in found)
    assert total.total == len(found)
    expected = sorted(replicate for replicate, _ in found)[:20]
    assert [example[0] for example in total.examples] == expected


def test_a_long_message_is_cut():
    log = FailureLog()
    log.add([Failure(0, "ValueError", "x" * 10_000)])
    assert len(log.examples[0][2]) == 500
