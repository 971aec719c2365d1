"""A result as one JSON object: its tidy rows, and its provenance."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from bootes.results.rows import rows_of

from .provenance import provenance

__all__ = ["as_json"]


def as_json(result: Any, facts: Mapping[str, str]) -> str:
    """Return ``{"rows": [...], "provenance": {...}}``, numbers in full and in ASCII.

    JSON knows neither NaN nor infinity: both are null, and the row's "status" says which was
    which.
    """
    content = {
        "rows": [_row(row) for row in rows_of(result)],
        "provenance": _finite({**facts, **provenance(result)}),
    }
    return json.dumps(content, indent=2, allow_nan=False) + "\n"


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    lost = [f"{key} is {value}" for key, value in row.items() if _finite(value) is not value]
    status = "; ".join(filter(None, [str(row.get("status", "")), ", ".join(lost)]))
    return {**{key: _finite(value) for key, value in row.items()}, "status": status}


def _finite(value: Any) -> Any:
    """Return the value with None in the place of NaN and infinity; itself if it has neither."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return value
