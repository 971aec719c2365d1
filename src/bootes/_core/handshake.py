"""Whether caller and worker are alike enough to compute the same bits."""

from __future__ import annotations

import functools
import os
import platform
import sys
from importlib.metadata import version
from typing import Any

import numpy as np

__all__ = ["facts", "refusal", "remark"]

_MUST_AGREE = ("Python", "bootes")
_PACKAGES = ("bootes", "numpy", "numba", "cloudpickle")


@functools.cache
def facts() -> dict[str, str]:
    """Return what results depend on besides the plan: versions, and what the CPU can do."""
    found = {name: version(name) for name in _PACKAGES}
    simd: Any = np.show_config(mode="dicts")["SIMD Extensions"]
    able = [*simd.get("baseline", ()), *simd.get("found", ())]
    found["Python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    found["CPU"] = f"{platform.machine()} {' '.join(able)}"
    return found


def refusal(sent: dict[str, str]) -> str:
    """Return why this process cannot take the plan of such a caller; empty if it can."""
    differing = _differences(sent, _MUST_AGREE)
    if not differing:
        return ""
    return (
        f"{_here()} has {differing}. Code of one does not run in the other: install the same "
        "versions there."
    )


def remark(sent: dict[str, str]) -> str:
    """Return what may change the last bits of numbers that are computed here; empty if nothing."""
    differing = _differences(sent, [name for name in sent if name not in _MUST_AGREE])
    return f"{_here()} has {differing}; bits may differ." if differing else ""


def _differences(sent: dict[str, str], names: Any) -> str:
    here = facts()
    return ", ".join(
        f"{name} {here.get(name)} (the caller {sent.get(name)})"
        for name in names
        if here.get(name) != sent.get(name)
    )


def _here() -> str:
    return f"the worker {os.getpid()} on {platform.node()}"
