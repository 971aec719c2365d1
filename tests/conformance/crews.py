"""Real engines of one, two, three and seven workers, each started once."""

from __future__ import annotations

from contextlib import ExitStack, closing

import bootes as bt
from tests.engines.services import ROOT, SERVICES, environment

__all__ = ["Crews"]


class Crews:
    """Engines by name and number of workers, up to ``most``; ``close`` ends what was started."""

    def __init__(self, most=7):
        self.most = most
        self._stack = ExitStack()
        self._started = {}
        self._held = None

    def of(self, name, workers):
        """Return what is passed as ``engine``."""
        return getattr(self, f"_{name}")(workers)

    def close(self):
        self._stack.close()

    def _once(self, name, make):
        if name not in self._started:
            # Workers import the tests' modules as this process does.
            with environment(PYTHONPATH=ROOT):
                self._started[name] = self._stack.enter_context(make())
        return self._started[name]

    def _serial(self, workers):
        return "serial"

    def _threads(self, workers):
        return self._once(("threads", workers), lambda: closing(bt.engines.Threads(workers)))

    def _loky(self, workers):
        # One pool for all, which grows; leaving this by an error kills it.
        return self._once(("loky", workers), lambda: bt.engines.Processes(workers))

    def _spawn(self, workers):
        return self._once(("spawn", workers), lambda: SERVICES["spawn"](workers))

    def _dask(self, workers):
        client = self._once("dask", lambda: SERVICES["dask"](1))
        client.cluster.scale(workers)
        client.wait_for_workers(workers, timeout=120)
        return client

    def _ipyparallel(self, workers):
        client = self._once("ipyparallel", lambda: SERVICES["ipyparallel"](self.most))
        return bt.engines.IPyParallel(client, n_jobs=workers)

    def _ray(self, workers):
        self._once("ray", lambda: SERVICES["ray"](self.most))
        self._hold(self.most - workers)
        return _some_of_ray(workers)

    def _hold(self, cpus):
        """Take so many CPUs of Ray out of use."""
        from ray.util import placement_group, remove_placement_group

        if self._held and self._held[0] == cpus:
            return
        if self._held and self._held[1]:
            remove_placement_group(self._held[1])
        group = placement_group([{"CPU": cpus}]) if cpus else None
        assert group is None or group.wait(60)
        self._held = cpus, group


def _some_of_ray(workers):
    class SomeOfRay(bt.engines.Ray):
        def alive(self):
            return workers

    return SomeOfRay()
