"""A disk that is full at a random moment: our error, and a file from which the run goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from bootes._core.files.records import RecordFile
from tests.conformance.plans import chunks_of
from tests.engines.service_runs import sha
from tests.engines.services import ROOT, environment
from tests.faults.programs import ENGINES, program
from tests.faults.table import record
from tests.faults.work import busy, outcome_of, run, truth

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.skipif(sys.platform != "linux", reason="limits and mounts are Linux's"),
]

# A file of this program may not grow beyond: what its workers write does not count.
LIMIT = """
import resource

def fill(update):
    resource.setrlimit(resource.RLIMIT_FSIZE, ({n}, resource.RLIM_INFINITY))
"""
WHOLE = 9_000  # bytes; a whole file has more


@pytest.mark.parametrize("engine", ENGINES)
def test_files_may_grow_no_more(engine, times, tmp_path, monkeypatch):
    if times == 1 and engine != "threads":
        pytest.skip("in a study: only the caller writes")
    chunks_of(monkeypatch, 33)
    for turn in range(times):
        chance = random.Random(f"disk {engine} {turn}")
        folder = tmp_path / str(turn)
        begin = time.monotonic()
        limit = LIMIT.format(n=chance.randrange(1, WHOLE))
        with program(engine, folder, limit, "progress=fill") as started:
            code, out, err = started.finish()
        assert code == 0, err
        assert "cannot be written (File too large)" in out
        record("disk full", engine, "error", time.monotonic() - begin)
        file = RecordFile(folder / "kept" / "run.bootes")
        assert len(list(file)) >= 1
        assert not file.torn
        found = outcome_of(
            lambda folder=folder: run(busy(folder / "pids"), "threads", checkpoint=folder / "kept")
        )
        assert found.error is None


TMPFS = """
import os, sys
from pathlib import Path
import bootes as bt
from tests.engines.service_runs import sha
from tests.faults.work import busy, run

folder, pids = Path(sys.argv[1]), sys.argv[2]
pages = os.statvfs(folder).f_bavail - 1  # room for the first records
(folder / "other").write_bytes(bytes(4096 * pages))
try:
    run(busy(pids), "serial", checkpoint=folder / "kept")
except bt.errors.StorageError as error:
    print(error.errno)
(folder / "other").unlink()
print(sha(run(busy(pids), "processes", n_jobs=2, checkpoint=folder / "kept").replicates))
"""


def test_a_disk_is_full(tmp_path):
    """A real one of 64 kB, where this process may mount it."""
    script, disk, pids = (tmp_path / name for name in ("script.py", "disk", "pids"))
    script.write_text(TMPFS, encoding="utf-8")
    disk.mkdir()
    pids.mkdir()
    mount = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=64k none "$0" && exec "$@"', disk]
    try:
        subprocess.run([*mount, "true"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing can be mounted here")
    with environment(PYTHONPATH=ROOT):
        done = subprocess.run(
            [*mount, sys.executable, script, disk, pids],
            capture_output=True,
            text=True,
            timeout=180,
        )
    assert done.stdout.split() == ["28", sha(truth().replicates)], done.stderr
