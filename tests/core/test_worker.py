"""The worker's side: a chunk never raises, a plan is found or asked for."""

from __future__ import annotations

import pickle
import sys
import threading
import uuid

import numpy as np
import pytest

from bootes._core import worker
from bootes._core.evaluate import Partial
from bootes._core.ship import pack
from bootes._core.worker import execute_chunk, forget, keep
from tests.conformance.plans import make_plan


class TwoArguments(Exception):
    """Cannot be read back from a pickle."""

    def __init__(self, what, number):
        super().__init__(f"{what} {number}")


class Unpicklable(Exception):
    def __init__(self):
        super().__init__("it holds a lock")
        self.lock = threading.Lock()


def plan_of(function, n_resamples=300, on_error="raise"):
    plan = make_plan("rows", n_resamples, on_error=on_error)
    object.__setattr__(plan.statistic, "function", function)
    return plan


def chunk(plan, start=0, stop=300):
    job = uuid.uuid4().hex
    keep(job, plan)
    try:
        return execute_chunk(job, None, start, stop)
    finally:
        forget(job)


def test_a_chunk_gives_its_part_of_the_run():
    plan = make_plan("python")
    outcome = chunk(plan, 100, 300)
    assert outcome.status == "ok"
    assert outcome.error is None
    assert outcome.seconds > 0
    assert isinstance(outcome.partial, Partial)
    assert outcome.partial.n_done == 200
    first, values = outcome.partial.states[0]
    assert (first, len(values)) == (100, 200)


def test_an_unknown_plan_is_asked_for():
    assert execute_chunk("nobody", None, 0, 10).status == "miss"


def test_a_sent_plan_is_kept_for_the_next_chunks():
    plan = make_plan("kernel")
    sent = [f"sent {i}" for i in range(6)]
    for job in sent:
        assert execute_chunk(job, pack(plan), 0, 10).status == "ok"
    statuses = [execute_chunk(job, None, 10, 20).status for job in sent]
    assert statuses == ["miss", "miss", "ok", "ok", "ok", "ok"]
    worker._sent.clear()


def test_plans_of_this_process_are_never_crowded_out():
    """However many runs go on at once."""
    jobs = [uuid.uuid4().hex for _ in range(50)]
    for job in jobs:
        keep(job, make_plan("kernel", 10))
    assert {execute_chunk(job, None, 0, 10).status for job in jobs} == {"ok"}
    for job in jobs:
        forget(job)
    assert {execute_chunk(job, None, 0, 10).status for job in jobs} == {"miss"}


@pytest.mark.parametrize(
    ("make", "kind", "travels"),
    [
        (lambda: ValueError("boom"), "ValueError", True),
        (lambda: TwoArguments("boom", 2), "TwoArguments", None),
        (Unpicklable, "Unpicklable", False),
        (type("Local", (Exception,), {}), "Local", False),
    ],
)  # fmt: skip
def test_an_exception_is_described_whatever_it_is(make, kind, travels):
    def failing(rows):
        if rows[0, 0] > 0.5:
            raise make()
        return 0.0

    outcome = chunk(plan_of(failing))
    assert outcome.status == "error"
    error = outcome.error
    assert error.kind == kind
    assert error.replicate is not None
    assert "in failing" in error.traceback
    if travels is None:  # not by itself, but Dask teaches exceptions how, once it is loaded
        travels = "distributed" in sys.modules and error.exception is not None
    assert (error.exception is not None) == travels
    assert pickle.loads(pickle.dumps(outcome)).error.kind == kind


@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt, GeneratorExit])
def test_what_ends_a_program_does_not_end_the_worker(kind):
    def ending(rows):
        raise kind("enough")

    outcome = chunk(plan_of(ending))
    assert outcome.status == "error"
    assert outcome.error.kind == kind.__name__


def test_the_first_failing_replicate_is_named():
    plan = plan_of(lambda rows: 1 / int(rows[0, 0] > 0))
    values = plan_of(lambda rows: rows[0, 0], on_error="omit")
    first = np.flatnonzero(chunk(values).partial.states[0][1][:, 0] <= 0)[0]
    assert chunk(plan).error.replicate == first
