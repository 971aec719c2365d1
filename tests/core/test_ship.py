"""A plan as bytes, and what cannot be one."""

from __future__ import annotations

import threading

import pytest

from bootes._core.evaluate import evaluate
from bootes._core.ship import pack, unpack
from bootes.errors import EngineError
from tests.conformance.plans import PLANS, make_plan, outcome


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_arrives_as_it_was_sent(name):
    plan = make_plan(name)
    arrived = unpack(pack(plan))
    assert arrived.fingerprint == plan.fingerprint
    assert arrived.key.tolist() == plan.key.tolist()

    def of(plan):
        class Run:
            partial = evaluate(plan, 0, 300)
            states = partial.states

        Run.plan = plan
        return outcome(Run)

    assert of(arrived) == of(plan)


def holding(value):
    def statistic(x):
        return x.mean() if value else 0.0

    return statistic


def empty_cell():
    def statistic(x):
        return x.mean() if lock else later

    lock = threading.Lock()
    if not lock:
        later = 0.0
    return statistic


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (holding(threading.Lock()), "its closure variable 'value', a lock"),
        (holding(x for x in "ab"), "its closure variable 'value', a generator"),
        (empty_cell(), "its closure variable 'lock', a lock"),
    ],
    ids=["lock", "generator", "with an unset variable"],
)
def test_the_culprit_is_named(function, said):
    plan = make_plan("rows")
    object.__setattr__(plan.statistic, "function", function)
    assert len(plan.fingerprint) == 32
    with pytest.raises(EngineError, match=said) as caught:
        pack(plan)
    assert "engine='serial'" in str(caught.value)
    assert isinstance(caught.value.__cause__, TypeError)
