"""Ctrl-C ends a real run, its workers included."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bootes.cli.program import INTERRUPTED

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="needs the process table of Linux"
)


def descendants(pid):
    """Return the processes below a process, as the kernel knows them."""
    found = []
    for listing in Path("/proc", str(pid), "task").glob("*/children"):
        for child in map(int, listing.read_text().split()):
            found += [child, *descendants(child)]
    return found


def is_alive(pid):
    try:
        state = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_for(condition, seconds=120):
    """Wait until something is so; the limit only ends a test that would hang."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)


def says(stream, word):
    """Read a stream until it says a word; return what it said."""
    said = b""
    limit = time.monotonic() + 120
    while word not in said:
        assert time.monotonic() < limit, said
        if select.select([stream], [], [], 1.0)[0]:
            said += os.read(stream.fileno(), 65536)
    return said


@pytest.mark.parametrize("engine", ["serial", "threads", "processes"])
def test_ctrl_c_ends_the_run_and_says_what_was_done(counts, engine):
    command = [sys.executable, "-m", "bootes", "ci", str(counts), "--columns", "low"]
    run = ["--n-resamples", "1e12", "--seed", "7", "--engine", engine, "--jobs", "2", "--progress"]
    process = subprocess.Popen(
        [*command, *run],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        says(process.stderr, engine.encode())
        workers = descendants(process.pid)
        assert bool(workers) == (engine == "processes")
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        output, remarks = process.communicate(timeout=120)
        assert process.returncode == INTERRUPTED
        last = remarks.decode().splitlines()[-1]
        done = re.fullmatch(r"bootes: interrupted: ([\d,]+) of 1000000000000 resamples.*", last)
        assert done, remarks
        assert int(done[1]) > 0
        assert "seed 7" in last
        assert output == b""
        wait_for(lambda: not any(map(is_alive, workers)))
    finally:
        process.kill()
        process.communicate()
