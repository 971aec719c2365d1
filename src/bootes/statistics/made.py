"""The compiled functions of this process: made once, found again by a digest."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from bootes.samples import Columns
from bootes.statistics.plain import as_plain
from bootes.statistics.scan import scan

__all__ = ["kernel_of"]

_KEPT = 256
_made: OrderedDict[Any, Any] = OrderedDict()
_lock = threading.Lock()


def kernel_of(
    function: Any, columns: Columns, names: tuple[str, ...] | None, digest: str | None
) -> Any:
    """Return ``statistic(resample, offsets, args, out)`` around a function of users.

    ``digest`` is that of a plain function; without one it is Numba's. Where Numba refuses, why
    is returned, as text.
    """
    key = digest or (function, columns, names)
    with _lock:
        if key not in _made:
            _made[key] = _make(function, columns, names, digest)
            while len(_made) > _KEPT:
                _made.popitem(last=False)
        _made.move_to_end(key)
        return _made[key]


def _make(
    function: Any, columns: Columns, names: tuple[str, ...] | None, digest: str | None
) -> Any:
    from bootes._kernels.automatic import CompilationError, compiled

    shapes = tuple(zip(columns.widths, columns.integers, strict=True))
    try:
        if digest is None:
            return compiled(function, shapes, names=names)
        plain = as_plain(function, len(shapes))
        if isinstance(plain, str):
            return plain
        found = scan(plain)
        return compiled(
            plain.function,
            shapes,
            plain.extra,
            names,
            # What the user compiled has names that other processes give to other functions.
            digest=None if found.foreign else digest,
        )
    except CompilationError as error:
        return str(error)
