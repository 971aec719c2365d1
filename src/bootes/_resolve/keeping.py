"""The folder in which a call keeps what is finished: a file for every result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootes._arguments import as_path
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.files.names import SUFFIX, file_name
from bootes._core.files.records import RecordFile
from bootes._core.files.shard import Shard
from bootes._core.files.stored import Head, StoredRun
from bootes._streams import Seed, as_seed
from bootes.errors import InputError, StorageError

__all__ = ["Keeping", "as_keeping", "seed_of"]


@dataclass(frozen=True)
class Keeping:
    """A folder, and which part of the runs goes there."""

    folder: Path
    shard: Shard | None = None

    def make(self) -> None:
        """Make the folder if there is none.

        Raises
        ------
        StorageError
            If it cannot be made.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            msg = f"checkpoint={str(self.folder)!r} cannot be made ({error.strerror or error})."
            raise StorageError(msg) from error

    def path(self, label: Any) -> Path:
        """Return the file of the result with this label."""
        return self.folder / file_name(label, self.shard)

    def checkpoint(self, label: Any, head: Head) -> Checkpoint:
        """Return the checkpoint of the result with this label."""
        return Checkpoint(self.path(label), head, self.shard)


def as_keeping(checkpoint: Any, shard: Any, rng: Any, *, auto: bool = False) -> Keeping | None:
    """Check the arguments ``checkpoint`` and ``shard`` of a verb.

    Raises
    ------
    InputError, InputTypeError
        If the folder is none, or the shard is not "k/K", has no seed or no folder.
    """
    part = None if shard is None else _as_shard(shard, checkpoint, rng, auto)
    if checkpoint is None:
        return None
    folder = as_path(checkpoint, "checkpoint", "folder")
    if folder.exists() and not folder.is_dir():
        msg = f"checkpoint={str(folder)!r} is a file. Pass the name of a folder."
        raise InputError(msg)
    return Keeping(folder, part)


def _as_shard(shard: Any, checkpoint: Any, rng: Any, auto: bool) -> Shard:
    found = (
        re.fullmatch(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*", shard) if isinstance(shard, str) else None
    )
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        msg = f"shard={shard!r} is not 'k/K' with k from 1 to K, such as '3/16'."
        raise InputError(msg)
    if checkpoint is None:
        msg = f"shard={shard!r} needs checkpoint=, the folder that its file goes to."
        raise InputError(msg)
    if rng is None:
        msg = f"shard={shard!r} needs a seed, the same one for all shards: pass rng=, an int."
        raise InputError(msg)
    if auto:
        msg = f"shard={shard!r} is a part of a known whole: pass n_resamples= as a number."
        raise InputError(msg)
    return Shard(int(found[1]), int(found[2]))


def seed_of(rng: Any, keeping: Keeping | None) -> Seed:
    """Return the seed of a call: that of its folder, where none was given and there is one."""
    if rng is not None or keeping is None:
        return as_seed(rng)
    for path in sorted(keeping.folder.glob(f"*{SUFFIX}")):
        if next(iter(RecordFile(path)), None) is not None:
            plan = StoredRun(path).plan
            if plan:  # none of a fit that was not resampled
                return Seed(int(plan["entropy"]), tuple(int(word) for word in plan["spawn_key"]))
    return as_seed(None)
