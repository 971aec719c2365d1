"""The provenance of several results: what they share once, what differs result by result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["joint_provenance"]


def joint_provenance(results: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the facts of all results.

    Parameters
    ----------
    results : mapping
        From a column, or a tuple of group and column, to a result.

    Returns
    -------
    dict
        A fact that is the same of all results as it is, others as a dict by result; how long the
        runs took is added up.
    """
    parts = {_text(label): dict(result.provenance) for label, result in results.items()}
    keys = dict.fromkeys(key for part in parts.values() for key in part)
    return {
        key: _joined(key, {label: part.get(key) for label, part in parts.items()}) for key in keys
    }


def _joined(key: str, values: dict[str, Any]) -> Any:
    first = next(iter(values.values()))
    if all(value == first for value in values.values()):
        return first
    if key == "execution":
        return _executions([value for value in values.values() if value is not None])
    return values


def _executions(parts: list[Mapping[str, Any]]) -> dict[str, Any]:
    engines = dict.fromkeys(str(part["engine"]) for part in parts)
    return {
        "engine": ", ".join(engines),
        "workers": max(part["workers"] for part in parts),
        **{key: sum(part[key] for part in parts) for key in ("chunks", "lost_chunks")},
        "seconds": round(sum(part["seconds"] for part in parts), 6),
    }


def _text(label: Any) -> str:
    return ", ".join(map(str, label)) if isinstance(label, tuple) else str(label)
