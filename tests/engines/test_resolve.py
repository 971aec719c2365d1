"""Which engine does the work."""

from __future__ import annotations

import pytest

import bootes as bt
from bootes.engines.processes import Processes
from bootes.engines.resolve import ENGINES, as_engine
from bootes.engines.serial import Serial
from bootes.engines.threads import Threads
from bootes.errors import InputError, InputTypeError, UnknownNameError
from tests.engines.named import HERE
from tests.engines.troubled import ShufflingEngine


@pytest.mark.parametrize("name", HERE)
def test_a_name_is_that_engine(name):
    choice = as_engine(name, 3, compiled=True)
    engine = choice.pick(1e9)
    assert engine.info.name == name
    assert engine.info.workers == (1 if name == "serial" else 3)
    assert choice.owned
    assert not choice.timed


@pytest.mark.parametrize("name", HERE)
def test_every_engine_answers_the_port(name):
    """What the driver asks for: a future that is done in time, and the three endings."""
    engine = ENGINES[name](2)
    assert engine.submit(divmod, 7, 2).result(60) == (3, 1)
    engine.restart()
    assert engine.submit(divmod, 7, 2).result(60) == (3, 1)
    engine.close()
    engine.close(kill=True)
    assert engine.info.min_chunk_seconds > 0
    assert engine.info.shares_memory == (name != "processes")


def test_an_object_is_used_as_it_is():
    engine = ShufflingEngine()
    choice = as_engine(engine, None, compiled=True)
    assert choice.pick(0.0) is engine
    assert not choice.owned


@pytest.mark.parametrize(
    ("compiled", "n_jobs", "seconds", "kind"),
    [
        (True, None, 0.0, Serial),
        (True, 2, 10.0, Threads),
        (True, 1, 10.0, Serial),
        (False, 2, 0.5, Serial),
        (False, 2, 60.0, Processes),
        (False, 1, 60.0, Serial),
    ],
)
def test_the_choice_follows_form_and_cost(compiled, n_jobs, seconds, kind):
    choice = as_engine(None, n_jobs, compiled=compiled)
    assert choice.timed
    assert choice.owned
    engine = choice.pick(seconds)
    assert type(engine) is kind
    assert engine.info.workers == (1 if kind is Serial else n_jobs)


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'thread'.*Did you mean 'threads'"):
        as_engine("thread", None, compiled=True)


@pytest.mark.parametrize("engine", [3, object(), Threads, True])
def test_what_is_no_engine_is_refused(engine):
    with pytest.raises(InputTypeError, match=r"engine=.*'serial', 'threads', 'processes'"):
        as_engine(engine, None, compiled=True)


def test_an_object_and_n_jobs_do_not_go_together():
    with pytest.raises(InputError, match="n_jobs=2 goes with an engine's name"):
        as_engine(Serial(), 2, compiled=True)


def test_what_ran_where_is_in_the_provenance():
    result = bt.bootstrap([1.0, 2.0, 4.0], "mean", rng=1, engine="threads", n_jobs=2)
    execution = result.provenance["execution"]
    assert (execution["engine"], execution["workers"]) == ("threads", 2)
    assert execution["lost_chunks"] == 0
