"""The provenance of one or many results as one mapping, what depends on timing apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bootes.results.summary import summary_of

__all__ = ["provenance", "seeds"]


def provenance(result: Any) -> dict[str, Any]:
    """Return what all units have in common, what tells them apart, and how they were executed.

    Everything that may differ between two runs of one seed is in "execution".
    """
    labels, facts = zip(*_units(result), strict=True)
    executions = [fact.pop("execution", None) for fact in facts]
    shared = {key: value for key, value in facts[0].items() if _is_shared(key, facts)}
    units = [
        {"unit": label, **{key: value for key, value in fact.items() if key not in shared}}
        for label, fact in zip(labels, facts, strict=True)
    ]
    told = {"warnings": list(summary_of(result).warnings), "execution": {"units": executions}}
    return {**shared, "units": units, **told}


def seeds(result: Any) -> list[str]:
    """Return the seeds of the units, each once."""
    return list(dict.fromkeys(str(facts["seed"]) for _, facts in _units(result)))


def _units(result: Any) -> list[tuple[Any, dict[str, Any]]]:
    """Return (label, provenance) of each unit: a column, a group, or all of the data."""
    if isinstance(result, Mapping):
        return [(label, dict(member.provenance)) for label, member in result.items()]
    return [("", dict(result.provenance))]


def _is_shared(key: str, facts: tuple[dict[str, Any], ...]) -> bool:
    return all(key in fact and fact[key] == facts[0][key] for fact in facts)
