"""One line on where and with what was measured."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
from pathlib import Path

from bootes.engines.workers import usable_cpus

__all__ = ["machine_line"]

_PACKAGES = (
    "bootes",
    "numpy",
    "numba",
    "scipy",
    "tsbootstrap",
    "arch",
    "resample",
    "scikits-bootstrap",
    "rapidstats",
    "polars",
)


def machine_line() -> str:
    """Return date, processor, system and versions."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    where = f"{usable_cpus()} usable CPUs ({_processor()}), {platform.system()}{_load()}"
    versions = (f"{package} {_version(package)}" for package in _PACKAGES)
    return f"{today}; {where}; Python {platform.python_version()}, {', '.join(versions)}."


def _load() -> str:
    """Return how busy the machine was before: beyond 0.5 or so the numbers are of little use."""
    return f", load {os.getloadavg()[0]:.2f} at the start" if hasattr(os, "getloadavg") else ""


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    names = [
        line.split(":", 1)[1].strip()
        for line in (known.read_text(encoding="utf-8").splitlines() if known.exists() else ())
        if line.startswith("model name")
    ]
    return f"{names[0]}, {platform.machine()}" if names else platform.machine()


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
