"""Checkpoints that were cut, changed or are another run's, gone on with on every engine."""

from __future__ import annotations

import random
import time

import pytest

from bootes._core.files.checkpoint import Checkpoint
from bootes.errors import StorageError
from tests.conformance.plans import chunks_of
from tests.faults.running import KILLED
from tests.faults.table import record
from tests.faults.work import X, outcome_of, run

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
    pytest.mark.filterwarnings("ignore::bootes.errors.StorageWarning"),
]


def mean(x):
    return x.mean()


def largest(x):
    return x.max()


FOREIGN = [{"data": X + 1.0}, {"rng": 2}, {"on_error": "omit"}]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The bytes of a file of many records, and of files of other runs."""
    add = Checkpoint.add

    def written_at_once(self, chunk, partial):
        add(self, chunk, partial)
        self.flush()

    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        chunks_of(patch, 20)
        patch.setattr(Checkpoint, "add", written_at_once)
        run(mean, "serial", checkpoint=folder / "whole")
        run(largest, "serial", checkpoint=folder / "0")
        for n, options in enumerate(FOREIGN, 1):
            run(mean, "serial", checkpoint=folder / str(n), **options)
    read = {path.name: (path / "run.bootes").read_bytes() for path in folder.iterdir()}
    return read.pop("whole"), [*read.values()]


def truncated(files, chance):
    return files[0][: chance.randrange(len(files[0]))]


def flipped(files, chance):
    changed = bytearray(files[0])
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def foreign(files, chance):
    return chance.choice(files[1])


DAMAGES = {"truncated": truncated, "bit-flipped": flipped, "foreign": foreign}


@pytest.mark.parametrize("engine", ["serial", "threads", *KILLED])
def test_damaged_checkpoints(engine, times, files, running, tmp_path, monkeypatch):
    if times == 1 and engine not in ("serial", "threads", "processes"):
        pytest.skip("in a study: only the caller reads")
    chunks_of(monkeypatch, 33)
    with running.of(engine, deadly=False) as spec:
        for damage, turn in [(damage, turn) for turn in range(times) for damage in DAMAGES]:
            folder = tmp_path / f"{damage}-{turn}"
            folder.mkdir()
            data = DAMAGES[damage](files, random.Random(f"{damage} {engine} {turn}"))
            (folder / "run.bootes").write_bytes(data)
            begin = time.monotonic()
            found = outcome_of(lambda folder=folder: run(mean, spec, checkpoint=folder))
            record(f"{damage} checkpoint", engine, found.word, found.ended - begin)
            assert found.error is None or isinstance(found.error, StorageError)
            if damage != "bit-flipped":
                assert (found.error is None) == (damage == "truncated"), found.error
