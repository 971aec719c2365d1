"""Where chunks run: one file per engine."""

from __future__ import annotations

from bootes.engines.processes import Processes
from bootes.engines.serial import Serial
from bootes.engines.threads import Threads

__all__ = ["Processes", "Serial", "Threads"]
