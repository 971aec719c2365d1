"""A long first call is explained, a short one is not."""

from __future__ import annotations

import re
import time

from bootes.cli.first_use import told_when_slow


def test_a_short_wait_is_silent(capsys):
    with told_when_slow(patience_s=60):
        pass
    time.sleep(0.01)
    assert capsys.readouterr().err == ""


def test_a_long_wait_is_explained_while_it_lasts(capsys):
    told = ""
    with told_when_slow(patience_s=0.01):
        limit = time.monotonic() + 60  # only ends a test that fails
        while not told and time.monotonic() < limit:
            time.sleep(0.01)
            told = capsys.readouterr().err
    assert told.startswith("bootes: note: loading the kernels")
    done = capsys.readouterr().err
    assert re.fullmatch(r"bootes: note: the kernels are ready after \d+ s\.\n", done)
