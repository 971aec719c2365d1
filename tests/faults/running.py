"""Engines of every kind to be disturbed; services that survive a fault are kept for the next."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import bootes as bt
from tests.conformance.crews import Crews
from tests.engines.services import SERVICES

__all__ = ["KILLED", "OURS", "Running"]

SPAWN = multiprocessing.get_context("spawn")

# Those with workers that can be killed, and those whose processes we start.
OURS = ("processes", "pool of ours")
KILLED = (*OURS, "pool of the user", "dask", "ray", "ipyparallel")


class Running:
    """Starts engines by name; ``close`` ends what is still running."""

    def __init__(self):
        self._crews = Crews(most=2)

    def close(self):
        self._crews.close()

    @contextmanager
    def of(self, name, workers=2, *, deadly=True):
        """Give what is passed as ``engine``; ``deadly`` faults need a cluster that may be lost."""
        if name == "processes":
            engine = bt.engines.Processes(workers)
            yield engine
            engine.close(kill=True)
        elif name == "pool of ours":
            yield lambda: ProcessPoolExecutor(workers, mp_context=SPAWN)
        elif name == "pool of the user":
            with SERVICES["spawn"](workers) as pool:
                yield pool
        elif name in ("dask", "ipyparallel") and deadly:
            with SERVICES[name](workers) as client:
                yield client
        else:
            yield self._crews.of(name, workers)
