"""Write a finished run to a file of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bootes._core.files.log import Log
from bootes._core.files.parts import part_of, part_record
from bootes._core.files.records import Record, RecordFile
from bootes._core.files.shard import Shard
from bootes._core.files.stored import Head, head_record, late_record
from bootes._core.run import Run
from bootes.errors import StorageError

__all__ = ["check_ours", "write_run"]


def write_run(
    path: str | os.PathLike[str],
    run: Run | None,
    head: Head,
    late: Head,
    shard: Shard | None = None,
    *,
    overwrite: bool = False,
) -> None:
    """Write a run; the file is there when all of it is on the disk.

    Parameters
    ----------
    path : path
        Of a folder that exists.
    run : Run or None
        All replicates of its plan; None of a result that has none.
    head, late : Head
        What is known of the result from the beginning, and at the end.
    shard : Shard, optional
        What the file is one of.
    overwrite : bool
        Whether a file that is none of ours is replaced; one of ours always is.

    Raises
    ------
    StorageError
        If it cannot be written, or would replace another file.
    """
    path = Path(path)
    if path.exists() and not overwrite:
        check_ours(path)
    is_new = not path.exists()
    try:
        with Log(path) as log:
            log.rewrite(_records(run, head, late, shard))
    except BaseException:
        if is_new:
            path.unlink(missing_ok=True)
        raise


def check_ours(path: Path) -> None:
    """Refuse a file that is none of bootes.

    Raises
    ------
    StorageError
        If it is something else, or cannot be read.
    """
    try:
        next(iter(RecordFile(path)), None)
    except StorageError as error:
        msg = (
            f"{str(path)!r} exists and is no file of bootes, so it is left as it is. Choose "
            "another name, or pass overwrite=True."
        )
        raise StorageError(msg) from error


def _records(run: Run | None, head: Head, late: Head, shard: Shard | None) -> Iterator[Record]:
    yield head_record(None if run is None else run.plan, head, shard)
    if run is not None:
        done = [(0, run.plan.n_resamples)]
        yield part_record(part_of(run.plan.reducers, run.partial, done))
    yield late_record(late)
