"""Compiled users' functions on disk, where Numba keeps its own, found by a digest.

A lambda has no file and line that would tell it from others in the next process. What tells it is
what it computes: its code and all values that it refers to.

Numba tells functions of one name, such as lambdas, apart by a number that counts from 1 in every
process. Two processes give one number to different functions, and the linker takes the first that
it meets, so that a function from disk would call another than its own. Here the count starts at
random.
"""

from __future__ import annotations

import itertools
import os
import secrets
import sys
from typing import Any

import numba
import numpy as np
from numba.core import config
from numba.core.bytecode import FunctionIdentity
from numba.core.caching import CompileResultCacheImpl, FunctionCache, IndexDataCacheFile
from numba.core.caching import _CacheLocator as CacheLocator
from numba.misc.appdirs import AppDirs

from ._jit import digest_of_sources

__all__ = ["DigestCache"]

FunctionIdentity._unique_ids = itertools.count(secrets.randbits(62))


class _Folder(CacheLocator):  # type: ignore[misc]  # Numba has no types
    """A folder of our own below Numba's."""

    def get_cache_path(self):
        root = config.CACHE_DIR or AppDirs(appname="numba", appauthor=False).user_cache_dir
        return os.path.join(root, "bootes-statistics")

    def get_source_stamp(self):
        return (digest_of_sources(), numba.__version__, np.__version__, sys.version)

    def get_disambiguator(self):
        return None

    @classmethod
    def from_function(cls, py_func, py_file):
        return cls()


class _Result(CompileResultCacheImpl):  # type: ignore[misc]  # as above
    def __init__(self, digest):
        self._locator = _Folder()
        self._filename_base = f"{digest}.py{sys.version_info[0]}{sys.version_info[1]}"

    def check_cachable(self, cres):
        return not cres.library.has_dynamic_globals and all(x.can_cache for x in cres.lifted)


class DigestCache(FunctionCache):  # type: ignore[misc]  # as above
    """Finds what was compiled by a digest; a folder that cannot be used is none."""

    def __init__(self, digest: str) -> None:
        self._name = digest
        self._digest = digest
        self._impl = _Result(digest)
        self._cache_path = self._impl.locator.get_cache_path()
        self._cache_file = IndexDataCacheFile(
            self._cache_path, self._impl.filename_base, self._impl.locator.get_source_stamp()
        )
        self.enable()

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return what is on disk for a signature, None where that is nothing or damaged."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # whatever a damaged file makes of Numba
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Write to disk where that can be done."""
        try:
            super().save_overload(sig, data)
        except OSError:
            return

    def _index_key(self, sig: Any, codegen: Any) -> Any:
        return (sig, codegen.magic_tuple(), self._digest)
