from __future__ import annotations

import numpy as np
import pytest
import scipy
import scipy.special
import scipy.stats

from bootes.statistics.builtin import BUILTINS, quantile, trimmed_mean
from tests.statistics.row_data import samples_for, value
from tools.statistics_table import PAGE, page

ROWS = [*BUILTINS.values(), quantile(0.9), trimmed_mean(0.1)]


def test_the_page_is_that_of_the_table():
    assert PAGE.read_text(encoding="utf-8") == page(), "run tools/statistics_table.py"


def test_every_row_has_a_line():
    text = page()
    for row in ROWS:
        assert text.count(f"\n| `{row.name}` |") == 1, row.name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize(
    ("kind", "n"), [("gamma", 12), ("gamma", 4), ("gamma", 100), ("normal", 12), ("ties", 12)]
)
def test_the_stated_equivalent_is_the_kernel(row, kind, n):
    """NumPy and SciPy, to 1e-12 relative; 1e-9 where a small denominator loses their digits."""
    samples = samples_for(row, n, kind, seed=3)
    names = {"np": np, "scipy": scipy, "len": len, "x": samples[0], "y": samples[-1]}
    with np.errstate(all="ignore"):
        stated = eval(row.equivalent, names)  # our own table
    loose = row.name.startswith(("skew_", "kurtosis_"))
    tolerance = {"rel": 1e-9 if loose else 1e-12, "abs": 1e-13, "nan_ok": True}
    assert row.python(*samples) == pytest.approx(stated, **tolerance)
    assert value(row, *samples) == pytest.approx(stated, **tolerance)
