"""A run goes on from its checkpoint to the same bits, and from no other's."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import warnings

import numpy as np
import pytest

from bootes._core.execute import execute
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.files.records import RecordFile
from bootes._core.files.shard import Shard
from bootes._core.files.stored import Head, StoredRun
from bootes.engines.resolve import as_engine
from bootes.errors import RunInterrupted, StorageError, StorageWarning
from bootes.reducers.tails import Tails
from tests.conformance.plans import PLANS, B, chunks_of, make_plan, outcome, reference
from tests.engines.troubled import LosingEngine, ShufflingEngine


def go(plan, path, engine="serial", n_jobs=None, shard=None, progress=False, **options):
    choice = as_engine(engine, n_jobs, compiled=plan.is_compiled)
    checkpoint = Checkpoint(path, shard=shard, **options)
    return execute(plan, choice, progress=progress, checkpoint=checkpoint)


class Stopping:
    """A progress callback that ends the run after so many chunks."""

    def __init__(self, after):
        self.left = after

    def __call__(self, update):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt


def interrupted(plan, path, after, monkeypatch, **options):
    """Run until so many chunks are merged; every chunk is told."""
    from bootes._core import progress

    monkeypatch.setattr(progress, "_EVERY_S", 0.0)
    with pytest.raises(RunInterrupted, match="the same call goes on from there"):
        go(plan, path, progress=Stopping(after), **options)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.bootes"


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("after", [1, 5, 11])
def test_an_interrupted_run_goes_on_to_the_same_bits(name, after, path, monkeypatch):
    chunks_of(monkeypatch, 67)
    plan = make_plan(name)
    if after * 67 >= plan.n_resamples:
        pytest.skip("there are fewer arrangements")
    interrupted(plan, path, after, monkeypatch)
    chunks_of(monkeypatch, 100)
    found = go(make_plan(name), path, "threads", 2)
    assert outcome(found) == reference(name)
    assert found.n_resumed == 67 * (after + 1)


@pytest.mark.parametrize("name", ["python", "compiled", "columns, drawn sums"])
def test_it_may_be_interrupted_again_and_again(name, path, monkeypatch):
    """At other chunk sizes, on other engines, in another order, with losses."""
    for step, size in enumerate((37, 64, 100)):
        chunks_of(monkeypatch, size)
        with ShufflingEngine(step) if step % 2 else LosingEngine(step) as engine:
            interrupted(make_plan(name), path, 3, monkeypatch, engine=engine)
    assert outcome(go(make_plan(name), path)) == reference(name)


def test_nothing_is_computed_twice(path, monkeypatch):
    chunks_of(monkeypatch, 100)
    interrupted(make_plan("python"), path, 4, monkeypatch)
    found = go(make_plan("python"), path)
    assert (found.n_resumed, found.n_chunks) == (500, 6)
    again = go(make_plan("python"), path)
    assert (again.n_resumed, again.n_chunks) == (B, 0)
    assert outcome(again) == reference("python")


@pytest.mark.parametrize("engine", ["shuffling", "losing"])
def test_records_may_have_gaps(engine, path, monkeypatch):
    """Every chunk a record of its own, in the order of completion."""
    from bootes._core.files import checkpoint

    monkeypatch.setattr(checkpoint, "_LEAST_S", 0.0)
    chunks_of(monkeypatch, 50)
    with LosingEngine(1) if engine == "losing" else ShufflingEngine(1) as own:
        first = go(make_plan("vectorized"), path, own, clock=lambda: 0.0)
    assert outcome(first) == reference("vectorized")
    ranges = [part.ranges for part in StoredRun(path)]
    assert len(ranges) > 10
    assert ranges != sorted(ranges)
    assert outcome(go(make_plan("vectorized"), path)) == reference("vectorized")


def test_a_longer_run_goes_on_and_a_shorter_one_reads(path):
    part = go(make_plan("python", 300), path)
    assert part.n_resumed == 0
    longer = go(make_plan("python"), path)
    assert longer.n_resumed == 300
    assert outcome(longer) == reference("python")
    before = path.read_bytes()
    shorter = go(make_plan("python", 300), path)
    assert shorter.n_resumed == 300
    assert outcome(shorter) == outcome(part)
    between = go(make_plan("python", 500), path)  # the second record ends beyond
    assert between.n_resumed == 300
    assert outcome(between) == outcome(go(make_plan("python", 500), path.with_name("new.bootes")))
    assert path.read_bytes() == before


def test_what_is_kept_may_change_where_the_replicates_are_there(path):
    plan = make_plan("python")
    replicates, tails, moments, bins = plan.reducers
    go(plan.having(reducers=(replicates, tails), n_resamples=300), path)
    found = go(plan.having(reducers=(tails, moments, bins)), path)
    assert found.n_resumed == 300
    ours, (_, counts, nodes, inside) = (
        found.states,
        execute(plan, as_engine("serial", None, compiled=False)).states,
    )
    assert ours[0].tolist() == counts.tolist()
    assert moments.finish(ours[1]).tobytes() == moments.finish(nodes).tobytes()
    assert ours[2].tolist() == inside.tolist()
    with pytest.raises(StorageError, match="keeps other things"):
        go(plan.having(reducers=(replicates, tails)), path)


def test_other_ties_are_counted_anew_or_refused(path):
    plan = make_plan("python")
    replicates, tails = plan.reducers[:2]
    other = Tails(tails.observed, tails.centre, tails.tolerance + 1.0)
    go(plan.having(reducers=(replicates, tails)), path)
    found = go(plan.having(reducers=(replicates, other)), path)
    assert found.n_resumed == B
    assert found.states[1].tolist() != reference("python")["tails"]
    only = path.with_name("only.bootes")
    go(plan.having(reducers=(tails,)), only)
    with pytest.raises(StorageError, match="tolerance for ties"):
        go(plan.having(reducers=(other,)), only)


def others():
    plan = make_plan("python")
    longer = make_plan("python", seed=10)
    return {
        r"another seed \(9; this run's is 10\)": longer,
        "other data": plan.having(sampler=make_plan("fused permutations", seed=9).sampler),
        "another scheme": plan.having(sampler=make_plan("fused means").sampler),
        "another form of the statistic": make_plan("automatic"),
        "on_error='omit'": plan.having(on_error="raise"),
        "another column or group": plan.having(label="group=b"),
    }


@pytest.mark.parametrize("what", [*others()])
def test_the_checkpoint_of_another_run_is_refused(what, path):
    go(make_plan("python", 50), path)
    before = path.read_bytes()
    plan = others()[what]
    if what == "other data":
        from bootes._resolve.samples import as_samples
        from bootes.schemes.permutation import permutation

        x, y = np.random.default_rng(7).gamma(2.0, size=(2, 14))
        plan = plan.having(sampler=permutation(as_samples((x, y[:9])).samples))
    with pytest.raises(StorageError, match=what):
        go(plan, path)
    assert path.read_bytes() == before


def test_another_version_is_refused_and_other_packages_are_told(path, monkeypatch):
    from bootes._core.files import identity

    go(make_plan("python", 50), path)
    here = identity.versions()
    monkeypatch.setattr(identity, "versions", lambda: here | {"bootes": "99.0"})
    with pytest.raises(StorageError, match=r"of version .* of bootes, and this is 99\.0"):
        go(make_plan("python", 50), path)
    monkeypatch.setattr(identity, "versions", lambda: here | {"numpy": "9.9"})
    with pytest.warns(StorageWarning, match=r"numpy .* there, 9\.9 here"):
        go(make_plan("python", 50), path)


def test_a_statistic_that_uses_something_else_now_is_refused(path):
    """Its own code is the same; what it reads is not."""

    def statistic(x):
        return x.mean() + float(os.environ.get("BOOTES_TEST_SHIFT", "0"))

    from bootes.statistics.resolve import as_statistic

    plan = make_plan("kernel", 50)
    plan = plan.having(statistic=as_statistic(statistic, plan.sampler, compile=False))
    plan = plan.having(reducers=plan.reducers[:1])
    go(plan, path)
    os.environ["BOOTES_TEST_SHIFT"] = "1"
    try:
        with pytest.raises(StorageError, match="reference replicates have other values"):
            go(plan, path)
    finally:
        del os.environ["BOOTES_TEST_SHIFT"]


def test_a_torn_tail_is_cut(path, monkeypatch):
    """At every length of a file: what is whole is used, and the end is the same."""
    from bootes._core.files import checkpoint

    monkeypatch.setattr(checkpoint, "_LEAST_S", 0.0)
    chunks_of(monkeypatch, 200)
    go(make_plan("python"), path, clock=lambda: 0.0)
    data = path.read_bytes()
    rng = random.Random(1)
    for length in sorted({0, 1, 8, len(data) - 1, *rng.sample(range(len(data)), 20)}):
        path.write_bytes(data[:length])
        found = go(make_plan("python"), path)
        assert outcome(found) == reference("python")
        assert found.n_resumed % 200 == 0
        assert outcome(go(make_plan("python"), path)) == reference("python")


def test_a_damaged_record_is_computed_again(path, monkeypatch):
    """50 flipped bits: a refusal by name, or a warning and the same end."""
    from bootes._core.files import checkpoint

    monkeypatch.setattr(checkpoint, "_LEAST_S", 0.0)
    chunks_of(monkeypatch, 200)
    go(make_plan("python"), path, clock=lambda: 0.0)
    data = path.read_bytes()
    rng = random.Random(2)
    ends = {"refused": 0, "again": 0}
    for turn in range(50):
        changed = bytearray(data)
        place = rng.randrange(60 if turn % 2 else len(data))
        changed[place] ^= 1 << rng.randrange(8)
        path.write_bytes(changed)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            try:
                found = go(make_plan("python"), path)
            except StorageError:
                ends["refused"] += 1
                continue
        assert "1 damaged records" in str(told[0].message)
        ends["again"] += 1
        assert outcome(found) == reference("python")
        assert not RecordFile(path).damaged
        assert outcome(go(make_plan("python"), path)) == reference("python")
    assert min(ends.values()) > 0


def test_a_full_disk_leaves_the_last_good_state(path, monkeypatch):
    from bootes._core.files import checkpoint

    monkeypatch.setattr(checkpoint, "_LEAST_S", 0.0)
    chunks_of(monkeypatch, 100)
    write, written = os.write, []

    def full(fd, data):
        written.append(len(data))
        if sum(written) > 12_000:
            if len(data) > 100:
                return write(fd, data[:50])  # a part of it still fitted
            raise OSError(28, "No space left on device")
        return write(fd, data)

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        with pytest.raises(
            StorageError, match=r"cannot be written .No space left on device"
        ) as told:
            go(make_plan("kernel"), path, clock=lambda: 0.0)
    assert told.value.errno == 28
    file = RecordFile(path)
    assert len(list(file)) >= 1
    assert not file.torn
    found = go(make_plan("kernel"), path)
    assert outcome(found) == reference("kernel")


def test_a_full_disk_while_a_file_is_written_anew_leaves_the_old_one(path, monkeypatch):
    go(make_plan("kernel", 300), path)
    before = path.read_bytes()
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", lambda fd: (_ for _ in ()).throw(OSError(28, "No space")))
        with pytest.raises(StorageError, match="No space"):
            go(make_plan("kernel"), path)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_two_runs_do_not_write_one_file(path, monkeypatch):
    from bootes._core import progress

    monkeypatch.setattr(progress, "_EVERY_S", 0.0)
    chunks_of(monkeypatch, 100)
    inner = []

    def second(update):
        if update.n_done == update.n_resamples:
            return  # told when all is written
        with pytest.raises(StorageError, match="another run is writing"):
            go(make_plan("kernel"), path)
        inner.append(update)

    go(make_plan("kernel"), path, progress=second)
    assert inner


def test_no_link_is_followed(path, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"")
    path.symlink_to(other)
    with pytest.raises(StorageError, match="cannot be written"):
        go(make_plan("kernel"), path)
    assert other.read_bytes() == b""


def test_other_files_are_left_alone(path):
    path.write_text("a,b\n1,2\n")
    with pytest.raises(StorageError, match="is no file of bootes"):
        go(make_plan("kernel"), path)
    assert path.read_text() == "a,b\n1,2\n"


@pytest.mark.parametrize("of", [1, 2, 3, 7, 16])
@pytest.mark.parametrize("name", ["python", "columns, dealt sums", "compiled"])
def test_shards_add_up(name, of, tmp_path, monkeypatch):
    """Each with a chunk size of its own, merged in another order."""
    from bootes._core.evaluate import Partial
    from bootes._core.files.parts import add_part

    plan = make_plan(name)
    total = Partial.empty(plan, 0, B)
    for k in random.Random(of).sample(range(1, of + 1), of):
        chunks_of(monkeypatch, 40 + k)
        shard = Shard(k, of)
        file = tmp_path / f"{k}"
        run = go(make_plan(name), file, shard=shard)
        start, stop = shard.span(B)
        assert run.partial.n_done == stop - start
        for part in StoredRun(file):
            add_part(plan.reducers, total, part, alike=True)
    found = execute(plan, as_engine("serial", None, compiled=False))
    found.partial.states[:] = total.states
    found.partial.failures = total.failures
    assert outcome(found) == reference(name)


def test_a_shard_is_no_other_shard_and_no_whole_run(path):
    go(make_plan("kernel"), path, shard=Shard(1, 3))
    for other, words in ((Shard(2, 3), "shard 2/3"), (Shard(1, 4), "shard 1/4"), (None, "whole")):
        with pytest.raises(StorageError, match=words):
            go(make_plan("kernel"), path, shard=other)
    with pytest.raises(StorageError, match="1003 resamples, and this is shard 1/3 of 500"):
        go(make_plan("kernel", 500), path, shard=Shard(1, 3))


def test_the_spans_of_shards_are_all_and_nearly_equal():
    for n, of in itertools.product((1, 5, 1_000, 10**6, 10**9 + 7), (1, 2, 3, 16, 1_000)):
        spans = [Shard(k, of).span(n) for k in range(1, of + 1)]
        assert spans[0][0] == 0
        assert spans[-1][1] == n
        assert all(one[1] == other[0] for one, other in itertools.pairwise(spans))
        sizes = [stop - start for start, stop in spans]
        assert min(sizes) >= 0
        assert max(sizes) - min(sizes) <= max(1, 0.05 * n / of)


def test_the_head_is_there_from_the_beginning(path, monkeypatch):
    head = Head({"title": "Ä"}, {"estimate": np.array([1.0, np.inf])})
    chunks_of(monkeypatch, 100)
    interrupted(make_plan("kernel"), path, 1, monkeypatch, head=head)
    stored = StoredRun(path)
    assert stored.head.facts == head.facts
    assert stored.head.arrays["estimate"].tolist() == [1.0, np.inf]
    assert stored.plan["seed"] == "9"


def test_a_copy_may_be_gone_on_with_elsewhere(path, tmp_path, monkeypatch):
    chunks_of(monkeypatch, 100)
    interrupted(make_plan("kernel"), path, 3, monkeypatch)
    copy = tmp_path / "elsewhere.bootes"
    shutil.copy(path, copy)
    assert outcome(go(make_plan("kernel"), copy)) == reference("kernel")
