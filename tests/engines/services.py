"""Real services on this machine, as a user starts them; nothing listens beyond the loopback."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil

__all__ = ["FORKS", "SERVICES", "beyond_loopback", "descendants", "environment"]

# Set where nothing but the tests of forked workers runs: see test_fork.py.
FORKS = "BOOTES_TESTS_FORK"
ROOT = str(Path(__file__).parents[2])


@contextmanager
def environment(**variables):
    """Set variables for the processes that are started inside."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _threads(n=2):
    with ThreadPoolExecutor(n) as pool:
        yield pool


def _stdlib(method):
    @contextmanager
    def service(n=2):
        context = multiprocessing.get_context(method)
        with ProcessPoolExecutor(n, mp_context=context) as pool:
            yield pool

    return service


@contextmanager
def _loky(n=2):
    from loky import ProcessPoolExecutor as Loky

    pool = Loky(n)
    yield pool
    pool.shutdown(kill_workers=True)


@contextmanager
def _dask(n=2):
    from distributed import Client, LocalCluster

    here = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    alone = {"scheduler_kwargs": {"dashboard": False}}
    with (
        environment(),
        LocalCluster(n_workers=n, threads_per_worker=1, processes=True, **here, **alone) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


@contextmanager
def _ipyparallel(n=2):
    import ipyparallel

    # Engines and a controller; the directory of its profile is of the tests' user.
    options = {"n": n, "engines": "local", "controller_ip": "127.0.0.1", "log_level": 40}
    with ipyparallel.Cluster(**options) as client:
        client.wait_for_engines(n, timeout=120)
        yield client


@contextmanager
def _ray(n=2):
    # Ray takes the first when it is imported.
    with environment(RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER="0", RAY_USAGE_STATS_ENABLED="0"):
        import ray

        ray.init(num_cpus=n, include_dashboard=False, log_to_driver=False, logging_level="error")
        yield "ray"
        ray.shutdown()


SERVICES = {
    "threads of the user": _threads,
    "forkserver": _stdlib("forkserver"),
    "spawn": _stdlib("spawn"),
    "loky": _loky,
    "dask": _dask,
    "ipyparallel": _ipyparallel,
    "ray": _ray,
}


if os.environ.get(FORKS):
    SERVICES = {"fork": _stdlib("fork")}


def descendants():
    """The processes that this one has started, and theirs."""
    return {
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE
    }


def beyond_loopback(pids):
    """Return the addresses on which these processes can be reached from elsewhere."""
    return {
        connection.laddr.ip
        for pid in pids
        for connection in psutil.Process(pid).net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
        and connection.laddr.ip not in ("127.0.0.1", "::1", "::ffff:127.0.0.1")
    }
