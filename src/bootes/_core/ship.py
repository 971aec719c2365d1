"""Turn a plan into bytes that any engine can carry."""

from __future__ import annotations

import functools
from typing import Any

from bootes._core.closures import closure_values
from bootes._core.plan import Plan
from bootes.errors import EngineError

__all__ = ["pack"]


def pack(plan: Plan) -> bytes:
    """Pickle a plan; functions of ``__main__`` and of notebooks travel by value.

    Raises
    ------
    EngineError
        If something in it cannot be pickled, naming it.
    """
    import cloudpickle

    try:
        return bytes(cloudpickle.dumps(plan))
    except Exception as error:  # pickling raises whatever the object likes
        name = getattr(plan.statistic, "name", "statistic")
        msg = (
            f"the statistic {name!r} cannot be sent to other processes: {_culprit(plan)} "
            f"({type(error).__name__}: {error}). Create it inside the function, or run with "
            "engine='threads' or engine='serial'."
        )
        raise EngineError(msg) from error


def _culprit(plan: Plan) -> str:
    function = getattr(plan.statistic, "function", None)
    for where, values in _surroundings(function):
        for name, value in values.items():
            if not _picklable(value):
                return f"{where} {name!r}, a {type(value).__name__}, cannot be pickled"
    return "it holds something that cannot be pickled"


def _surroundings(function: Any) -> list[tuple[str, dict[Any, Any]]]:
    if isinstance(function, functools.partial):
        given = dict(enumerate(function.args)) | function.keywords
        return [("its argument", given), *_surroundings(function.func)]
    if hasattr(function, "__self__"):  # a method
        return [("the attribute of its object", dict(getattr(function.__self__, "__dict__", {})))]
    code = getattr(function, "__code__", None)
    if code is None:
        return [("its attribute", dict(getattr(function, "__dict__", {})))]
    named = {k: v for k, v in function.__globals__.items() if k in code.co_names}
    return [
        ("its closure variable", closure_values(function)),
        ("the global variable", named),
    ]


def _picklable(value: Any) -> bool:
    import cloudpickle

    try:
        cloudpickle.dumps(value)
    except Exception:  # as above
        return False
    return True
