"""The provenance of several results: what they share once, what differs result by result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["joint_facts", "joint_provenance"]

_COUNTS = ("chunks", "lost_chunks", "from_checkpoint")


def joint_provenance(results: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the provenance of all results.

    Parameters
    ----------
    results : mapping
        From a column, or a tuple of group and column, to a result.

    Returns
    -------
    dict
        As of `joint_facts`, by column.
    """
    return joint_facts({_text(label): result.provenance for label, result in results.items()})


def joint_facts(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return facts that are the same everywhere as they are, and others as a dict by label.

    How long the runs took is added up.

    Examples
    --------
    >>> joint_facts({"A": {"seed": 1, "n": 5}, "B": {"seed": 1, "n": 6}})
    {'seed': 1, 'n': {'A': 5, 'B': 6}}
    """
    keys = dict.fromkeys(key for part in parts.values() for key in part)
    return {key: _joined(key, parts) for key in keys}


def _joined(key: str, parts: Mapping[str, Mapping[str, Any]]) -> Any:
    values = {label: part[key] for label, part in parts.items() if key in part}
    first = next(iter(values.values()))
    if len(values) == len(parts) and all(value == first for value in values.values()):
        return first
    return _executions(list(values.values())) if key == "execution" else values


def _executions(parts: list[Mapping[str, Any]]) -> dict[str, Any]:
    engines = dict.fromkeys(str(part["engine"]) for part in parts)
    counted = [key for key in _COUNTS if any(key in part for part in parts)]
    return {
        "engine": ", ".join(engines),
        "workers": max(part["workers"] for part in parts),
        **{key: sum(part.get(key, 0) for part in parts) for key in counted},
        "seconds": round(sum(part["seconds"] for part in parts), 6),
    }


def _text(label: Any) -> str:
    return ", ".join(map(str, label)) if isinstance(label, tuple) else str(label)
