"""The tables that bootes ships."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from bootes.datasets import transcript_counts, two_groups
from tests.oracles.negative_binomial import maximum

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "bootes" / "datasets" / "data"


@pytest.fixture(scope="module")
def script():
    """Return the script that writes the tables, as a module."""
    spec = importlib.util.spec_from_file_location("simulate", ROOT / "tools" / "simulate_data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_writes_the_shipped_bytes(script, tmp_path):
    # A NumPy that draws other numbers from the same seed turns this red: then keep the tables and
    # say in the script which NumPy wrote them.
    script.main(tmp_path)
    names = {"transcript_counts.csv", "two_groups.csv"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert {path.name for path in DATA.glob("*.csv")} == names
    for name in names:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


@pytest.mark.parametrize("name", ["transcript_counts", "two_groups"])
def test_a_shipped_file_says_that_it_is_simulated(name):
    first = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# Simulated, not measured")
    assert "tools/simulate_data.py" in first


def test_transcript_counts():
    counts = transcript_counts(frame="dict")
    assert list(counts) == ["Rex1", "Rest", "Nanog", "Prdm14"]
    for values in counts.values():
        assert values.shape == (279,)
        assert values.dtype == np.int64
        assert values.min() >= 0


def test_transcript_counts_follow_the_estimates_that_they_are_drawn_from(script):
    # Likelihood-ratio test of (alpha, b), two degrees of freedom, four genes: a right simulation
    # fails for one seed in 10,000.
    for gene, values in transcript_counts(frame="dict").items():
        best = _loglik(values, *maximum(values))
        ratio = 2 * (best - _loglik(values, *script.ESTIMATES[gene]))
        assert 0 <= ratio < stats.chi2.isf(1e-4 / 4, 2)


def _loglik(values, alpha, b):
    return stats.nbinom.logpmf(values, alpha, 1 / (1 + b)).sum()


def test_two_groups_differ_as_much_as_the_second_text_says():
    table = two_groups(frame="dict")
    assert list(table) == ["value", "group"]
    case = table["value"][table["group"] == "case"]
    control = table["value"][table["group"] == "control"]
    assert case.size == control.size == 50
    assert table["value"].min() > 0
    assert np.array_equal(table["value"], np.round(table["value"], 2))
    for test in (stats.ttest_ind, stats.mannwhitneyu):
        assert 1e-12 < test(case, control).pvalue < 1e-7


@pytest.mark.parametrize("load", [transcript_counts, two_groups])
def test_each_call_returns_a_fresh_copy(load):
    first = load(frame="dict")
    name = next(iter(first))
    first[name][:] = 0
    assert load(frame="dict")[name].any()
