"""Engines of the user, started here for real: the same bits, clear errors, never closed."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
import traceback
from contextlib import suppress

import numpy as np
import pytest

import bootes as bt
from bootes.compat.blog import permutation_resampling
from bootes.errors import EngineError, StatisticError
from tests.compat import seed_functions
from tests.engines.programs import wait_until
from tests.engines.service_runs import ENDINGS, RUNS, X, Y, ending, expected, sha
from tests.engines.services import ROOT, SERVICES, beyond_loopback, descendants, environment

pytestmark = [
    # What the packages themselves warn of; forks are asked for here.
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
]


@pytest.fixture(scope="module", params=SERVICES)
def service(request):
    """A running service of the user: its name and what is passed as ``engine``."""
    # Where a pool imports the tests' modules as this process does; ship_modules is tried apart.
    path = {} if request.param in ("ray", "ipyparallel") else {"PYTHONPATH": ROOT}
    with environment(**path), SERVICES[request.param]() as spec:
        yield request.param, spec


@pytest.fixture
def name(service):
    return service[0]


@pytest.fixture
def engine(service):
    """The engine, which goes on working whatever a test did to it."""
    spec = service[1]
    yield spec
    found = bt.bootstrap(X, np.ptp, n_resamples=400, rng=1, engine=spec, confidence_level=0.9)
    assert found.provenance["execution"]["lost_chunks"] == 0


@pytest.mark.parametrize("kind", RUNS)
def test_every_plan_gives_the_bits_of_one_thread(engine, kind):
    assert sha(RUNS[kind](engine)) == expected(kind)


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_statistic_that_ends_badly_says_so(engine, kind):
    exception, message = ENDINGS[kind]
    with pytest.raises(StatisticError, match=rf"failed.*{exception}: .*{message}") as caught:
        bt.bootstrap(X, ending(kind), n_resamples=400, rng=1, engine=engine, compile=False)
    text = str(caught.value)
    assert "of 400 resamples were finished" in text
    if kind == "exit":
        return  # that is no replicate's failure
    number = int(re.search(r"on resample (\d+)", text)[1])
    serial = bt.bootstrap(X, np.ptp, n_resamples=400, rng=1, compile=False)
    assert serial.replay(number)[0] > 1.2
    # Some packages teach exceptions to travel with their traceback; else it is text.
    cause = caught.value.__cause__
    if cause is None or cause.__traceback__ is None:
        assert "In the worker:\nTraceback" in text
    else:
        text += "".join(traceback.format_exception(cause))
    assert "return make()" in text or kind.startswith("value")


def test_two_workers_are_known(engine):
    found = bt.bootstrap(X, np.ptp, n_resamples=500, rng=1, engine=engine, compile=False)
    assert found.provenance["execution"]["workers"] == 2


def test_data_are_read_only_there_and_the_argument_is_scratch(engine, name):
    def flags(x):
        x[0] = 0.0
        return float(kept.flags.writeable)

    kept = np.arange(9.0)
    found = bt.bootstrap(X, flags, n_resamples=300, rng=1, engine=engine, compile=False)
    assert set(found.replicates) == {float(name == "threads of the user")}


def test_libraries_have_one_thread_there(engine, name):
    if name == "threads of the user":
        pytest.skip("threads of this process keep its own settings")

    def threads(x):
        import numba
        from threadpoolctl import threadpool_info

        np.linalg.inv(np.eye(3) + x[0])
        libraries = [library["num_threads"] for library in threadpool_info()]
        return float(max([numba.get_num_threads(), *libraries]))

    found = bt.bootstrap(X, threads, n_resamples=300, rng=1, engine=engine, compile=False)
    assert set(found.replicates) == {1.0}


def test_nothing_is_reached_from_elsewhere(service):
    assert beyond_loopback(descendants()) == set()


def test_the_second_text_runs_on_it(engine):
    """Its closure over the pooled samples, of which pickle made nothing."""
    pooled = np.concatenate([X, Y])

    def centred(x):
        return np.mean(x) - np.mean(pooled)

    there = permutation_resampling(X, Y, 1_000, centred, rng=3, engine=engine)
    here = permutation_resampling(X, Y, 1_000, centred, rng=3, engine="serial")
    assert there[:2] == here[:2]
    assert sha(there[2]) == sha(here[2])


def test_the_first_text_runs_on_it(service):
    """Its functions lie in a module that engines of IPython and Ray cannot import."""
    name, spec = service
    ships = {
        "dask": lambda: bt.engines.Dask(spec, ship_modules=[seed_functions]),
        "ray": lambda: bt.engines.Ray(ship_modules=[seed_functions]),
        "ipyparallel": lambda: bt.engines.IPyParallel(spec, ship_modules=[seed_functions]),
    }
    engine = ships.get(name, lambda: spec)()
    model = bt.Model.from_functions(
        seed_functions.mle_iid_nbinom,
        lambda params, size, rng: seed_functions.gen_nbinom(*params, size, rng),
        parameters=("alpha", "b"),
    )
    counts = np.random.default_rng(2).negative_binomial(3, 0.2, size=60)
    options = {"n_resamples": 12, "rng": 4, "confidence_level": 0.6}
    there = bt.fit(counts, model, engine=engine, **options).replicates
    assert sha(there) == sha(bt.fit(counts, model, engine="serial", **options).replicates)


def test_ctrl_c_leaves_the_engine_to_its_owner(engine, tmp_path):
    """What waits is taken back, and the next run works at once (the fixture makes one)."""

    def slow(x):
        if x[0] != X[0]:
            (tmp_path / "at work").touch()
        time.sleep(0.05)
        return x.mean()

    ended = threading.Event()

    def interrupt():
        with suppress(AssertionError):
            wait_until((tmp_path / "at work").exists, "work")
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)
        while not ended.wait(10):  # one that fell into a finalizer was lost
            os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    options = {"n_resamples": 100_000, "rng": 1, "compile": False, "engine": engine}
    thread.start()
    with pytest.raises(bt.errors.RunInterrupted, match="of 100000 resamples were finished"):
        bt.bootstrap(X, slow, **options)
    ended.set()
    thread.join()
    assert (tmp_path / "at work").exists()


def dying(folder, *, always):
    """Kills its worker on the first resamples with a large first value, once or always."""
    caller = os.getpid()

    def statistic(x):
        mark = folder / "killed"
        if x[0] > 1.2 and os.getpid() != caller and (always or not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return x.mean()

    return statistic


def run_dying(spec, folder, *, always=False):
    options = {"n_resamples": 400, "rng": 1, "method": "percentile", "compile": False}
    return bt.bootstrap(X, dying(folder, always=always), engine=spec, **options)


def test_a_replicate_that_kills_again_and_again_is_named(service, tmp_path):
    """Dask counts four deaths as one loss, and may repeat it once; Ray repeats nothing itself."""
    name, spec = service
    if name not in ("dask", "ray"):
        pytest.skip("these workers are not replaced")
    times = 2 if name == "dask" else 4
    said = rf"engine '{name}' were lost {times} times .* resamples \d+ to \d+ .* of 400 resamples"
    with pytest.raises(EngineError, match=said) as caught:
        run_dying(spec, tmp_path, always=True)
    assert caught.value.partial.n_done < 400


def test_a_worker_killed_once(service, tmp_path):
    """Last, since a killed worker breaks a pool, and IPython replaces no engine."""
    name, spec = service
    if name == "threads of the user":
        pytest.skip("there is no worker process")
    if name == "dask":
        spec.cluster.scale(2)  # nannies may have given up the workers that the test before killed
        spec.wait_for_workers(2, timeout=120)
    if name in ("dask", "ray", "ipyparallel"):
        found = run_dying(spec, tmp_path)
        here = bt.bootstrap(
            X, np.mean, n_resamples=400, rng=1, method="percentile", compile=False, engine="serial"
        )
        assert (tmp_path / "killed").exists()
        assert sha(found.replicates) == sha(here.replicates)
        assert (found.provenance["execution"]["lost_chunks"] > 0) == (name != "dask")
        return
    with pytest.raises(EngineError, match=r"takes no more work .* of 400 resamples") as caught:
        run_dying(spec, tmp_path)
    assert "Pass a function that makes it" in str(caught.value)
    assert caught.value.partial.n_done < 400
