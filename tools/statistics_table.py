"""Write docs/statistics.md from the table of built-in statistics."""

from __future__ import annotations

import sys
from pathlib import Path

from bootes.statistics.builtin import BUILTINS, Builtin, quantile

PAGE = Path(__file__).parents[1] / "docs" / "statistics.md"

HEAD = """\
# Built-in statistics

Written by `tools/statistics_table.py` from the table in `bootes.statistics.builtin`.

Signs are "first minus second". *Least n* is per sample. *Centre* is the value under the null
hypothesis of a permutation test, about which the two-sided `"abs"` measures; statistics without one
are tested by the doubled smaller tail. NumPy's `mean`, `median`, `var`, `std`, `quantile` and
`percentile` are recognised, also in a `functools.partial` with keyword arguments, and run as these
kernels (`np.var` and `np.std` with their own `ddof`, 0 unless given).

| name | formula | the same in NumPy or SciPy | samples | least n | centre |
|---|---|---|---|---|---|
"""


def line(row: Builtin, name: str | None = None) -> str:
    """Return a row of the page."""
    samples = f"{row.n_samples}, paired" if row.paired else str(row.n_samples)
    centre = "" if row.centre is None else f"{row.centre:g}"
    cells = (f"`{name or row.name}`", row.formula, f"`{row.equivalent}`", samples,
             str(row.minimum), centre)  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def page() -> str:
    """Return the whole page."""
    rows = "".join(line(row) for row in BUILTINS.values())
    return HEAD + rows + line(quantile(0.9))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")
