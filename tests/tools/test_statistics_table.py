from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

from bootes.statistics.builtin import BUILTINS, quantile
from tools.statistics_table import PAGE, page

ROWS = [*BUILTINS.values(), quantile(0.9)]


def test_the_page_is_that_of_the_table():
    assert PAGE.read_text(encoding="utf-8") == page(), "run tools/statistics_table.py"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_stated_equivalent_is_the_python_twin(row):
    rng = np.random.default_rng(3)
    x, y = rng.normal(5, 1, size=12), rng.normal(4, 2, size=12)
    names = {"np": np, "scipy": scipy, "len": len, "x": x, "y": y}
    stated = eval(row.equivalent, {"__builtins__": {}}, names)  # our own table
    assert row.python(*(x, y)[: row.n_samples]) == pytest.approx(stated, rel=1e-12)
