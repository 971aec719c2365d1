"""The environment of this process, which packages set for their workers and leave so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["environment_kept"]


@contextmanager
def environment_kept() -> Iterator[None]:
    """Put back the variables that are set inside."""
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)
