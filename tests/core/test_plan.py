"""Plans: frozen, with a key of seed, purpose and label."""

from __future__ import annotations

import dataclasses

import pytest

from bootes._streams import Seed
from tests.conformance.plans import PLANS, make_plan
from tests.oracles import naive

COMPILED = {
    "fused means",
    "fused permutations",
    "kernel",
    "kernel, arrangements",
    "compiled",
    "automatic",
    "automatic, rows",
    "columns",
    "columns, drawn sums",
    "columns, listed sums",
    "columns, dealt sums",
    "largest column",
    "largest column, by kernels",
}


def test_the_key_is_of_seed_purpose_and_label():
    plan = make_plan("kernel", seed=5)
    assert plan.key.tolist() == naive.key(5, "resample").tolist()
    named = plan.having(label="gene=a", purpose="generate", seed=Seed(7, (1,)))
    assert named.key.tolist() == naive.key(7, "generate", "gene=a", (1,)).tolist()


def test_the_key_is_of_nothing_else():
    plan = make_plan("kernel")
    for change in ({"n_resamples": 7}, {"on_error": "raise"}, {"reducers": ()}):
        assert plan.having(**change).key.tolist() == plan.key.tolist()
    other = make_plan("python")
    assert other.key.tolist() == plan.key.tolist()


def test_a_plan_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_plan("kernel").n_resamples = 5


@pytest.mark.parametrize("name", PLANS)
def test_compiled_plans_run_without_the_gil(name):
    assert make_plan(name).is_compiled == (name in COMPILED)


def test_fingerprints_tell_plans_apart_and_are_repeatable():
    prints = [make_plan(name).fingerprint for name in PLANS]
    assert len(set(prints)) == len(prints)
    assert prints == [make_plan(name).fingerprint for name in PLANS]
    assert make_plan("kernel", 10).fingerprint == make_plan("kernel", 5000).fingerprint
    assert make_plan("kernel", seed=1).fingerprint != make_plan("kernel", seed=2).fingerprint
