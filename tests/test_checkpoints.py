"""The verbs with checkpoint= and shard=: begun again, they go on to the same result."""

from __future__ import annotations

import itertools
import json
import time
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest

import bootes as bt
from bootes._core.files.parts import joined
from bootes._core.files.stored import StoredRun
from bootes.errors import InputError, InputTypeError, RunInterrupted, StorageError
from bootes.reducers.moments import Moments
from tests.engines.programs import Program, wait_until

X = np.random.default_rng(0).gamma(2.0, size=24)
Y = np.random.default_rng(1).gamma(2.5, size=19)
COUNTS = pd.DataFrame(
    np.random.default_rng(2).negative_binomial(3, 0.3, size=(40, 2)), columns=["A", "B"]
)
TABLE = pd.DataFrame({"g": ["u", "v"] * 20, "y": X.repeat(2)[:40], "z": Y.repeat(3)[:40]})


def spread(x):
    """In Python: on every engine."""
    return float(np.ptp(x))


def named(x, y):
    return {"means": x.mean() - y.mean(), "tops": x.max() - y.max()}


CALLS = {
    "kernel": lambda **o: bt.bootstrap(X, "median", n_resamples=3_000, **o),
    "python": lambda **o: bt.bootstrap(X, spread, n_resamples=700, compile=False, **o),
    "binned": lambda **o: bt.bootstrap(X, "mean", n_resamples=3_000, keep="sketch", **o),
    "auto": lambda **o: bt.bootstrap(X, "mean", n_resamples="auto", tolerance=0.05, **o),
    "columns": lambda **o: bt.bootstrap(TABLE, "mean", by="g", n_resamples=2_000, **o),
    "statistics": lambda **o: bt.bootstrap((X, Y), ["mean_difference", named], **o),
    "permutation": lambda **o: bt.permutation_test((X, Y), named, n_resamples=900, **o),
    "exact": lambda **o: bt.permutation_test((X[:7], Y[:6]), "welch_t", method="exact", **o),
    "tails": lambda **o: bt.permutation_test((X, Y), n_resamples=5_000, keep="tails", **o),
    "fits": lambda **o: bt.fit(COUNTS, n_resamples=400, **o),
}


def facts(found):
    """All numbers of a result, as text."""
    if isinstance(found, bt.ResultMapping):
        return {str(label): facts(one) for label, one in found.items()}
    rows = json.dumps(found.to_frame("pandas").to_dict("records"), default=str, sort_keys=True)
    booted = getattr(found, "bootstrap", found)
    states = zip(booted._plan.reducers, booted._kept.run.states, strict=True)
    arrays = [
        {name: array.tobytes() for name, array in reducer.to_arrays(state).items()}
        for reducer, state in states
        if not isinstance(reducer, Moments)  # whose nodes are those of the chunks
    ]
    return rows, arrays


class Stopping:
    def __init__(self, after):
        self.left = after

    def __call__(self, update):
        self.left -= 1
        if self.left < 0 and update.n_done < update.n_resamples:
            raise KeyboardInterrupt


@pytest.mark.filterwarnings("ignore::bootes.errors.BootesWarning")
@pytest.mark.parametrize("after", [0, 2, 7])
@pytest.mark.parametrize("name", CALLS)
def test_the_same_call_goes_on_to_the_same_result(name, after, tmp_path, monkeypatch):
    from bootes._core import progress
    from bootes._core.files import checkpoint

    whole = CALLS[name](rng=5)
    monkeypatch.setattr(progress, "_EVERY_S", 0.0)
    monkeypatch.setattr(checkpoint, "_LEAST_S", 0.0)
    options = {"rng": 5, "checkpoint": tmp_path / "kept"}
    with suppress(RunInterrupted):  # where it has more chunks
        CALLS[name](progress=Stopping(after), engine="serial", **options)
    assert facts(CALLS[name](engine="threads", n_jobs=2, **options)) == facts(whole)
    again = CALLS[name](**options)
    assert facts(again) == facts(whole)
    for one in again.values() if isinstance(again, bt.ResultMapping) else [again]:
        execution = one.provenance["execution"]
        assert execution["from_checkpoint"] == one.n_resamples
        assert execution["chunks"] == 0


@pytest.mark.parametrize("name", ["kernel", "columns", "permutation", "exact", "fits", "tails"])
def test_shards_are_all_of_the_run(name, tmp_path):
    for k in (1, 2, 3):
        found = CALLS[name](rng=5, checkpoint=tmp_path, shard=f"{k}/3")
        assert isinstance(found, bt.ShardResult)
        assert found.shard == f"{k}/3"
        assert found.n_failed == 0
        assert f"shard {k} of 3" in repr(found)
    files: dict = {}
    for path in sorted(tmp_path.iterdir()):
        stored = StoredRun(path)
        ranges = [one for part in stored for one in part.ranges]
        files.setdefault(path.name.split(".")[0], []).extend(ranges)
    whole = CALLS[name](rng=5)
    members = list(whole.values()) if isinstance(whole, bt.ResultMapping) else [whole]
    assert len(files) == len(members)
    assert {tuple(joined(ranges)) for ranges in files.values()} == {((0, members[0].n_resamples),)}


def test_without_a_seed_that_of_the_folder_is_taken(tmp_path):
    first = bt.bootstrap(X, "mean", n_resamples=500, checkpoint=tmp_path)
    again = bt.bootstrap(X, "mean", n_resamples=900, checkpoint=tmp_path)
    assert again.provenance["seed"] == first.provenance["seed"]
    assert again.provenance["execution"]["from_checkpoint"] == 500
    sequence = np.random.SeedSequence(3, spawn_key=(1, 2))
    bt.bootstrap(X, "mean", n_resamples=500, checkpoint=tmp_path / "s", rng=sequence)
    found = bt.bootstrap(X, "mean", n_resamples=500, checkpoint=tmp_path / "s")
    assert found.provenance["seed"] == "SeedSequence(3, spawn_key=(1, 2))"


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        (
            {"checkpoint": 3},
            InputTypeError,
            "checkpoint=3 is of type int; pass the name of a folder",
        ),
        ({"checkpoint": ""}, InputTypeError, "pass the name of a folder"),
        ({"shard": "1/2"}, InputError, "needs checkpoint="),
        ({"shard": "1/2", "checkpoint": "x"}, InputError, "needs a seed"),
        ({"shard": "0/2", "checkpoint": "x", "rng": 1}, InputError, "k from 1 to K"),
        ({"shard": "3/2", "checkpoint": "x", "rng": 1}, InputError, "k from 1 to K"),
        ({"shard": 2, "checkpoint": "x", "rng": 1}, InputError, "shard=2 is not 'k/K'"),
        ({"shard": "a/b", "checkpoint": "x", "rng": 1}, InputError, "'k/K'"),
        (
            {"shard": "1/2", "checkpoint": "x", "rng": 1, "n_resamples": "auto"},
            InputError,
            "part of a known whole",
        ),
    ],
)
def test_wrong_arguments_are_refused_before_any_work(options, error, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=words):
        bt.bootstrap(X, lambda x: pytest.fail("called"), **options)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path):
    path = tmp_path / "file"
    path.write_text("")
    with pytest.raises(InputError, match="is a file"):
        bt.bootstrap(X, "mean", checkpoint=path)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be made"):
        bt.bootstrap(X, "mean", checkpoint=tmp_path / "file" / "below")


OTHERS = {
    "another statistic": {"statistic": "mean"},
    "another form of the statistic": {"compile": False},
    "other data": {"data": X + 1.0},
    "another seed": {"rng": 6},
    "on_error='raise'": {"on_error": "omit"},
}


@pytest.mark.parametrize("what", OTHERS)
def test_another_call_is_refused_by_name(what, tmp_path):
    call = {"data": X, "statistic": "median", "rng": 5, "checkpoint": tmp_path}
    bt.bootstrap(**call)
    with pytest.raises(StorageError, match=f"is of .*{what}|is of {what}"):
        bt.bootstrap(**{**call, **OTHERS[what]})


def test_another_method_or_level_may_be_asked_for(tmp_path):
    """They change no replicate."""
    first = bt.bootstrap(X, "median", rng=5, checkpoint=tmp_path)
    found = bt.bootstrap(
        X, "median", rng=5, checkpoint=tmp_path, method="basic", confidence_level=0.8
    )
    assert tuple(found.interval()) == tuple(first.interval("basic", 0.8))
    assert found.provenance["execution"]["chunks"] == 0
    assert StoredRun(tmp_path / "run.bootes").head.facts["method"] == "basic"


def test_a_call_that_finds_all_done_writes_nothing(tmp_path):
    call = {"data": X, "statistic": "median", "rng": 5, "checkpoint": tmp_path}
    bt.bootstrap(**call)
    before = (tmp_path / "run.bootes").read_bytes()
    bt.bootstrap(**call)
    assert (tmp_path / "run.bootes").read_bytes() == before
    bt.bootstrap(**call, n_resamples=12_000)
    assert bt.load(tmp_path).n_resamples == 12_000


def test_a_fit_without_a_bootstrap_may_get_one(tmp_path):
    only = bt.fit(COUNTS, n_resamples=0, checkpoint=tmp_path)
    assert only["A"].bootstrap is None
    found = bt.fit(COUNTS, n_resamples=300, checkpoint=tmp_path)
    again = bt.fit(COUNTS, n_resamples=300, checkpoint=tmp_path)
    assert again["B"].replicates.tobytes() == found["B"].replicates.tobytes()
    assert again["A"].provenance["execution"]["from_checkpoint"] == 300


def test_what_is_there_counts_in_the_progress_and_not_in_its_rate(tmp_path):
    bt.bootstrap(X, spread, n_resamples=500, rng=1, compile=False, checkpoint=tmp_path)
    told = []
    bt.bootstrap(
        X, spread, n_resamples=900, rng=1, compile=False, checkpoint=tmp_path, progress=told.append
    )
    assert told[0].n_resumed == told[-1].n_resumed == 500
    assert (told[-1].n_done, told[-1].n_resamples) == (900, 900)
    assert told[0].n_done > 500


def test_a_warning_of_a_damaged_record_points_here(tmp_path):
    bt.bootstrap(X, "mean", n_resamples=500, rng=1, checkpoint=tmp_path)
    path = tmp_path / "run.bootes"
    data = bytearray(path.read_bytes())
    end = next(_ends(path))
    data[end + 200] ^= 1
    path.write_bytes(data)
    with pytest.warns(bt.errors.StorageWarning, match="1 damaged records") as caught:
        found = bt.bootstrap(X, "mean", n_resamples=500, rng=1, checkpoint=tmp_path)
    assert caught[0].filename == __file__
    whole = bt.bootstrap(X, "mean", n_resamples=500, rng=1)
    assert found.replicates.tobytes() == whole.replicates.tobytes()


def _ends(path):
    from bootes._core.files.records import RecordFile

    file = RecordFile(path)
    for _ in file:
        yield file.end


LONG = """
if __name__ == "__main__":
    r = bt.bootstrap(X, slow_mean, n_resamples=600, rng=4, compile=False, engine={engine!r}, n_jobs=2,
                     checkpoint=FOLDER / "kept", method="percentile")
    print(r.replicates.tobytes().hex(), r.provenance["execution"]["from_checkpoint"])
"""  # noqa: E501


@pytest.mark.parametrize("engine", ["threads", "processes"])
def test_a_killed_program_goes_on(engine, tmp_path):
    """By kill -9, twice; what it had written is used, and the bits are those of one run."""
    path = tmp_path / "kept" / "run.bootes"
    for _ in range(2):
        size = path.stat().st_size if path.exists() else 0
        with Program(tmp_path, LONG.format(engine=engine)) as program:
            wait_until(lambda size=size: path.exists() and path.stat().st_size > size + 500, "work")
            time.sleep(0.3)
            program.process.kill()
    with Program(tmp_path, LONG.format(engine=engine)) as program:
        code, out, err = program.finish()
    assert code == 0, err
    bits, resumed = out.split()
    x = np.random.default_rng(0).normal(size=20)
    whole = bt.bootstrap(x, np.mean, n_resamples=600, rng=4, compile=False, method="percentile")
    assert bits == whole.replicates.tobytes().hex()
    assert 0 < int(resumed) < 600


def test_many_shards_of_few_resamples(tmp_path):
    """More shards than resamples: some are empty."""
    for k in range(1, 8):
        bt.bootstrap(
            X, "mean", n_resamples=5, rng=1, checkpoint=tmp_path, shard=f"{k}/7", method="normal"
        )
    spans = [one for path in tmp_path.iterdir() for part in StoredRun(path) for one in part.ranges]
    assert joined(spans) == [(0, 5)]
    assert len(list(itertools.chain(tmp_path.iterdir()))) == 7
