"""Text is calm, aligned, complete, and never fails, warns or steers a terminal."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import unicodedata

import numpy as np
import pytest

import bootes as bt
from bootes.errors import EngineError
from bootes.results.mapping import ResultMapping
from tests.results.examples import EXAMPLES, example, sample
from tests.results.golden_files import check


@pytest.mark.parametrize("name", EXAMPLES)
def test_text_is_as_agreed(name):
    check(f"text {name}", repr(example(name)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_text_holds_nothing_that_a_terminal_obeys(name):
    text = repr(example(name))
    unseen = {c for c in text if unicodedata.category(c)[0] in "CZ" and c not in " \n"}
    assert not unseen
    assert "[31m" not in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_p_value_of_zero(name):
    """A p is never written as 0, and no line ends in spaces."""
    text = repr(example(name))
    assert all(float(p) > 0 for p in re.findall(r"(?m)^  p +(\S+)", text))
    assert text.startswith("permutation") == bool(re.search(r"(?m)^  (p|component .* p) ", text))
    assert not re.search(r"(?m) $", text)


def test_without_hits_p_has_an_upper_limit():
    line = next(x for x in repr(example("test without hits")).splitlines() if " p " in x)
    assert "0.0010 ± 0.0010, 95 % interval up to 0.00369" in line


def test_one_hit_is_not_told_as_none():
    """A single permutation as extreme as the data leaves no 'no permutation was as extreme'."""
    for seed in range(200):
        t = bt.permutation_test(
            (np.arange(5.0), np.arange(5.0) + 3.1), alternative="less", n_resamples=60, rng=seed,
            method="montecarlo", engine="serial",
        )  # fmt: skip
        if t.pvalue == pytest.approx(2 / 61):
            break
    else:
        pytest.fail("none of the seeds gives one hit")
    assert "no permutation" not in repr(t)


def test_a_long_table_is_cut_before_it_is_computed():
    """Of 70 columns, the intervals of the 60 shown are computed, and 10 rows are counted."""
    results = bt.bootstrap(
        {f"c{j}": sample(20) + j for j in range(70)}, "mean", n_resamples=99, rng=1, engine="serial"
    )
    text = repr(results)
    assert "... and 10 more rows; to_frame() has all." in text
    computed = ["interval_or_none" in vars(result) for result in results.values()]
    assert computed == [True] * 60 + [False] * 10


@pytest.mark.parametrize("keep", ["auto", "sketch", "tails", "moments"])
@pytest.mark.parametrize("method", ["percentile", "basic", "normal", "bca"])
@pytest.mark.parametrize(
    "statistic",
    [
        lambda x: 1e308 * x[0],
        lambda x: np.inf if x[0] > 0 else x[0],
        lambda x: -np.inf if x[0] < x[1] else x[0],
        lambda x: [np.inf, x[0], 3.0, 1e-308 * x[0]],
        lambda x: x[0] / (x[0] > -0.5) if x[0] != 0.5 else np.nan,
    ],
    ids=["huge", "some infinite", "minus infinity", "vector", "divided by 0"],
)
def test_text_and_html_of_odd_replicates(keep, method, statistic):
    """Neither raises or warns, whatever the replicates are."""
    data = np.array([0.25, 1.0, -1.0, 3.0, 0.5, -0.25, 2.0])

    def quietly(x):
        with np.errstate(all="ignore"):
            return statistic(x)

    r = bt.bootstrap(
        data, quietly, n_resamples=99, method=method, keep=keep, on_error="omit", rng=1,
        engine="serial",
    )  # fmt: skip
    assert "bootstrap of quietly" in repr(r)
    assert "bootstrap of quietly" in r._repr_html_()


def test_every_replicate_failed():
    data = np.arange(5.0)

    def only_original(x):
        return x.mean() if np.array_equal(x, data) else np.nan

    r = bt.bootstrap(data, only_original, n_resamples=99, on_error="omit", rng=1, engine="serial")
    assert "warning: 99 of 99 replicates failed (nan: 99)" in repr(r)


def test_a_failing_jackknife_is_told():
    """What the default interval needs may fail: the text says so, and has all the rest."""

    def fail():
        msg = "the workers were lost"
        raise EngineError(msg)

    text = repr(dataclasses.replace(example("scalar"), _acceleration=fail))
    assert "interval        none" in text
    assert "warning: the workers were lost" in text


def test_long_warnings_are_cut():
    """A status of many components names them all; the line that shows it ends."""
    r = bt.bootstrap(
        np.arange(9.0), lambda x: np.full(300, 0.0 * x[0]), n_resamples=99, rng=1, engine="serial"
    )
    (line,) = (line for line in repr(r).splitlines() if "warning" in line)
    assert len(line) < 450
    assert line.endswith(" ...")


def test_showing_a_result_loads_no_heavy_package():
    code = (
        "import sys, bootes; r = bootes.bootstrap([1.0, 2.0, 4.0], 'mean', rng=1); "
        "repr(r), r._repr_html_(); "
        "sys.exit(bool({'bokeh', 'jinja2', 'pandas', 'polars', 'narwhals'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_results():
    assert repr(ResultMapping({})) == "no results"
    assert "no results" in ResultMapping({})._repr_html_()
