"""A result as comma-separated values (RFC 4180)."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from typing import Any

from bootes.results.plain import clean
from bootes.results.rows import rows_of

__all__ = ["as_csv", "cell"]


def as_csv(result: Any, facts: Mapping[str, str]) -> bytes:
    """Return the tidy rows in UTF-8, numbers in full; NaN is ``nan``, infinity ``inf``."""
    rows = rows_of(result)
    columns = list(dict.fromkeys(key for row in rows for key in row))
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(map(cell, columns))
    writer.writerows([cell(row.get(key)) for key in columns] for row in rows)
    return page.getvalue().encode("utf-8", "replace")


def cell(value: Any) -> Any:
    """Return text as a spreadsheet will not take it for a formula; numbers as they are."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    first = unicodedata.normalize("NFKC", text.lstrip())[:1]
    return f"'{text}" if first and first in "=+-@" and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
