"""Plain Python functions compiled for our replicate loops."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from types import FunctionType
from typing import Any

from numba.core.errors import NumbaWarning

from ._jit import STATISTIC, at_hand
from .on_disk import DigestCache
from .rewrite import dispatcher_of
from .wrapped import RETURNS, as_statistic

__all__ = ["CompilationError", "compiled"]


class CompilationError(Exception):
    """Numba cannot compile a function; says why in one line."""


def compiled(
    function: FunctionType | Any,
    columns: Sequence[tuple[int, bool]],
    extra: tuple[Any, ...] = (),
    names: tuple[str, ...] | None = None,
    *,
    digest: str | None = None,
) -> Any:
    """Return ``statistic(resample, offsets, args, out)`` of a plain or a Numba function.

    With a digest, what was compiled is kept on disk and found there.

    Raises
    ------
    CompilationError
        If Numba refuses the function.
    """
    inner = function
    if isinstance(function, FunctionType):
        inner = dispatcher_of(function)
    statistic = as_statistic(inner, columns, extra, names)
    if digest is not None:
        statistic._cache = DigestCache(digest)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NumbaWarning)
            statistic.compile(STATISTIC.signature.args)
    except Exception as error:  # Numba raises whatever its passes raise
        raise CompilationError(_first_telling_line(error)) from None
    statistic.disable_compile()
    return at_hand(statistic)


_HEADINGS = ("Failed in", "During:", "- Resolution failure", "There are", ">>>")
_WIDTH = 200


def _first_telling_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines()]
    told = [line for line in lines if line and not line.startswith(_HEADINGS)]
    text = told[0] if told else type(error).__name__
    if text == "AssertionError":
        text = "it fails an assertion of its own"
    calls = [line.removeprefix(">>>").strip() for line in lines if line.startswith(">>>")]
    returned = [line for line in lines if line.startswith(f"TypingError: {RETURNS}")]
    if returned:
        text = returned[0].removeprefix("TypingError: ")
    elif text.endswith("found for signature:") and calls:
        text = f"no implementation of {calls[0]}"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 3]}..."
