"""Plain Python functions that bootes compiles by itself, where it can and they agree."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from bootes.errors import InputError, PerformanceWarning, warn
from bootes.protocols import Floats, Sampler
from bootes.samples import Columns
from bootes.statistics.agreement import Objection, disagreement
from bootes.statistics.compiled import CompiledStatistic
from bootes.statistics.plain import Plain, as_plain
from bootes.statistics.python import PythonStatistic
from bootes.statistics.scan import Scan, scan

__all__ = ["automatic"]

_REASON = "from Python, by Numba"
_KEPT = 512  # verdicts on a function and data


def automatic(
    name: str,
    function: Callable[..., Any],
    names: tuple[str, ...] | None,
    original: Sampler,
    data: Floats,
    columns: Columns,
    *,
    demanded: bool,
) -> CompiledStatistic | PythonStatistic:
    """Return the compiled form of a plain function, or the Python form and why.

    A function that plainly is no candidate runs in Python without a word but its reason; one
    that Numba refuses, or that gives other values compiled, with a warning.

    Raises
    ------
    InputError
        Instead of the Python form, if compilation was ``demanded``.
    """
    plain = as_plain(function, len(columns.widths))
    found = Scan("", plain, True, False) if isinstance(plain, str) else scan(plain, columns, names)
    if found.obstacle and (found.refused or not demanded):
        return _in_python(name, function, names, found.obstacle, demanded)
    assert isinstance(plain, Plain)
    statistic = CompiledStatistic(name, function, columns, names, _REASON, digest=found.digest)
    objection = _objection(statistic, data, original)
    if objection is None or (demanded and not objection.refused):
        return statistic
    if not demanded and _tell(found.digest):
        warn(
            f"the statistic {name!r} runs in Python: {objection.why}. Pass compile=False to run it "
            "there without this warning.",
            PerformanceWarning,
        )
    return _in_python(name, function, names, objection.why, demanded)


def _in_python(
    name: str,
    function: Callable[..., Any],
    names: tuple[str, ...] | None,
    why: str,
    demanded: bool,
) -> PythonStatistic:
    if demanded:
        msg = f"compile=True: {name!r} cannot be compiled, for {why}."
        raise InputError(msg)
    return PythonStatistic(name, function, names, f"not compiled: {why}")


_verdicts: OrderedDict[tuple[str, bytes], Objection | None] = OrderedDict()
_told: set[str] = set()
_lock = threading.Lock()


def _objection(statistic: CompiledStatistic, data: Floats, original: Sampler) -> Objection | None:
    """Return why the compiled form is not used on these data, None where it is."""
    assert statistic.digest is not None
    offsets = original.offsets
    edges = offsets.tobytes()
    key = (statistic.digest, hashlib.blake2b(edges + data.tobytes(), digest_size=16).digest())
    with _lock:
        if key in _verdicts:
            _verdicts.move_to_end(key)
            return _verdicts[key]
    kernel = statistic.kernel()
    verdict = (
        Objection(f"Numba cannot compile it ({kernel})", refused=True)
        if isinstance(kernel, str)
        else disagreement(
            statistic.function, kernel, data, offsets, statistic.columns, statistic.names
        )
    )
    with _lock:
        _verdicts[key] = verdict
        while len(_verdicts) > _KEPT:
            _verdicts.popitem(last=False)
    return verdict


def _tell(digest: str) -> bool:
    """Return whether this function was not yet spoken of."""
    with _lock:
        new = digest not in _told
        _told.add(digest)
    return new
