"""Loaded results with their data given again: extended and replayed as if never saved."""

from __future__ import annotations

import functools
import pickle
import warnings

import numpy as np
import pytest

import bootes as bt
from bootes._core.records import MARK, RecordFile, write_record
from bootes.errors import BootesError, DataError, InputError, StorageError, StorageWarning
from tests.test_load import everything
from tests.test_storage import (
    BOOT,
    COUNTS,
    FIT,
    FRAME,
    KEEPS,
    OWN,
    ROWS,
    TEST,
    VERBS,
    X,
    Y,
    compiled,
    facts,
    fails_often,
    members,
    mle,
)

W = np.random.default_rng(7).uniform(0.5, 2.0, size=40)
LABELLED = {"y": np.concatenate([X, Y]), "z": np.concatenate([X, Y]) ** 2,
            "g": np.repeat(["x", "y"], [40, 30]), "w": np.linspace(1.0, 2.0, 70)}  # fmt: skip


def shifted(x, by, scale=1.0):
    return float(np.median(x) * scale + by)


def of_rows(frame):
    return frame["a"].mean() - frame["b"].mean()


def of_groups(one, two):
    return one["y"].mean() - two["y"].mean()


ptp = functools.partial(lambda x, axis: np.ptp(x, axis=axis))
two = VERBS["test of two"].args[1]
rows_mean = VERBS["rows"].args[1]
python = VERBS["python"].args[1]
vectorized = VERBS["vectorized"].args[1]

# How it is called, and what a loaded one is to be given again.
CALLS = {
    "kernel": (VERBS["kernel"], {"data": X}),
    "list": (VERBS["kernel"], {"data": X.tolist()}),
    "two samples": (VERBS["two samples"], {"data": (X, Y)}),
    "paired": (VERBS["paired"], {"data": (X[:30], Y)}),
    "paired function": (
        functools.partial(BOOT, (X[:30], Y), lambda a, b: a @ b, paired=True),
        {"data": (X[:30], Y), "statistic": lambda a, b: a @ b},
    ),
    "rows": (VERBS["rows"], {"data": ROWS, "statistic": rows_mean}),
    "compiled": (VERBS["compiled"], {"data": X, "statistic": compiled}),
    "not compiled": (
        functools.partial(BOOT, X, np.std, compile=False),
        {"data": X, "statistic": np.std},
    ),
    "vectorized": (VERBS["vectorized"], {"data": X, "statistic": vectorized}),
    "python": (VERBS["python"], {"data": X, "statistic": python}),
    "failures": (VERBS["failures"], {"data": X, "statistic": fails_often}),
    "args": (
        functools.partial(BOOT, X, shifted, args=(0.5,), kwargs={"scale": 2}),
        {"data": X, "statistic": shifted},
    ),
    "columns": (VERBS["columns"], {"data": FRAME}),
    "columns by iterator": (
        lambda **o: BOOT(FRAME, "mean", columns=iter(["b", "a"]), **o),
        {"data": FRAME},
    ),
    "statistics": (VERBS["statistics"], {"data": X}),
    "statistics of both kinds": (
        functools.partial(BOOT, X, {"m": "mean", "f": fails_often}, on_error="omit"),
        {"data": X, "statistic": {"m": "mean", "f": fails_often}},
    ),
    "frames": (
        functools.partial(BOOT, FRAME, of_rows, as_frame=True, columns=["a", "b"], by="g"),
        {"data": FRAME, "statistic": of_rows},
    ),
    "weights": (functools.partial(BOOT, X, "mean", weights=W), {"data": X, "weights": W}),
    "weights of a column": (
        functools.partial(BOOT, LABELLED, "mean", weights="w"), {"data": LABELLED}
    ),
    "missing": (
        functools.partial(BOOT, np.append(X, np.nan), "mean", nan_policy="omit"),
        {"data": np.append(X, np.nan)},
    ),
    "max_abs": (
        functools.partial(TEST, (ROWS[:15], ROWS[15:]), bt.max_abs("mean_difference")),
        {"data": (ROWS[:15], ROWS[15:]), "statistic": bt.max_abs("mean_difference")},
    ),
    "test": (VERBS["test"], {"data": (X, Y)}),
    "auto test": (functools.partial(bt.permutation_test, (X, Y), rng=5), {"data": (X, Y)}),
    "doubled": (
        functools.partial(TEST, (X, Y), two_sided="doubled", tie_tolerance=1e-9),
        {"data": (X, Y)},
    ),
    "test of two": (VERBS["test of two"], {"data": (X, Y), "statistic": two}),
    "labelled": (
        functools.partial(TEST, LABELLED, value=["y", "z"], group="g", alternative="less"),
        {"data": LABELLED},
    ),
    "one value": (functools.partial(TEST, LABELLED, value="y", group="g"), {"data": LABELLED}),
    "columns as samples": (
        functools.partial(TEST, FRAME, columns=["b", "a"]), {"data": FRAME}
    ),
    "groups as frames": (
        functools.partial(TEST, LABELLED, of_groups, as_frame=True, group="g", columns=["y", "z"]),
        {"data": LABELLED, "statistic": of_groups},
    ),
    "fit": (VERBS["fit"], {"data": COUNTS}),
    "parametric fit": (VERBS["parametric fit"], {"data": {"a": COUNTS, "b": COUNTS[::-1] + 1}}),
    "own model": (VERBS["own model"], {"data": X, "statistic": OWN}),
    "boundary": (
        functools.partial(FIT, {"even": np.arange(4) % 2, "odd": np.array([3, 9, 0, 1])}),
        {"data": {"even": np.arange(4) % 2, "odd": np.array([3, 9, 0, 1])}},
    ),
}  # fmt: skip
quiet = pytest.mark.filterwarnings("ignore::bootes.errors.DegenerateWarning")


def labelled(result):
    return result if isinstance(result, bt.ResultMapping) else {None: result}


def with_facts(result):
    return [comparable(one) for one in members(result) if one is not None]


def comparable(one):
    """The facts; what was pickled as values, since pickles tell equal texts apart."""
    *more, (state, moments), shown = facts(one)
    return *more, state if one._kept.values is not None else pickle.loads(state), moments, shown


@quiet
@pytest.mark.parametrize("keep", KEEPS)
@pytest.mark.parametrize("name", CALLS)
def test_an_extension_is_that_of_a_result_never_saved(name, keep, tmp_path):
    call, given = CALLS[name]
    loaded = bt.load(call(n_resamples=300, keep=keep).save(tmp_path / "r"))
    long = bt.extend(loaded, 700, **given)
    whole = call(n_resamples=700, keep=keep)
    assert with_facts(long) == with_facts(whole)
    longer = bt.extend(long, 900)  # it has its data now
    again = bt.load(longer.save(tmp_path / "again"))
    assert with_facts(bt.extend(again, 1_000, **given)) == with_facts(
        call(n_resamples=1_000, keep=keep)
    )


@quiet
@pytest.mark.parametrize("name", CALLS)
def test_resamples_are_replayed(name, tmp_path):
    call, given = CALLS[name]
    result = call(n_resamples=300)
    loaded = bt.load(result.save(tmp_path / "r"))
    for label, one in labelled(result).items():
        if one.n_resamples:
            same_resamples(one.replay(299), labelled(loaded)[label].replay(299, **given))


def same_resamples(one, other):
    for mine, its in zip(*(r if isinstance(r, tuple) else (r,) for r in (one, other)), strict=True):
        if isinstance(mine, dict):
            assert {k: v.tolist() for k, v in mine.items()} == {
                k: v.tolist() for k, v in its.items()
            }
        else:
            np.testing.assert_array_equal(mine, its)


@quiet
@pytest.mark.parametrize("name", CALLS)
def test_a_result_that_is_loaded_with_its_data_is_alive(name, tmp_path):
    call, given = CALLS[name]
    result = call(n_resamples=300)
    path = result.save(tmp_path / "r")
    alive = bt.load(path, **given)
    for label, one in labelled(result).items():
        found = labelled(alive)[label]
        mine, its = everything(one), everything(found)
        assert mine == its
        if one.n_resamples:
            same_resamples(one.replay(7), found.replay(7))


@pytest.mark.parametrize("name", ["kernel", "python", "test", "fit", "own model", "columns"])
def test_what_is_alive_is_compared(name):
    call, given = CALLS[name]
    live = call(n_resamples=300)
    assert with_facts(bt.extend(live, 400, **given)) == with_facts(call(n_resamples=400))


OTHERS = {
    "other data": ("kernel", {"data": X + 1.0}, DataError, "data differ"),
    "shorter data": ("kernel", {"data": X[1:]}, DataError, "data differ"),
    "other order": ("kernel", {"data": X[::-1]}, DataError, "data differ"),
    "two samples": ("kernel", {"data": (X, Y)}, DataError, "sample"),
    "another name": ("kernel", {"data": X, "statistic": "median"}, InputError, "another statistic"),
    "another function": (
        "python", {"data": X, "statistic": lambda x: {"q": x.min(), "s": x.std()}},
        InputError, "another statistic",
    ),
    "other components": (
        "python", {"data": X, "statistic": lambda x: {"q": x.min()}}, InputError, "differs",
    ),
    "other labels": (
        "statistics", {"data": X, "statistic": ["mean", "max"]}, InputError, "instead of mean, std",
    ),
    "other extra arguments": (
        "args", {"data": X, "statistic": functools.partial(shifted, by=3)},
        BootesError, "multiple values",
    ),
    "other weights": ("weights", {"data": X, "weights": W + 1.0}, DataError, "data differ"),
    "no weights": ("weights", {"data": X}, InputError, "pass weights=..."),
    "another column": (
        "columns", {"data": {"a": X[:30], "c": Y, "g": FRAME["g"]}}, BootesError, "'b'",
    ),
    "another model": ("fit", {"data": COUNTS, "statistic": "poisson"}, InputError, "differs"),
    "no model": ("own model", {"data": X}, InputError, "one of your own"),
    "another generator": (
        "own model",
        {"data": X, "statistic": bt.Model.from_functions(
            mle, lambda p, size, rng: rng.normal(size=size), parameters=("mu", "sigma"))},
        InputError, "differ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_not_of_the_result_is_refused_by_name(what, tmp_path):
    name, given, error, words = OTHERS[what]
    loaded = bt.load(CALLS[name][0](n_resamples=300).save(tmp_path / "r"))
    before = with_facts(loaded)
    with pytest.raises(error, match=words):
        bt.extend(loaded, 600, **given)
    assert with_facts(loaded) == before


def altered(path, change):
    """Write the file again, with facts that are changed and checksums that are right."""
    records = list(RecordFile(path))
    change(records[0])
    with path.open("wb") as file:
        file.write(MARK)
        for record in records:
            write_record(file, record)
    return path


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f["plan"]["versions"].update(bootes="0.0.1"), "version 0.0.1 of bootes"),
        (lambda f: f["plan"].update(stream_version=99), "version 99 of the streams"),
    ],
)
def test_other_versions_are_loaded_and_not_extended(change, words, tmp_path):
    path = VERBS["kernel"](n_resamples=300).save(tmp_path / "r")
    altered(path, lambda record: change(record.facts))
    loaded = bt.load(path)
    assert loaded.interval().low < loaded.estimate
    with pytest.raises(StorageError, match=words):
        bt.extend(loaded, 600, data=X)


def test_other_packages_are_a_warning(tmp_path):
    path = VERBS["kernel"](n_resamples=300).save(tmp_path / "r")
    altered(path, lambda record: record.facts["plan"]["versions"].update(numpy="1.0"))
    with pytest.warns(StorageWarning, match=r"numpy 1.0 there"):
        bt.extend(bt.load(path), 600, data=X)


def test_values_that_the_code_does_not_show_are_refused(tmp_path):
    path = VERBS["kernel"](n_resamples=300).save(tmp_path / "r")

    def change(record):
        references = record.arrays["references"].copy()
        references[1] = np.nextafter(references[1], 9.0)
        record.arrays["references"] = references

    altered(path, change)
    with pytest.raises(InputError, match="replicates have other values"):
        bt.extend(bt.load(path), 600, data=X)


def test_versions_are_those_of_the_run(tmp_path):
    path = VERBS["kernel"](n_resamples=300).save(tmp_path / "r")
    altered(path, lambda record: record.facts["result"]["versions"].update(numpy="1.0"))
    loaded = bt.load(path)
    assert loaded.provenance["versions"]["numpy"] == "1.0"
    assert bt.load(loaded.save(tmp_path / "s")).provenance["versions"]["numpy"] == "1.0"


def test_arguments_that_no_file_holds(tmp_path):
    """They are bound by the user then."""
    array = np.arange(3.0)

    def weighed(x, by):
        return float(x[: len(by)] @ by)

    result = BOOT(X, weighed, args=(array,), n_resamples=300)
    loaded = bt.load(result.save(tmp_path / "r"))
    again = functools.partial(weighed, by=array)
    long = bt.extend(loaded, 600, data=X, statistic=again)
    assert facts(long) == facts(BOOT(X, weighed, args=(array,), n_resamples=600))


@pytest.mark.parametrize("verb", [VERBS["kernel"], VERBS["test"], VERBS["fit"]])
def test_every_option_of_a_call_is_recorded(verb):
    """A new option of a verb is either in the table of what files say, or changes no number."""
    from bootes._resolve.recorded import _OPTIONS

    call = verb(n_resamples=99)._call
    assert set(call.options) == set(_OPTIONS[call.verb])


def test_no_warning_is_given_twice(tmp_path):
    def slow(x):
        return float(np.median(x)) + 0.0 * len(str(x))

    result = bt.bootstrap(X, slow, n_resamples=300, rng=1)
    loaded = bt.load(result.save(tmp_path / "r"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bt.extend(loaded, 400, data=X, statistic=slow)
