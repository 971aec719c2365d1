"""Frames of pandas and polars, and what is said where neither is installed."""

from __future__ import annotations

import importlib.util

import pytest

from bootes.errors import MissingPackageError, UnknownNameError
from bootes.results.frame import frame_of, new_frame
from bootes.results.rows import rows_of
from tests.results.examples import EXAMPLES, example

BACKENDS = ("pandas", "polars")


@pytest.fixture
def without(monkeypatch):
    """Return a function that makes packages look as if they were not installed."""
    find = importlib.util.find_spec

    def hide(*packages):
        monkeypatch.setattr(
            importlib.util,
            "find_spec",
            lambda name, *rest: None if name in packages else find(name, *rest),
        )

    return hide


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_frames_hold_the_rows(name, backend):
    frame = example(name).to_frame(backend)
    rows = rows_of(example(name))
    assert type(frame).__module__.split(".")[0] == backend
    assert list(frame.columns) == list(rows[0])
    for key in rows[0]:
        values = frame[key].to_list()
        assert repr(values) == repr([row[key] for row in rows])


def test_pandas_comes_first():
    assert type(example("scalar").to_frame()).__module__.startswith("pandas")


def test_polars_where_pandas_is_missing(without):
    without("pandas")
    assert type(example("fits").to_frame()).__module__.startswith("polars")


def test_neither_is_installed(without):
    without(*BACKENDS)
    with pytest.raises(MissingPackageError, match=r"pip install 'bootes\[pandas\]'"):
        example("groups").to_frame()


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_one_asked_for_is_missing(without, backend):
    without(backend)
    with pytest.raises(MissingPackageError, match=rf"pip install 'bootes\[{backend}\]'"):
        new_frame({"a": [1]}, like=backend)


def test_an_unknown_library():
    with pytest.raises(UnknownNameError, match="Did you mean 'pandas'"):
        frame_of([{"a": 1}], "panda")


@pytest.mark.parametrize("backend", BACKENDS)
def test_mixed_and_missing_values(backend):
    frame = frame_of([{"n": 3, "a": 1.5}, {"n": "3+4", "b": "x"}], backend)
    assert frame["n"].to_list() == ["3", "3+4"]
    assert frame["b"].to_list()[1] == "x"
