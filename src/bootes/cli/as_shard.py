"""What a shard of a run has done, as text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from bootes.results.plain import clean
from bootes.results.shard import ShardResult, ShardUnit

from .as_csv import cell

__all__ = ["as_shard"]


def as_shard(result: ShardResult, format: str) -> str:
    """Return which replicates are in which file; limits and p-values need all shards."""
    rows = [_row(unit) for unit in result.units]
    if format == "json":
        facts = {"shard": result.shard, "folder": result.folder, "units": rows}
        return json.dumps(facts, indent=2, allow_nan=False) + "\n"
    if format == "csv":
        page = io.StringIO(newline="")
        names = ("label", "statistic", "start", "stop", "n_failed", "seconds", "path")
        writer = csv.writer(page)
        writer.writerow(names)
        writer.writerows([cell(row[name]) for name in names] for row in rows)
        return page.getvalue()
    _, *lines = map(clean, repr(result).splitlines())
    shard, folder = result.shard.replace("/", " of "), clean(result.folder)
    first = f"shard {shard}, in {folder!r}; 'bootes merge {folder}' joins the shards"
    return "\n".join([first, *lines]) + "\n"


def _row(unit: ShardUnit) -> dict[str, Any]:
    label = unit.label if isinstance(unit.label, tuple) else (unit.label,)
    return {
        "label": ", ".join(str(part) for part in label if part is not None),
        "statistic": unit.statistic,
        "start": unit.start,
        "stop": unit.stop,
        "n_failed": unit.n_failed,
        "seconds": round(unit.seconds, 6),
        "path": unit.path,
    }
