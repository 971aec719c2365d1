"""Values out of the JSON of a file, which may hold anything."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

__all__ = ["number", "one_of", "text", "texts"]


def text(value: Any) -> str:
    """Return text, or raise a TypeError."""
    if not isinstance(value, str):
        msg = f"{value!r} is not text"
        raise TypeError(msg)
    return value


def number(value: Any) -> int:
    """Return a whole number from 0 on, or raise a TypeError."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        msg = f"{value!r} is not a count"
        raise TypeError(msg)
    return value


def one_of(value: Any, known: Container[Any]) -> Any:
    """Return a value that is known, or raise a ValueError."""
    if isinstance(value, list | dict) or value not in known:
        msg = f"{value!r} is not known"
        raise ValueError(msg)
    return value


def texts(value: Any) -> dict[str, str]:
    """Return a dict of text, or raise a TypeError."""
    if not isinstance(value, Mapping):
        msg = f"{value!r} is not an object"
        raise TypeError(msg)
    return {text(name): text(one) for name, one in value.items()}
