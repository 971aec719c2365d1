"""What there is of a run before it begins, and what stays of one that ends early."""

from __future__ import annotations

from bootes._core.chunks import Chunk
from bootes._core.evaluate import Partial
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.plan import Plan
from bootes._core.run import Run, taken_over
from bootes.errors import StorageError

__all__ = ["begun", "kept_in"]


def begun(
    plan: Plan, earlier: Run | None, checkpoint: Checkpoint | None
) -> tuple[Partial, list[Chunk], int]:
    """Return what there is of a plan, its ranges, and how many of them a checkpoint has."""
    if checkpoint is not None:
        total, done = checkpoint.begin(plan)
        if earlier is None or done:
            return total, done, total.n_done
    total = taken_over(plan, earlier)
    done = [(0, total.n_done)] if total.n_done else []
    if checkpoint is not None:
        checkpoint.put(total, done)
    return total, done, 0


def kept_in(checkpoint: Checkpoint | None, error: BaseException) -> str:
    """Write what is finished; return where it is, in words, which the error is told, too."""
    if checkpoint is None:
        return ""
    try:
        checkpoint.close()
    except StorageError as failure:
        error.add_note(str(failure))
        return ""
    said = f"{str(checkpoint.path)!r} has what was finished; the same call goes on from there."
    error.add_note(said)
    return f" {said}"
