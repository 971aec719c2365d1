"""What a shard of a run has done: everything but intervals and p-values, which need all shards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bootes._core.run import Run

__all__ = ["ShardResult", "ShardUnit"]


@dataclass(frozen=True)
class ShardUnit:
    """The part of one result.

    Attributes
    ----------
    label : str, tuple or None
        Of the result; None stands alone.
    statistic : str
        Its name.
    start, stop : int
        The first replicate of the part, and the one behind its last.
    failures : mapping
        How many of these failed, by kind.
    n_resumed : int
        How many of these were in the file already.
    seconds : float
        How long the rest took.
    path : str
        The file that has them.
    """

    label: Any
    statistic: str
    start: int
    stop: int
    failures: Mapping[str, int]
    n_resumed: int
    seconds: float
    path: str

    @property
    def n_failed(self) -> int:
        """How many replicates failed."""
        return sum(self.failures.values())

    @classmethod
    def of(
        cls, label: Any, statistic: str, path: str, span: tuple[int, int], run: Run
    ) -> ShardUnit:
        """Return what a run did of a span."""
        failures = dict(run.partial.failures.counts)
        return cls(label, statistic, *span, failures, run.n_resumed, run.seconds, path)


@dataclass(frozen=True, repr=False)
class ShardResult:
    """Outcome of a verb with ``shard="k/K"``: which replicates are in which file.

    It has no interval and no p-value: :func:`bootes.merge` gives these when all shards are there.

    Attributes
    ----------
    shard : str
        "k/K".
    folder : str
        Where the files are.
    units : tuple of ShardUnit
        One per result.
    """

    shard: str
    folder: str
    units: tuple[ShardUnit, ...]

    @property
    def n_failed(self) -> int:
        """How many replicates failed, of all results."""
        return sum(unit.n_failed for unit in self.units)

    def __repr__(self) -> str:
        k, of = self.shard.split("/")
        lines = [f"shard {k} of {of}, in {self.folder!r}; bootes.merge({self.folder!r}) joins them"]
        for unit in self.units:
            of_label = "" if unit.label is None else f" of {_text(unit.label)}"
            lines.append(
                f"  {unit.statistic}{of_label}: replicates {unit.start:,} to {unit.stop - 1:,}, "
                f"{unit.n_failed:,} failed"
            )
        return "\n".join(lines)


def _text(label: Any) -> str:
    return ", ".join(map(str, label)) if isinstance(label, tuple) else str(label)
