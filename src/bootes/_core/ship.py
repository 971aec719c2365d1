"""Turn a plan into bytes that any engine can carry, and back."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from bootes._core.closures import closure_values
from bootes._core.handshake import facts
from bootes._core.payload import join, split
from bootes._core.plan import Plan
from bootes.errors import EngineError

__all__ = ["pack", "unpack"]


def pack(plan: Plan, ship_modules: Iterable[ModuleType] = ()) -> bytes:
    """Pickle a plan; functions of ``__main__`` and of notebooks travel by value.

    So do those of ``ship_modules``. Arrays lie beside the pickle, and arrive read-only.

    Raises
    ------
    EngineError
        If something in it cannot be pickled, naming it.
    """
    import cloudpickle

    arrays: list[pickle.PickleBuffer] = []
    try:
        with _by_value(ship_modules):
            head = cloudpickle.dumps(plan, protocol=5, buffer_callback=arrays.append)
    except Exception as error:  # pickling raises whatever the object likes
        name = getattr(plan.statistic, "name", "statistic")
        msg = (
            f"the statistic {name!r} cannot be sent to other processes: {_culprit(plan)} "
            f"({type(error).__name__}: {error}). Create it inside the function, or run with "
            "engine='threads' or engine='serial'."
        )
        raise EngineError(msg) from error
    return join(facts(), [head, *(array.raw() for array in arrays)])


def unpack(payload: Any) -> Plan:
    """Return the plan of a payload; its arrays cannot be written to, like the caller's."""
    head, *arrays = split(payload)[1]
    plan: Plan = pickle.loads(head, buffers=arrays)  # noqa: S301 (sent by our own driver)
    return plan


@contextmanager
def _by_value(modules: Iterable[ModuleType]) -> Iterator[None]:
    import cloudpickle

    before = cloudpickle.list_registry_pickle_by_value()
    ours = [module for module in modules if module.__name__ not in before]
    for module in ours:
        cloudpickle.register_pickle_by_value(module)
    try:
        yield
    finally:
        for module in ours:
            cloudpickle.unregister_pickle_by_value(module)


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
