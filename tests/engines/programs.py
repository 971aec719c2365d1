"""Programs in processes of their own: started, interrupted, killed, looked after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["Program", "alive", "wait_until"]

# Limits against hanging for ever, far beyond what is needed on a busy machine.
LIMIT_S = 60.0

HEAD = """
import os, sys, time
from pathlib import Path
import numpy as np
import bootes as bt

FOLDER = Path({folder!r})
X = np.random.default_rng(0).normal(size=20)

calls = []

def slow_mean(x):
    calls.append(0)
    if len(calls) == 8:  # it is tried on the data and on the first resample before the run
        (FOLDER / f"worker-{{os.getpid()}}").touch()
    time.sleep(0.01)
    return x.mean()
"""


def wait_until(condition, what):
    """Wait for a condition; fail if it does not come true."""
    end = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {LIMIT_S} s"
        time.sleep(0.02)


def alive(pid):
    """Whether a process runs (one that has ended and is not yet waited for does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Program:
    """A script in a process group of its own, which leaves a file per worker in its folder."""

    def __init__(self, folder, body):
        self.folder = Path(folder)
        script = self.folder / "program.py"
        script.write_text(HEAD.format(folder=str(folder)) + body, encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error::RuntimeWarning", str(script)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def marks(self):
        """The processes in which the statistic is at work."""
        return {int(path.name[7:]) for path in self.folder.glob("worker-*")}

    def workers(self):
        """The same without the program itself."""
        return self.marks() - {self.process.pid}

    def children(self):
        """All processes of its group but itself: workers and their helpers."""
        found = set()
        for path in Path("/proc").glob("[0-9]*"):
            try:
                group = int((path / "stat").read_text().rpartition(")")[2].split()[2])
            except (FileNotFoundError, ProcessLookupError):
                continue
            if group == self.process.pid and int(path.name) != self.process.pid:
                found.add(int(path.name))
        return {pid for pid in found if alive(pid)}

    def interrupt(self, *, group):
        """Send what Ctrl-C sends: to the whole group in a terminal, else to the program."""
        if group:
            os.killpg(self.process.pid, signal.SIGINT)
        else:
            self.process.send_signal(signal.SIGINT)

    def finish(self):
        """Wait for the end; return exit code, output and errors."""
        out, err = self.process.communicate(timeout=LIMIT_S)
        return self.process.returncode, out, err

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for pid in self.children():
            os.kill(pid, signal.SIGKILL)
        self.process.kill()
        with suppress(subprocess.TimeoutExpired):  # another group may hold on to the pipes
            self.process.communicate(timeout=LIMIT_S)
