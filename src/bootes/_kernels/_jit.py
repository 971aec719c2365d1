"""The one place that knows Numba's options and the signatures that kernels share."""

from __future__ import annotations

import functools
import hashlib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import njit
from numba.core.types import FunctionType
from numba.types import Array, float64, int64, uint64, void

from bootes.errors import PerformanceWarning

__all__ = [
    "FILL",
    "INDEX",
    "KEY",
    "SOURCE",
    "STATISTIC",
    "VALUES",
    "at_hand",
    "digest_of_sources",
    "kernel",
]

# What is shared is read-only (a writable array is accepted where a read-only one is declared).
KEY = Array(uint64, 1, "C", readonly=True)
SOURCE = Array(float64, 1, "C", readonly=True)
INDEX = Array(int64, 1, "C", readonly=True)
VALUES = float64[::1]

# fill(key, replicate, source, layout, resample): write resample number `replicate`.
FILL = FunctionType(void(KEY, int64, SOURCE, INDEX, VALUES))

# statistic(resample, offsets, args, out): sample j is resample[offsets[j]:offsets[j + 1]].
STATISTIC = FunctionType(void(VALUES, INDEX, SOURCE, VALUES))


def kernel(signature: Any, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile for one signature: without the GIL, NumPy's division, kept on disk."""
    settings = {"nogil": True, "error_model": "numpy", **options}

    def decorate(function: Callable[..., Any]) -> Any:
        try:
            dispatcher = njit(cache=True, **settings)(function)
        except RuntimeError as error:
            if "cannot cache" not in str(error):
                raise
            _warn_uncached(function, error)
            return njit(signature, **settings)(function)
        _stamp(dispatcher)
        dispatcher.compile(signature)
        dispatcher.disable_compile()
        return at_hand(dispatcher)

    return decorate


def at_hand(dispatcher: Any) -> Any:
    """Look the addresses of a function with one signature up once.

    Numba asks for both at every call that the function is an argument of, which takes longer
    than some hundred resamples.
    """
    (compiled,) = dispatcher.overloads.values()
    compiled.library.get_pointer_to_function = functools.cache(
        compiled.library.get_pointer_to_function
    )
    dispatcher.get_compile_result = lambda signature: compiled
    return dispatcher


def _stamp(dispatcher: Any) -> None:
    """Tie what is kept on disk to the sources of all kernels.

    Numba looks only at the file of the kernel itself; the kernels that it calls are compiled
    into it, so that it would go on using the old ones after a change of theirs.
    """
    index = dispatcher._cache._cache_file
    index._source_stamp = (index._source_stamp, digest_of_sources())


@functools.cache
def digest_of_sources() -> str:
    digest = hashlib.blake2b(digest_size=16)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _warn_uncached(function: Callable[..., Any], error: RuntimeError) -> None:
    warnings.warn(
        f"the kernel {function.__name__!r} cannot be kept on disk ({error}); it is compiled anew "
        "in every process. Set NUMBA_CACHE_DIR to a folder that can be written to.",
        PerformanceWarning,
        stacklevel=4,
    )
