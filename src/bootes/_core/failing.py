"""The errors of a run: what failed where, what was finished, what to do."""

from __future__ import annotations

import importlib.util
import re

from bootes._core.chunks import Chunk
from bootes._core.evaluate import Partial
from bootes._core.plan import Plan
from bootes._core.worker import WorkerError
from bootes.errors import EngineError, RunInterrupted, StatisticError

__all__ = ["finished", "interrupted", "lost", "lost_again", "statistic_error"]

_ENDINGS = ("SystemExit", "GeneratorExit")  # an interruption has its own error


def statistic_error(plan: Plan, total: Partial, error: WorkerError) -> StatisticError:
    """Return what a failing replicate raises, with its traceback in the worker."""
    where = "" if error.replicate is None else f" on resample {error.replicate}"
    what = error.message if error.kind == "nan" else f"{error.kind}: {error.message}"
    msg = (
        f"the statistic {plan.statistic.name!r} failed{where} ({what}); seed "
        f"{plan.seed}, {finished(total)}.{_omit(error)}{_advice(what)}"
    )
    if error.traceback and getattr(error.exception, "__traceback__", None) is None:
        msg += f"\n\nIn the worker:\n{error.traceback}"
    raised = StatisticError(msg)
    raised.__cause__ = error.exception
    raised.partial = total  # type: ignore[attr-defined]
    return raised


def _omit(error: WorkerError) -> str:
    """Say how to leave out failing resamples; what ends a program is never left out."""
    if error.replicate is None and error.kind in _ENDINGS:
        return f" {error.kind} is not for statistics: raise an error such as ValueError instead."
    omit = " Pass on_error='omit' to leave failing resamples out and count them."
    if error.kind == "timeout":
        omit += f" replay({error.replicate}) of the result that this gives is the resample itself."
    return omit


def lost(total: Partial, what: str, error: BaseException | None) -> EngineError:
    """Return what an engine that cannot go on raises."""
    known = f"{what} {error} {getattr(error, '__cause__', '')}"
    raised = EngineError(f"{what} {finished(total).capitalize()}.{_advice(known)}")
    raised.__cause__ = error
    raised.partial = total  # type: ignore[attr-defined]
    return raised


def lost_again(
    total: Partial, engine: str, chunk: Chunk, tries: int, error: BaseException
) -> EngineError:
    """Return what a chunk raises whose workers were lost as often as is allowed."""
    msg = (
        f"the workers of engine {engine!r} were lost {tries} times while they computed resamples "
        f"{chunk[0]} to {chunk[1] - 1} ({type(error).__name__}: {error}). Run with "
        "engine='serial' to see what ends the process."
    )
    return lost(total, msg, error)


def interrupted(plan: Plan, total: Partial, kept: str) -> RunInterrupted:
    """Return what Ctrl-C raises; ``kept`` says where what was finished is."""
    return RunInterrupted(f"interrupted: {finished(total)} (seed {plan.seed}).{kept}")


def finished(total: Partial) -> str:
    """Say how far the run came."""
    return f"{total.n_done} of {total.n_wanted} resamples were finished"


def _advice(text: str) -> str:
    """Say what to do about a module that is here and not where the workers are."""
    found = re.search(r"No module named '(\w+)", text)
    if found is None or importlib.util.find_spec(found[1]) is None:
        return ""
    name = found[1]
    if name == "bootes":
        return " The workers need bootes: install the same version there."
    return (
        f" The module {name!r} is here and not on the workers: import it outside of the function "
        f"and pass ship_modules=[{name}] to the engine, or install it there."
    )
