"""Shards of a run, joined: the run without shards to the bit, and nothing else is joined."""

from __future__ import annotations

import functools
import shutil

import numpy as np
import pytest

import bootes as bt
from bootes._core.files.records import MARK, RecordFile, write_record
from bootes.errors import InputError, InputTypeError, StorageError, StorageWarning
from tests.test_load import everything
from tests.test_revive_others import altered
from tests.test_storage import BOOT, COUNTS, FIT, FRAME, OWN, ROWS, TEST, X, Y, fails_often

CALLS = {
    "kernel": functools.partial(BOOT, X, "mean"),
    "sketch": functools.partial(BOOT, X, "median", keep="sketch"),
    "moments of failures": functools.partial(
        BOOT, X, fails_often, on_error="omit", keep="moments", method="normal"
    ),
    "rows": functools.partial(BOOT, ROWS, "mean"),
    "columns": functools.partial(BOOT, FRAME, ["mean", "std"], columns=["a", "b"], by="g"),
    "test": functools.partial(TEST, (X, Y)),
    "tails": functools.partial(TEST, (X, Y), keep="tails"),
    "exact": functools.partial(bt.permutation_test, (X[:6], Y[:5]), rng=5, method="exact"),
    "fit": functools.partial(FIT, COUNTS),
    "fits at boundaries": functools.partial(
        FIT, {"even": np.arange(4) % 2, "odd": np.array([3, 9, 0, 1])}
    ),
    "own model": functools.partial(FIT, X, OWN),
}
quiet = pytest.mark.filterwarnings("ignore::bootes.errors.DegenerateWarning")


def shards(call, folder, of, which=None, **options):
    for k in which or range(1, of + 1):
        call(checkpoint=folder, shard=f"{k}/{of}", **options)
    return folder


def rewritten(path, records):
    with path.open("wb") as file:
        file.write(MARK)
        for record in records:
            write_record(file, record)


def labelled(result):
    return result if isinstance(result, bt.ResultMapping) else {None: result}


def check_same(one, other):
    """All of it but where it ran."""
    assert list(labelled(one)) == list(labelled(other))
    for label, member in labelled(one).items():
        mine, theirs = (
            {name: answer for name, answer in everything(r).items() if name not in WHERE}
            for r in (member, labelled(other)[label])
        )
        assert mine == theirs
        assert without_execution(member) == without_execution(labelled(other)[label])


WHERE = ("provenance", "text", "html")


def without_execution(result):
    return {key: str(value) for key, value in result.provenance.items() if key != "execution"}


def with_acceleration(result):
    for one in labelled(result).values():
        if getattr(one, "method", "") == "bca":
            one.interval()
    return result


@quiet
@pytest.mark.parametrize("of", [1, 2, 7])
@pytest.mark.parametrize("name", CALLS)
def test_shards_are_the_whole_run(name, of, tmp_path):
    call = functools.partial(CALLS[name], n_resamples=1_100)
    merged = bt.merge(shards(call, tmp_path, of))
    whole = bt.load(with_acceleration(call()).save(tmp_path / "whole"))
    check_same(merged, whole)
    again = bt.load(merged.save(tmp_path / "again"))
    check_same(again, whole)


@quiet
def test_any_files_in_any_order(tmp_path):
    call = functools.partial(CALLS["columns"], n_resamples=600)
    for k in (3, 1, 2):
        shards(call, tmp_path / str(k), 3, [k])
    whole = bt.merge([tmp_path / "1", tmp_path / "2", tmp_path / "3"])
    files = [file for k in "231" for file in sorted((tmp_path / k).iterdir(), reverse=True)]
    check_same(bt.merge(files), whole)
    check_same(bt.merge([str(tmp_path / "3"), *files, tmp_path / "1"]), whole)


@quiet
def test_a_shard_that_is_there_twice(tmp_path):
    call = functools.partial(CALLS["sketch"], n_resamples=1_100)
    shards(call, tmp_path / "a", 2)
    shards(call, tmp_path / "b", 2, [1], engine="threads", n_jobs=2)  # other chunks
    shutil.copytree(tmp_path / "a", tmp_path / "copy")
    whole = bt.merge(tmp_path / "a")
    check_same(bt.merge([tmp_path / "a", tmp_path / "b", tmp_path / "copy"]), whole)


@quiet
def test_a_shard_that_is_there_twice_and_differs(tmp_path):
    call = functools.partial(CALLS["kernel"], n_resamples=600)
    shards(call, tmp_path / "a", 2)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    path = next((tmp_path / "b").glob("*1-of-2*"))
    records = list(RecordFile(path))
    values = next(name for name in records[1].arrays if name.endswith(".values"))
    records[1].arrays[values] = records[1].arrays[values] + 1e-9
    rewritten(path, records)
    with pytest.raises(StorageError, match="are both shard 1/2 and hold different replicates"):
        bt.merge([tmp_path / "a", tmp_path / "b"])


@quiet
def test_missing_shards_are_named(tmp_path):
    call = functools.partial(CALLS["kernel"], n_resamples=1_600)
    shards(call, tmp_path, 16, [k for k in range(1, 17) if k not in (3, 7, 9)])
    with pytest.raises(StorageError, match=r"^shards 3, 7 and 9 of 16 are missing. Compute them"):
        bt.merge(tmp_path)
    shards(call, tmp_path, 16, [3, 9])
    with pytest.raises(StorageError, match=r"^shard 7 of 16 is missing"):
        bt.merge(tmp_path)
    shards(call, tmp_path, 16, [7])
    check_same(bt.merge(tmp_path), bt.load(with_acceleration(call()).save(tmp_path / "w")))


@quiet
def test_missing_shards_of_one_column(tmp_path):
    shards(functools.partial(CALLS["columns"], n_resamples=600), tmp_path, 2)
    sorted(tmp_path.glob("*2-of-2*"))[0].unlink()
    with pytest.raises(
        StorageError, match=r"^shard 2 of 2 is missing \(of \('?\w', '\w', '\w+'\)\)"
    ):
        bt.merge(tmp_path)


@quiet
def test_missing_results_are_told(tmp_path):
    shards(functools.partial(CALLS["columns"], n_resamples=600), tmp_path, 2)
    for path in sorted(tmp_path.iterdir())[:2]:
        path.unlink()
    with pytest.raises(
        StorageError, match=r"holds 7 of the 8 results of a call; number . is missing"
    ):
        bt.merge(tmp_path)


@quiet
def test_a_shard_that_is_not_finished_is_named(tmp_path):
    call = functools.partial(BOOT, X, lambda x: float(np.ptp(x)), n_resamples=4_000, compile=False)
    shards(call, tmp_path, 2)
    path = next(tmp_path.glob("*2-of-2*"))
    rewritten(path, list(RecordFile(path))[:1])
    with pytest.raises(StorageError, match=r"2-of-2.bootes' has 0 of 2000 replicates"):
        bt.merge(tmp_path)
    with pytest.raises(StorageError, match="is shard 1/2 of a run"):
        bt.load(tmp_path)
    shards(call, tmp_path, 2, [2])
    check_same(bt.merge(tmp_path), bt.load(with_acceleration(call()).save(tmp_path / "w")))


OTHERS = {
    "the data differ": functools.partial(BOOT, X + 1.0, "mean"),
    "the statistics differ": functools.partial(BOOT, X, "median"),
    "the seeds differ": functools.partial(bt.bootstrap, X, "mean", rng=6),
    "numbers of resamples differ": functools.partial(BOOT, X, "mean", n_resamples=900),
    "the options differ": functools.partial(BOOT, X, "mean", confidence_level=0.9),
    "option on_error differs": functools.partial(BOOT, X, "mean", on_error="omit"),
    "what is kept differs": functools.partial(BOOT, X, "mean", keep="sketch"),
    "the schemes differ": functools.partial(TEST, (X, Y)),
}


@quiet
@pytest.mark.parametrize("what", OTHERS)
def test_strangers_are_refused_by_name(what, tmp_path):
    shards(functools.partial(BOOT, X, "mean"), tmp_path / "a", 2, [1], n_resamples=600)
    options = {} if "n_resamples" in OTHERS[what].keywords else {"n_resamples": 600}
    shards(OTHERS[what], tmp_path / "b", 2, [2], **options)
    with pytest.raises(StorageError, match=what):
        bt.merge([tmp_path / "a", tmp_path / "b"])


@quiet
def test_shards_of_other_numbers_are_refused(tmp_path):
    call = functools.partial(BOOT, X, "mean", n_resamples=600)
    shards(call, tmp_path, 2, [1])
    shards(call, tmp_path, 3, [2])
    with pytest.raises(StorageError, match=r"one is of \d shards, and one of \d"):
        bt.merge(tmp_path)


@quiet
def test_results_of_two_calls_are_refused(tmp_path):
    shards(functools.partial(BOOT, {"a": X}, "mean", n_resamples=600), tmp_path, 2)
    shards(functools.partial(bt.bootstrap, {"b": X}, "mean", n_resamples=600, rng=6), tmp_path, 2)
    with pytest.raises(StorageError, match=r"is a shard of another call than .*: the seeds differ"):
        bt.merge(tmp_path)


@quiet
def test_other_versions(tmp_path):
    call = functools.partial(BOOT, X, "mean", n_resamples=600)
    shards(call, tmp_path, 2)
    path = next(tmp_path.glob("*2-of-2*"))
    altered(path, lambda record: record.facts["plan"]["versions"].update(numpy="1.0"))
    with pytest.warns(StorageWarning, match="bits may differ"):
        bt.merge(tmp_path)
    altered(path, lambda record: record.facts["plan"]["versions"].update(bootes="0.0.1"))
    with pytest.raises(StorageError, match="the versions of bootes differ"):
        bt.merge(tmp_path)


@quiet
def test_other_reference_replicates(tmp_path):
    call = functools.partial(BOOT, X, "mean", n_resamples=600)
    shards(call, tmp_path, 2)

    def change(record):
        record.arrays["references"] = record.arrays["references"] + 1e-9

    altered(next(tmp_path.glob("*2-of-2*")), change)
    with pytest.raises(StorageError, match="the reference replicates"):
        bt.merge(tmp_path)


def test_what_is_no_shard(tmp_path):
    path = BOOT(X, "mean", n_resamples=600).save(tmp_path / "r.bootes")
    for paths in (path, tmp_path, [path]):
        with pytest.raises(StorageError, match="is no shard: it is of a whole run"):
            bt.merge(paths)
    with pytest.raises(InputError, match="no shards to merge"):
        bt.merge([])
    for paths in (None, 3, [3], ""):
        with pytest.raises(InputTypeError, match="path"):
            bt.merge(paths)
    with pytest.raises(StorageError, match="No such file"):
        bt.merge(tmp_path / "none")


@quiet
def test_a_shard_that_claims_to_be_another(tmp_path):
    call = functools.partial(BOOT, X, "mean", n_resamples=600)
    shards(call, tmp_path, 2)
    for claim in ([1, 2], [3, 2], [0, 2], ["a", 2], [1, 10**12], [2], None, [True, 2], 5):
        for path in tmp_path.glob("*2-of-2*"):
            content = path.read_bytes()
            altered(path, lambda record, claim=claim: record.facts.update(shard=claim))
            with pytest.raises(StorageError):
                bt.merge(tmp_path)
            path.write_bytes(content)


@quiet
def test_one_shard_of_very_many(tmp_path):
    shards(functools.partial(BOOT, X, "mean", n_resamples=600), tmp_path, 999_999_999, [1])
    with pytest.raises(StorageError, match=r"^shards 2, 3, .* and 999,999,986 more of 999999999"):
        bt.merge(tmp_path)


@quiet
def test_a_merged_result_is_extended(tmp_path):
    call = functools.partial(BOOT, X, "mean")
    merged = bt.merge(shards(call, tmp_path, 2, n_resamples=600))
    long = bt.extend(merged, 900, data=X)
    assert tuple(long.interval()) == tuple(call(n_resamples=900).interval())
