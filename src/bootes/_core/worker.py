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
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bootes._core.evaluate import Partial, ReplicateError, evaluate
from bootes._core.handshake import refusal, remark
from bootes._core.one_thread import one_thread_per_library
from bootes._core.payload import split
from bootes._core.plan import Plan
from bootes._core.ship import unpack

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
    """What became of a chunk.

    "ok", "error", "miss" when the worker lacks the plan, "refused" when it cannot take the plan.
    """

    status: str
    seconds: float = 0.0
    partial: Partial | None = None
    error: WorkerError | None = None
    remark: str = ""  # how this worker differs from the caller, told with its first chunk


def keep(job: str, plan: Plan) -> None:
    """Let chunks of ``job`` find their plan in this process until it is forgotten."""
    with _lock:
        _plans[job] = plan


def forget(job: str) -> None:
    """Drop a plan."""
    with _lock:
        _plans.pop(job, None)


def execute_chunk(
    job: str,
    payload: Any,
    start: int,
    stop: int,
    compute: Callable[[Plan, int, int], Partial] = evaluate,
) -> Outcome:
    """Evaluate one chunk in whatever process this is.

    ``payload`` is the packed plan, which the driver sends to workers that lack it; it comes
    over the engine's own transport, never from a file.
    """
    begin, told = time.perf_counter(), ""
    try:
        plan = _plans.get(job)
        if plan is not None:
            return _evaluated(plan, start, stop, compute)
        plan = _sent.get(job)
        if plan is None:
            if payload is None:
                return Outcome("miss")
            plan, told = _take(job, payload)
        with one_thread_per_library():
            return replace(_evaluated(plan, start, stop, compute), remark=told)
    except _RefusedError as refusal:
        return Outcome("refused", error=_describe(refusal.__cause__ or refusal, str(refusal)))
    except BaseException as error:  # SystemExit and KeyboardInterrupt of the user's code too
        return Outcome("error", time.perf_counter() - begin, error=_describe(error))


def _evaluated(
    plan: Plan, start: int, stop: int, compute: Callable[[Plan, int, int], Partial]
) -> Outcome:
    begin = time.perf_counter()
    partial = compute(plan, start, stop)
    return Outcome("ok", time.perf_counter() - begin, partial)


class _RefusedError(Exception):
    """The plan cannot be computed in this process."""


def _take(job: str, payload: Any) -> tuple[Plan, str]:
    """Unpack a plan and keep it for the chunks that follow; return what to remark, too."""
    sent = split(payload)[0]
    if refused := refusal(sent):
        raise _RefusedError(refused)
    try:
        plan = unpack(payload)
    except Exception as error:  # a module that is not here, or a class that objects
        msg = f"the plan cannot be unpacked there ({type(error).__name__}: {error})"
        raise _RefusedError(msg) from error
    with _lock:
        _sent[job] = plan
        while len(_sent) > _KEPT:
            _sent.popitem(last=False)
    return plan, remark(sent)


def _describe(error: BaseException, message: str | None = None) -> WorkerError:
    failure = error.failure if isinstance(error, ReplicateError) else None
    cause = failure.cause if failure else error
    lines = traceback.format_exception(cause) if cause else []
    return WorkerError(
        replicate=failure.replicate if failure else None,
        kind=failure.kind if failure else type(error).__name__,
        message=failure.message if failure else message or str(error),
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


def _forget_all() -> None:
    """Begin anew in a forked process: it is a worker, and not the caller that it was."""
    global _lock
    _lock = threading.Lock()
    _plans.clear()
    _sent.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
