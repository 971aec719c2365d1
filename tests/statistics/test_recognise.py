"""Names of statistics; functions of other packages are in test_known.py."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from bootes.errors import InputError, UnknownNameError
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.listing import listed
from bootes.statistics.recognise import recognise


@pytest.mark.parametrize("name", BUILTINS)
def test_a_name_is_its_row(name):
    assert recognise(name) is BUILTINS[name]
    assert recognise(name, compile=False) is BUILTINS[name]
    assert recognise(BUILTINS[name]) is BUILTINS[name]


@pytest.mark.parametrize("name", ["quantile:0.9", "quantile:.9", "quantile:9e-1"])
def test_a_quantile_has_its_level_in_its_name(name):
    assert recognise(name).args == (0.9,)
    assert recognise(name).name == "quantile:0.9"


@pytest.mark.parametrize(
    ("name", "kernel", "level", "combine"),
    [
        ("trimmed_mean:0.1", "trimmed_mean", 0.1, ""),
        ("trimmed_mean_difference:.25", "trimmed_mean", 0.25, "difference"),
        ("trimmed_mean_ratio:0", "trimmed_mean", 0.0, "ratio"),
        ("quantile_difference:0.9", "quantile", 0.9, "difference"),
        ("quantile_ratio:1", "quantile", 1.0, "ratio"),
    ],
)
def test_a_level_may_follow_a_combination(name, kernel, level, combine):
    row = recognise(name)
    assert (row.kernel.name, row.args, row.combine) == (kernel, (level,), combine)
    assert row.n_samples == (2 if combine else 1)
    assert recognise(row.name).name == row.name


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("medain", "'median'"),
        ("welch", "'welch_t'"),
        ("mean_diff", "'mean_difference'"),
        ("trimmed_mean0.1", "'trimmed_mean:0.1'"),
        ("spearmanr", "'spearman'"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(name, meant):
    with pytest.raises(UnknownNameError, match=rf"unknown statistic '{name}'. Did you .*{meant}"):
        recognise(name)


@pytest.mark.parametrize("name", ["", "xyzzy", "?:0.1"])
def test_an_unknown_name_lists_what_there_is(name):
    with pytest.raises(UnknownNameError, match="There are, of one sample: mean, ") as caught:
        recognise(name)
    assert len(str(caught.value)) < 900


@pytest.mark.parametrize("name", ["mean:0.1", "std_difference:0.1", "_difference:1", "Mean"])
def test_a_name_with_a_level_that_it_has_not_is_unknown(name):
    with pytest.raises(
        UnknownNameError, match=r"Did you mean '[a-z_:.0-9]+'\? .*docs/statistics.md"
    ):
        recognise(name)


def test_every_row_is_listed_by_its_name_or_by_what_it_combines():
    told = listed()
    for name, row in BUILTINS.items():
        assert (row.base or name) in told
    assert "quantile:0.9" in told
    assert "trimmed_mean:0.1" in told


def test_the_list_of_a_test_of_groups_has_neither_single_samples_nor_pairs():
    told = listed(one=False, paired=False)
    assert told.startswith("of two samples: any of mean, median")
    assert "pearson" not in told
    assert "kruskal_wallis" in told


@pytest.mark.parametrize(
    "name",
    ["quantile", "quantile:", "quantile:high", "quantile:1.5", "quantile:90%", "quantile_ratio:2"],
)
def test_a_level_that_is_none_is_refused(name):
    with pytest.raises(InputError, match=f"'{name}': write the level of a quantile as in 'quan"):
        recognise(name)


@pytest.mark.parametrize("name", ["trimmed_mean", "trimmed_mean:0.5", "trimmed_mean_difference:a"])
def test_a_proportion_that_is_none_is_refused(name):
    with pytest.raises(InputError, match=f"'{name}': write the trimmed proportion as in 'trimmed"):
        recognise(name)


@pytest.mark.parametrize("function", [np.mean, functools.partial(np.var, ddof=1), max])
def test_with_compile_false_functions_run_themselves(function):
    assert recognise(function) is not None
    assert recognise(function, compile=False) is None
