"""The provenance of one or many results as one mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bootes.results.joint_provenance import joint_provenance
from bootes.results.summary import summary_of

__all__ = ["provenance", "seed"]


def provenance(result: Any) -> dict[str, Any]:
    """Return the facts of a run; those that differ between columns or groups, by column.

    Everything that may differ between two runs of one seed is in "execution".
    """
    facts = joint_provenance(result) if isinstance(result, Mapping) else dict(result.provenance)
    execution = facts.pop("execution", None)
    return {**facts, "warnings": list(summary_of(result).warnings), "execution": execution}


def seed(result: Any) -> str:
    """Return the seed that repeats the run: all columns and groups of a call share it."""
    first = next(iter(result.values())) if isinstance(result, Mapping) else result
    return str(first.provenance["seed"])
