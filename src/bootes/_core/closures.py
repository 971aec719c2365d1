"""What a function takes from around it."""

from __future__ import annotations

from types import FunctionType
from typing import Any

__all__ = ["closure_values"]


def closure_values(function: FunctionType) -> dict[str, Any]:
    """Return the closure variables that have a value, by name."""
    values = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            values[name] = cell.cell_contents
        except ValueError:  # not assigned to yet, or not any more
            continue
    return values
