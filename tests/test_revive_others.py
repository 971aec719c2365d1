"""Other data, functions, options and versions than those of a loaded result are refused."""

from __future__ import annotations

import functools
import warnings

import numpy as np
import pytest

import bootes as bt
from bootes._core.files.records import MARK, RecordFile, write_record
from bootes.errors import BootesError, DataError, InputError, StorageError, StorageWarning
from tests.revive_cases import CALLS, W, shifted, with_facts
from tests.test_storage import BOOT, COUNTS, FRAME, VERBS, X, Y, facts, mle

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
    from bootes._resolve.files.recorded import _OPTIONS

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
