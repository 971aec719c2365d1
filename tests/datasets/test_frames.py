"""The kinds of frame that a loader returns."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from bootes.datasets import transcript_counts, two_groups
from bootes.datasets.frames import as_frame, frame_kind
from bootes.errors import MissingPackageError, UnknownNameError


@pytest.fixture
def without(monkeypatch):
    """Return a function that makes packages look as if they were not installed."""

    def without(*packages):
        for package in packages:
            monkeypatch.setitem(sys.modules, package, None)

    return without


def test_pandas():
    pandas = pytest.importorskip("pandas")
    frame = transcript_counts(frame="pandas")
    assert isinstance(frame, pandas.DataFrame)
    assert set(frame.dtypes) == {np.dtype("int64")}
    expected = transcript_counts(frame="dict")
    for name in frame.columns:
        np.testing.assert_array_equal(frame[name], expected[name])
    assert two_groups(frame="pandas")["group"].tolist() == ["case"] * 50 + ["control"] * 50


def test_polars():
    polars = pytest.importorskip("polars")
    frame = transcript_counts(frame="polars")
    assert isinstance(frame, polars.DataFrame)
    assert frame.dtypes == [polars.Int64] * 4
    expected = transcript_counts(frame="dict")
    for name in frame.columns:
        np.testing.assert_array_equal(frame[name].to_numpy(), expected[name])
    assert two_groups(frame="polars")["group"].to_list() == ["case"] * 50 + ["control"] * 50


def test_the_default_is_the_first_that_is_installed(without):
    kinds = [frame_kind(None)]
    without("pandas")
    kinds.append(frame_kind(None))
    without("polars")
    kinds.append(frame_kind(None))
    assert kinds[-1] == "dict"
    assert isinstance(transcript_counts(), dict)
    ranks = ["pandas", "polars", "dict"]
    assert sorted(kinds, key=ranks.index) == kinds


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_a_missing_package_says_how_to_install_it(without, kind):
    without(kind)
    with pytest.raises(MissingPackageError, match=rf"pip install 'bootes\[{kind}\]'"):
        two_groups(frame=kind)


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownNameError, match=r"'panda'. Did you mean 'pandas'"):
        two_groups(frame="panda")


def test_a_frame_does_not_share_memory():
    column = np.arange(3)
    frame = as_frame({"a": column}, "dict")
    assert not np.shares_memory(frame["a"], column)
