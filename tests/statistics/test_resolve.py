"""Which form a statistic takes, and what is refused."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes.errors import DataError, InputError, InputTypeError, StatisticError
from bootes.schemes.original import original
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.resolve import as_statistic

X, Y, Z = np.random.default_rng(1).normal(size=(3, 8))


def resolved(statistic, *data, integer=False, **options):
    data = data or (X,)
    samples = as_samples(data if len(data) > 1 else data[0], minimum=1).samples
    return as_statistic(statistic, original(samples), **options)


@numba.njit
def scalar(x):
    return x.mean()


@numba.njit
def vector(x):
    return np.array([x.min(), x.max()])


@numba.njit
def pair(x, y):
    return x.mean() - y.mean()


@numba.njit
def triple(x, y, z):
    return x.mean() - y.mean() + z.mean()


@numba.njit
def as_tuple(x):
    return x.min(), x.max()


@numba.njit
def of_rows(rows):
    return rows[0, 0] + rows.shape[1]


@numba.njit
def as_index(x):
    return np.bincount(x)[0] / len(x)


def with_axis(x, axis):
    return np.max(x, axis=axis)


def plain(x):
    return x.max()


def two(x, y):
    return x.max() - y.max()


COUNTS = np.array([0, 1, 1, 0, 2, 3, 0])


@pytest.mark.parametrize(
    ("statistic", "data", "options", "form", "reason"),
    [
        ("mean", (X,), {}, "kernel", "built-in kernel"),
        ("mean", (X,), {"compile": False}, "python", "compile=False"),
        (np.mean, (X,), {}, "kernel", "recognised as 'mean'"),
        (np.mean, (X,), {"compile": False}, "vectorized", "takes axis"),
        ("pearson", (X, Y), {}, "kernel", "built-in kernel"),
        (scalar, (X,), {}, "compiled", "compiled by the user"),
        (vector, (X,), {}, "compiled", "compiled by the user"),
        (pair, (X, Y), {}, "compiled", "compiled by the user"),
        (scalar, (COUNTS,), {}, "compiled", "compiled by the user"),
        (triple, (X, Y, Z), {}, "compiled", "compiled by the user"),
        (as_tuple, (X,), {}, "compiled", "compiled by the user"),
        (of_rows, (np.column_stack([X, Y]),), {}, "compiled", "compiled by the user"),
        (as_index, (COUNTS,), {}, "compiled", "compiled by the user"),
        (with_axis, (X,), {}, "vectorized", "takes axis"),
        (with_axis, (X,), {"vectorized": True}, "vectorized", "takes axis"),
        (plain, (X,), {}, "compiled", "from Python, by Numba"),
        (plain, (X,), {"compile": False}, "python", "compile=False"),
        (two, (X, Y), {"compile": True}, "compiled", "from Python, by Numba"),
        (two, (X, Y), {"compile": False}, "python", "compile=False"),
    ],
)
def test_the_form_and_why(statistic, data, options, form, reason):
    found = resolved(statistic, *data, **options)
    assert found.form == form
    assert reason in found.reason


def test_vectorized_false_calls_one_by_one():
    found = resolved(lambda x, axis=None: np.max(x, axis=axis), X, vectorized=False)
    assert found.form == "compiled"
    found = resolved(lambda *x, axis=None: np.max(x[0], axis=axis), X, vectorized=False)
    assert (found.form, "keyword-only" in found.reason) == ("python", True)


def test_vectorized_true_needs_no_parameter_of_that_name():
    found = resolved(lambda *x, **options: np.max(x[0], **options), X, vectorized=True)
    assert (found.form, found.reason) == ("vectorized", "vectorized=True")


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (plain, None),
        (lambda x: [x.min(), x.max()], ("0", "1")),
        (lambda x: {"low": x.min(), "high": x.max()}, ("low", "high")),
        (lambda x: np.array([x.min()]), ("0",)),
        (lambda x: np.array(x.min()), None),
        (vector, ("0", "1")),
    ],
)
def test_the_names_of_the_components(function, names):
    found = resolved(function)
    assert found.names == names
    assert found.n_components == (1 if names is None else len(names))


@pytest.mark.parametrize("name", BUILTINS)
def test_a_builtin_of_other_samples_is_refused(name):
    row = BUILTINS[name]
    wrong = (X,) if row.n_samples == 2 else (X, Y)
    needed = "2 samples or more" if row.or_more else rf"{row.n_samples} sample"
    for options in ({}, {"compile": False}):
        with pytest.raises(DataError, match=rf"{name}' is of {needed}.*Pass "):
            resolved(name, *wrong, **options)


@pytest.mark.parametrize("name", [name for name, row in BUILTINS.items() if row.minimum > 1])
def test_a_builtin_of_too_few_rows_is_refused(name):
    row = BUILTINS[name]
    few = [X[: row.minimum]] * (row.n_samples - 1) + [X[: row.minimum - 1]]
    with pytest.raises(DataError, match=rf"at least {row.minimum} value.*has {row.minimum - 1}"):
        resolved(name, *few)


@pytest.mark.parametrize("statistic", [3, None, X, {"mean": 1}])
def test_what_is_no_function_is_refused(statistic):
    with pytest.raises(
        InputTypeError, match=r"is neither a name nor a function.*or a function of the data"
    ):
        resolved(statistic)


@pytest.mark.parametrize("compile", ["yes", 2, None])
def test_an_unknown_choice_is_refused(compile):
    with pytest.raises(InputError, match="compile="):
        resolved("mean", compile=compile)


def test_a_function_that_cannot_be_compiled_is_refused_on_demand():
    with pytest.raises(InputError, match=r"compile=True: '<lambda>' cannot be compiled, for it"):
        resolved(lambda x: X.tolist().index(x[0]) + repr(x).count("a"), compile=True)


def test_rows_cannot_be_vectorized():
    with pytest.raises(InputError, match="vectorized=True needs one-dimensional samples"):
        resolved(with_axis, np.column_stack([X, Y]), vectorized=True)


def failing(x):
    raise ZeroDivisionError("by design")


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (failing, r"'failing' raised ZeroDivisionError: by design.*shape \(8,\)"),
        (lambda x: None, "None"),
        (lambda x: "high", "must return a number"),
        (lambda x: object(), "must return a number"),
        (lambda x: np.ones((2, 2)), r"shape \(2, 2\)"),
        (lambda x, axis: 3.0, "axis=-1"),
        (lambda x, axis: np.ones(5), "axis=-1"),
        (lambda: 3.0, "raised TypeError"),
        (lambda x, y: 3.0, "raised TypeError"),
    ],
)
def test_what_fails_on_the_data_is_refused(function, said):
    with pytest.raises(StatisticError, match=f"(?s){said}"):
        resolved(function)


def test_a_failing_function_keeps_its_exception():
    with pytest.raises(StatisticError) as caught:
        resolved(failing)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
