"""Calls that must be refused: arguments, data, frames and statistics, for both verbs.

Each case is (name, call, error, words of the message). A call takes the statistic to use, so
that a test can see that it was never called.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

import bootes as bt
from bootes.errors import DataError, InputError, InputTypeError, IntervalError, UnknownNameError

X = np.array([4.1, 5.0, 3.2, 6.3, 4.4, 5.8])
Y = np.array([3.0, 2.0, 5.0, 1.0, 7.0])
FRAME = {"x": X, "y": X[::-1], "side": list("aabbab"), "name": list("uvwxyz")}


@dataclass(frozen=True)
class Case:
    """One call that must be refused."""

    name: str
    call: Callable[[Any], Any]
    error: type[Exception]
    words: tuple[str, ...]


def _shown(value: Any) -> str:
    return "ndarray" if isinstance(value, np.ndarray) else repr(value)


def _arguments() -> Iterator[tuple[str, Any, type[Exception], tuple[str, ...]]]:
    """Yield (argument, value, error, words) for arguments that both verbs take."""
    for value in (0, -1):
        yield "n_resamples", value, InputError, (f"n_resamples={value}", "at least 1")
    for value in (1.5, float("nan"), float("inf")):
        yield "n_resamples", value, InputError, (f"n_resamples={value}", "whole number")
    for value in ("100", True, None, [100], np.array([1, 2])):
        yield "n_resamples", value, InputTypeError, ("n_resamples=", "whole number")
    yield "n_resamples", 10**30, InputError, ("n_resamples=1000", "too large", "at most")
    for value in (0, -(10**6)):
        yield "n_jobs", value, InputError, (f"n_jobs={value}", "from 1", "-1 to -4")
    for value in (1.5, "all", True):
        yield "n_jobs", value, InputTypeError, (f"n_jobs={value!r}", "whole number", "Pass an int")
    yield "rng", -1, InputError, ("rng=-1", "0 or more")
    for value in ("seed", 1.5, True, [1, 2]):
        yield "rng", value, InputTypeError, (f"rng={value!r}", "an int of 0 or more")
    for argument, value, near in (
        ("alternative", "two_sided", "two-sided"),
        ("alternative", "greter", "greater"),
        ("nan_policy", "Omit", "omit"),
        ("on_error", "rais", "raise"),
        ("keep", "sketchy", "sketch"),
        ("engine", "thread", "threads"),
    ):
        words = (f"unknown {argument} {value!r}", f"Did you mean {near!r}?", "Choose one of")
        yield argument, value, UnknownNameError, words
    for argument in ("alternative", "nan_policy", "on_error", "keep", "method"):
        for value in (None, 3, "zzz"):
            yield argument, value, UnknownNameError, (f"unknown {argument} {value!r}", "Choose one")
    yield "engine", 5, InputTypeError, ("engine=5", "'serial', 'threads', 'processes'")
    yield "engine", dict, InputTypeError, ("engine=<class 'dict'>", "not an engine")
    yield "compile", "yes", InputError, ("compile='yes'", "'auto', True, False")
    yield "compile", np.array([1, 2]), InputError, ("compile=", "'auto', True, False")
    yield "vectorized", "yes", InputError, ("vectorized='yes'", "None, True, False")
    yield "progress", 1, InputError, ("progress=1", "None, True, False")
    yield "columns", ["x"], InputTypeError, ("columns=['x']", "frame", "dict of arrays")


def _bootstrap_arguments() -> Iterator[tuple[str, Any, type[Exception], tuple[str, ...]]]:
    for value in (0, 1, -0.1, 2.5, float("nan"), float("inf")):
        yield "confidence_level", value, InputError, (f"={value}", "between 0 and 1")
    yield "confidence_level", 95, InputError, ("confidence_level=95", "Did you mean 0.95?")
    yield "confidence_level", 99.9, InputError, ("Did you mean 0.999?",)
    for value in ("0.95", None, True, [0.9], np.array([0.9, 0.95])):
        yield "confidence_level", value, InputTypeError, ("confidence_level=", "such as 0.95")
    yield "confidence_level", 0.9999, IntervalError, ("0.9999", "n_resamples=19999")
    yield "n_resamples", 20, IntervalError, ("20 replicates", "0.95", "n_resamples=39")
    words = ("unknown method 'percentle'", "Did you mean 'percentile'?", "basic, normal, bca")
    yield "method", "percentle", UnknownNameError, words
    yield "scheme", "iiid", UnknownNameError, ("unknown scheme 'iiid'", "Did you mean 'iid'?")
    yield "paired", "no", InputError, ("paired='no'", "True or False")
    yield "by", "side", InputTypeError, ("by='side'", "dict of arrays")


def _test_arguments() -> Iterator[tuple[str, Any, type[Exception], tuple[str, ...]]]:
    yield "method", "montecarl", UnknownNameError, ("Did you mean 'montecarlo'?", "exact")
    yield "kind", "indep", UnknownNameError, ("unknown kind", "Did you mean 'independent'?")
    yield "two_sided", "double", UnknownNameError, ("Did you mean 'doubled'?", "abs", "minlike")
    for value in (-1, 1, 2.0, "1e-9", float("nan"), True, [1e-9]):
        yield "tie_tolerance", value, InputError, ("tie_tolerance=", "such as 1e-12")
    yield "keep", "moments", InputError, ("keep='moments'", "p-value", "keep='tails'")
    yield "value", "x", InputTypeError, ("value='x'", "dict of arrays")


def _data() -> Iterator[tuple[str, Any, type[Exception], tuple[str, ...]]]:
    """Yield one bad sample: the data of a bootstrap, the second sample of a test."""
    nan, inf = np.nan, np.inf
    yield "empty", [], DataError, ("is empty", "at least 2")
    yield "one element", [1.0], DataError, ("has 1 value", "at least 2")
    yield "NaN", [1, nan, 3, nan], DataError, ("2 missing (NaN) values", "index 1", "'omit'")
    yield "inf", [1, 2, inf, -inf], DataError, ("2 infinite values", "first at index 2")
    masked = np.ma.array([1.0, 2, 3], mask=[0, 0, 1])
    yield "masked", masked, DataError, ("1 missing (NaN) value", "index 2")
    yield "None inside", [1.0, None, 3.0], DataError, ("1 missing (NaN) value", "index 1")
    nullable = pd.Series([1, None, 3], dtype="Int64")
    yield "pandas NA", nullable, DataError, ("1 missing (NaN) value", "index 1")
    yield "polars null", pl.Series([1, None, 3]), DataError, ("1 missing (NaN) value", "index 1")
    mixed = np.array([1, "b", 3], object)
    yield "object", mixed, DataError, ("dtype object", "index 1", "'b'", "real number")
    yield "text", ["1", "2", "c"], DataError, ("dtype <U1", "'c' at index 2", "float")
    yield "bytes", [b"a", b"b"], DataError, ("dtype |S1", "b'a' at index 0")
    yield "complex", [1 + 2j, 3.0], DataError, ("dtype complex128", "real")
    dates = np.array(["2020-01-01", "2020-01-02"], "M8[D]")
    yield "dates", dates, DataError, ("dtype datetime64[D]", "real numbers")
    yield "ragged", [[1.0, 2.0], [3.0]], DataError, ("array of numbers", "rows of one length")
    yield "three dimensions", np.ones((2, 3, 2)), DataError, ("shape (2, 3, 2)", "shape (n,)")
    yield "a number", 3.0, DataError, ("3.0 (of type float)", "shape (n,)")
    yield "None", None, DataError, ("is None", "shape (n,)")
    yield "a word", "abc", DataError, ("'abc' (of type str)", "shape (n,)")
    yield "a set", {1.0}, DataError, ("of type set", "shape (n,)")
    yield "huge integers", [2**60 + 1, 1], DataError, ("2^53", "float")
    yield "integers beyond float64", [10**400, 1], DataError, ("index 0", "float64")
    yield "no columns", np.ones((3, 0)), DataError, ("shape (3, 0)",)


def _frames() -> Iterator[Case]:
    frame = pd.DataFrame(FRAME)
    both = (("bootstrap", bt.bootstrap, {}), ("permutation_test", bt.permutation_test, {}))
    for verb, function, _ in both:
        run = functools.partial(function, rng=1)

        def case(name: str, data: Any, error: Any, *words: str, run=run, verb=verb, **options):
            return Case(f"{verb}: {name}", lambda s: run(data, s, **options), error, tuple(words))

        exist = "Choose one of: x, y, side, name"
        yield case("unknown column", frame, UnknownNameError, "'z'", exist, columns=["x", "z"])
        yield case("columns=5", frame, InputTypeError, "columns=5", "names", columns=5)
        text = ("dtype object", "'u'", "index 0")
        yield case(
            "a column of text", frame, DataError, "column 'name'", *text, columns=["x", "name"]
        )
    run = functools.partial(bt.bootstrap, rng=1)
    yield Case(
        "bootstrap: no numeric column", lambda s: run({"a": ["u", "v"]}, s), InputError,
        ("no numeric column", "['a']"),
    )  # fmt: skip
    yield Case(
        "bootstrap: unknown group", lambda s: run(frame, s, by="sid"), UnknownNameError,
        ("'sid'", "Did you mean 'side'?"),
    )  # fmt: skip
    yield Case(
        "bootstrap: a group of one",
        lambda s: run({"x": X[:3], "g": list("aab")}, s, by="g"), DataError,
        ("column 'x' of g=b", "has 1 value"),
    )  # fmt: skip
    yield Case(
        "bootstrap: rows without a group",
        lambda s: run({"x": X[:3], "g": ["a", None, "a"]}, s, by="g"), DataError,
        ("'g'", "1 missing label", "row 1"),
    )  # fmt: skip
    yield Case(
        "bootstrap: columns and labels of unequal lengths",
        lambda s: run({"x": X[:3], "g": list("aabb")}, s, by="g"), DataError,
        ("column 'x' has 3 rows", "'g' are 4"),
    )  # fmt: skip
    test = functools.partial(bt.permutation_test, rng=1)
    told = ("value= and group=", "columns=")
    for name, options in (
        ("nothing", {}),
        ("value alone", {"value": "x"}),
        ("all three", {"value": "x", "group": "side", "columns": ["x", "y"]}),
    ):
        call = functools.partial(lambda s, options: test(frame, s, **options), options=options)
        yield Case(f"permutation_test: a frame and {name}", call, InputError, told)
    yield Case(
        "permutation_test: one group",
        lambda s: test({"x": X[:3], "g": list("aaa")}, s, value="x", group="g"), DataError,
        ("'g' holds one group, 'a'", "at least 2"),
    )  # fmt: skip
    yield Case(
        "permutation_test: one column", lambda s: test(frame, s, columns="x"), InputError,
        ("columns='x'", "at least 2"),
    )  # fmt: skip


def _samples() -> Iterator[Case]:
    """How many samples, and of which shape."""
    run = functools.partial(bt.bootstrap, rng=1)
    test = functools.partial(bt.permutation_test, rng=1)
    rows, wide = np.ones((4, 2)), np.ones((4, 3))
    lengths = ("equal lengths", "sample 0 has 6", "sample 1 has 5 rows")
    yield Case("bootstrap: paired", lambda s: run((X, Y), s, paired=True), DataError, lengths)
    yield Case("bootstrap: pearson", lambda s: run((X, Y), "pearson"), DataError, lengths)
    yield Case("bootstrap: no samples", lambda s: run((), s), DataError, ("empty tuple",))
    unequal = ("sample 0 has 1 column", "sample 1 has 2 columns")
    yield Case("permutation_test: a matrix", lambda s: test((X, rows), s), DataError, unequal)
    yield Case(
        "bootstrap: a tuple of numbers", lambda s: run((1.0, 2.0, 3.0), s), DataError,
        ("sample 0 is 1.0", "a tuple holds several samples"),
    )  # fmt: skip
    yield Case(
        "bootstrap: difference of rows", lambda s: run(wide, "mean_difference"), DataError,
        ("'mean_difference' is of 2 samples", "3 columns"),
    )  # fmt: skip
    yield Case(
        "bootstrap: largest of one sample", lambda s: run(X, bt.max_abs("mean")), DataError,
        ("max_abs(mean) needs 1 table of rows",),
    )  # fmt: skip
    yield Case(
        "bootstrap: mean of two samples", lambda s: run((X, Y), "mean"), DataError,
        ("'mean' is of 1 sample", "2 samples"),
    )  # fmt: skip
    yield Case(
        "bootstrap: difference of one sample", lambda s: run(X, "mean_difference"), DataError,
        ("is of 2 samples", "1 sample", "tuple (x, y)"),
    )  # fmt: skip
    two = ("two or more samples", "tuple (x, y)")
    for name, data in (("an array", X), ("a list", [X, X]), ("None", None), ("a tuple", (X,))):
        call = functools.partial(lambda s, data: test(data, s), data=data)
        yield Case(f"permutation_test: data, {name}", call, DataError, two)
    yield Case(
        "permutation_test: three samples of a difference",
        lambda s: test((X, Y, X)), DataError, ("is of 2 samples", "3 samples"),
    )  # fmt: skip
    yield Case(
        "permutation_test: pearson", lambda s: test((X, X), "pearson"), InputError,
        ("'pearson'", "paired columns", "not built yet"),
    )  # fmt: skip
    many = np.arange(60.0)
    yield Case(
        "permutation_test: too many to enumerate",
        lambda s: test((many, many), s, method="exact"), InputError,
        ("120 values", "9.66e+34", "method='montecarlo'"),
    )  # fmt: skip
    thousands = np.arange(1_500.0)
    yield Case(
        "permutation_test: far too many to enumerate",
        lambda s: test((thousands, thousands), s, method="exact"), InputError,
        ("3000 values", "at most 2000 values"),
    )  # fmt: skip
    yield Case(
        "permutation_test: minlike of random permutations",
        lambda s: test((many, many), s, two_sided="minlike"), InputError,
        ("two_sided='minlike'", "method='exact'"),
    )  # fmt: skip
    yield Case(
        "bootstrap: left with one value",
        lambda s: run([1.0, np.nan, np.nan], s, nan_policy="omit"), DataError,
        ("has 1 value once its 2 missing are left out", "at least 2"),
    )  # fmt: skip
    for name, statistic, error, words in (
        ("misspelt", "men", UnknownNameError, ("unknown statistic 'men'", "Did you mean 'mean'?")),
        ("level", "quantile:2", InputError, ("'quantile:2'", "'quantile:0.9'")),
        ("no level", "quantile:", InputError, ("'quantile:'", "'quantile:0.9'")),
        ("number", 5, InputTypeError, ("statistic=5", "'mean'", "function")),
        ("None", None, InputTypeError, ("statistic=None", "function")),
    ):
        call = functools.partial(lambda s, name: run(X, name), name=statistic)
        yield Case(f"bootstrap: statistic, {name}", call, error, words)
        call = functools.partial(lambda s, name: test((X, Y), name), name=statistic)
        yield Case(f"permutation_test: statistic, {name}", call, error, words)


def _of_verb(verb: str, function: Any, arguments: Any) -> Iterator[Case]:
    data = X if function is bt.bootstrap else (X, Y)
    for argument, value, error, words in arguments:
        options = {"rng": 1, argument: value}
        call = functools.partial(lambda s, options: function(data, s, **options), options=options)
        yield Case(f"{verb}: {argument}={_shown(value)}", call, error, words)


def _of_data() -> Iterator[Case]:
    for name, data, error, words in _data():
        one = functools.partial(lambda s, data: bt.bootstrap(data, s, rng=1), data=data)
        yield Case(f"bootstrap: {name}", one, error, words)
        two = functools.partial(lambda s, data: bt.permutation_test((X, data), s), data=data)
        yield Case(f"permutation_test: {name}", two, error, ("sample 1", *words))


CASES = [
    *_of_verb("bootstrap", bt.bootstrap, [*_arguments(), *_bootstrap_arguments()]),
    *_of_verb("permutation_test", bt.permutation_test, [*_arguments(), *_test_arguments()]),
    *_of_data(),
    *_samples(),
    *_frames(),
]
