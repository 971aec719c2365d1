"""The peers of the grid."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass

from benchmarks.grid.tasks import Task
from benchmarks.grid.ways import Offer

__all__ = ["PEERS", "Peer"]


@dataclass(frozen=True)
class Peer:
    """``module`` holds its ``offer``; ``package`` is what must be installed."""

    name: str
    package: str
    module: str

    def offer(self, task: Task, n: int) -> Offer:
        """Return its ways to a task, or why it has none."""
        top, _, _ = self.package.partition(".")
        if importlib.util.find_spec(top) is None or importlib.util.find_spec(self.package) is None:
            return "not installed"
        offered: Offer = importlib.import_module(f"benchmarks.peers.{self.module}").offer(task, n)
        return offered


PEERS = (
    Peer("SciPy", "scipy", "scipy_intervals"),
    Peer("arch", "arch", "arch_intervals"),
    Peer("resample", "resample", "resample_intervals"),
    Peer("scikits.bootstrap", "scikits.bootstrap", "scikits_intervals"),
    Peer("tsbootstrap", "tsbootstrap", "tsbootstrap_intervals"),
    Peer("rapidstats", "rapidstats", "rapidstats_intervals"),
    Peer("bebi103-style loop", "numba", "choice_loops"),
)
