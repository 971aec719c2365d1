"""The worker's side: run one chunk and answer with an outcome, never with an exception.

Only this function, integers and bytes travel to an engine, so that an exception of a future
always means that the work was lost.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
import traceback
from collections import OrderedDict
from dataclasses import dataclass

from bootes._core.evaluate import Partial, ReplicateError, evaluate
from bootes._core.plan import Plan

__all__ = ["Outcome", "WorkerError", "execute_chunk", "forget", "keep"]

_KEPT = 4  # plans that were sent here; those of runs in this process stay until they end
_plans: dict[str, Plan] = {}
_sent: OrderedDict[str, Plan] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class WorkerError:
    """An error as text, and the exception itself where it survives pickling."""

    replicate: int | None
    kind: str
    message: str
    traceback: str
    exception: BaseException | None


@dataclass(frozen=True)
class Outcome:
    """What became of a chunk: "ok", "error", or "miss" when the worker lacks the plan."""

    status: str
    seconds: float = 0.0
    partial: Partial | None = None
    error: WorkerError | None = None


def keep(job: str, plan: Plan) -> None:
    """Let chunks of ``job`` find their plan in this process until it is forgotten."""
    with _lock:
        _plans[job] = plan


def forget(job: str) -> None:
    """Drop a plan."""
    with _lock:
        _plans.pop(job, None)


def execute_chunk(job: str, payload: bytes | None, start: int, stop: int) -> Outcome:
    """Evaluate one chunk in whatever process this is.

    ``payload`` is the pickled plan, which the driver sends to workers that lack it; it comes
    over the engine's own transport, never from a file.
    """
    begin = time.perf_counter()
    try:
        plan = _plans.get(job) or _sent.get(job)
        if plan is None:
            if payload is None:
                return Outcome("miss")
            plan = _unpack(job, payload)
        partial = evaluate(plan, start, stop)
        return Outcome("ok", time.perf_counter() - begin, partial)
    except BaseException as error:  # SystemExit and KeyboardInterrupt of the user's code too
        return Outcome("error", time.perf_counter() - begin, error=_describe(error))


def _unpack(job: str, payload: bytes) -> Plan:
    plan: Plan = pickle.loads(payload)  # noqa: S301 (sent by our own driver)
    _end_with_parent()
    _one_thread_per_library()
    with _lock:
        _sent[job] = plan
        while len(_sent) > _KEPT:
            _sent.popitem(last=False)
    return plan


def _describe(error: BaseException) -> WorkerError:
    failure = error.failure if isinstance(error, ReplicateError) else None
    cause = failure.cause if failure else error
    lines = traceback.format_exception(cause) if cause else []
    return WorkerError(
        replicate=failure.replicate if failure else None,
        kind=failure.kind if failure else type(error).__name__,
        message=failure.message if failure else str(error),
        traceback="".join(lines),
        exception=_portable(cause),
    )


def _portable(error: BaseException | None) -> BaseException | None:
    """Return the exception if it can travel: some cannot be pickled, others not read back."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (dumped just here)
    except Exception:  # whatever the user's class does when pickled
        return None
    return error


_watching = False
_LOOK_S = 0.5


def _end_with_parent() -> None:
    """End this process when its parent is gone: a killed parent must leave no workers."""
    global _watching
    if _watching:
        return
    _watching = True
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="bootes-parent-watch").start()


def _one_thread_per_library() -> None:
    """Hold BLAS, OpenMP and Numba to one thread, after the plan has loaded them."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
