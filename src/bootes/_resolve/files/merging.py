"""Shards of a run, joined to its result."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bootes._core.files.names import label_of
from bootes._core.files.plain_facts import number
from bootes._core.files.shard import Shard
from bootes._core.files.stored import StoredRun
from bootes._resolve.files.loading import files_in, in_words, together
from bootes._resolve.files.restored import meaning
from bootes._resolve.files.twice import alike
from bootes.errors import InputError, StorageError, StorageWarning, warn

__all__ = ["merged"]


def merged(paths: Sequence[Path]) -> Any:
    """Return the result of all shards in files and folders.

    Raises
    ------
    StorageError
        If shards are missing, not finished, or of different runs, or a file is none.
    InputError
        If there are no files.
    """
    found = [file for path in paths for file in (files_in(path) if path.is_dir() else [path])]
    if not found:
        msg = "there are no shards to merge: name their files, or the folder that they are in."
        raise InputError(msg)
    files = [StoredRun(path) for path in dict.fromkeys(path.resolve() for path in found)]
    by_label: dict[str, dict[int, StoredRun]] = {}
    for file in files:
        with meaning(file):
            label = json.dumps(file.head.facts["label"])
            _add(by_label.setdefault(label, {}), file)
    groups = [[shards[k] for k in sorted(shards)] for shards in by_label.values()]
    _check_one_call(groups)
    _check_missing(groups)
    return together(groups, str(files[0].path.parent))


def _add(shards: dict[int, StoredRun], file: StoredRun) -> None:
    """Put a file beside the others of its result, if it is of the same run."""
    shard = _shard_of(file)
    if shards:
        _check_same(next(iter(shards.values())), file)
    twin = shards.get(shard.k)
    if twin is None:
        shards[shard.k] = file
        return
    chosen = alike(twin, file)
    if chosen is None:
        msg = (
            f"{str(file.path)!r} and {str(twin.path)!r} are both shard {shard} and hold different "
            "replicates. Leave one out, after finding out which is right."
        )
        raise StorageError(msg)
    shards[shard.k] = chosen


def _shard_of(file: StoredRun) -> Shard:
    """Return the shard of a file; a result without replicates is whole."""
    if file.shard is None:
        if not file.plan:
            return Shard(1, 1)
        msg = (
            f"{str(file.path)!r} is no shard: it is of a whole run, which bootes.load reads. Only "
            "shards of one run are merged."
        )
        raise StorageError(msg)
    if not 1 <= number(file.shard.k) <= number(file.shard.of):
        msg = f"shard {file.shard}"
        raise ValueError(msg)
    return file.shard


def _check_same(first: StoredRun, other: StoredRun) -> None:
    """Refuse a shard of another run than the first one's."""
    what = _difference(first, other)
    if what:
        msg = (
            f"{str(other.path)!r} is a shard of another run than {str(first.path)!r}: {what}. "
            "Merge shards of one call alone."
        )
        raise StorageError(msg)
    if first.plan and first.plan["versions"] != other.plan["versions"]:
        msg = f"{str(first.path)!r} and {str(other.path)!r} were computed with other versions"
        warn(f"{msg}, so that bits may differ.", StorageWarning)


def _difference(first: StoredRun, other: StoredRun) -> str:
    if bool(first.plan) != bool(other.plan):
        return "one has replicates, and one has none"
    counts = [_shard_of(file).of for file in (first, other)]
    if first.plan and counts[0] != counts[1]:
        return f"one is of {counts[0]} shards, and one of {counts[1]}"
    for name, words in _WORDS.items() if first.plan else ():
        one, two = first.plan[name], other.plan[name]
        if one != two:
            return words.format(one, two)
    versions = [file.plan["versions"]["bootes"] for file in (first, other)] if first.plan else []
    if len(set(versions)) > 1:
        return f"the versions of bootes differ ({versions[0]} and {versions[1]})"
    if _without(first.head.facts) != _without(other.head.facts):
        return "the options differ"
    if not _same_arrays(first.head.arrays, other.head.arrays):
        return "the estimates differ"
    if not _same_arrays(first.arrays, other.arrays):
        return "the reference replicates, or what is kept, differ"
    return ""


_MADE = ("versions", "machine")


def _without(facts: Any) -> Any:
    """Return facts without those of the machine, at every depth."""
    if isinstance(facts, Mapping):
        return {k: _without(value) for k, value in facts.items() if k not in _MADE}
    return facts


def _same_arrays(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    return one.keys() == two.keys() and all(
        np.array_equal(one[name], two[name], equal_nan=True) for name in one
    )


# What must be the same, in the order in which it is looked at.
_WORDS: Mapping[str, str] = {
    "stream_version": "the versions of the streams differ ({} and {})",
    "seed": "the seeds differ ({} and {}); shards need the same one",
    "n_resamples": "the numbers of resamples differ ({} and {})",
    "purpose": "the schemes differ ({} and {})",
    "scheme": "the schemes differ ({} and {})",
    "label": "the groups differ ({!r} and {!r})",
    "data": "the data differ",
    "statistic": "the statistics differ ({} and {})",
    "form": "the forms of the statistic differ ({} and {})",
    "names": "the components of the statistic differ",
    "code": "the statistics differ in their code",
    "on_error": "the option on_error differs ({} and {})",
    "kept": "what is kept differs",
    "total": "the numbers of arrangements differ ({} and {})",
    "n_components": "the numbers of components differ ({} and {})",
}


def _check_one_call(groups: Sequence[Sequence[StoredRun]]) -> None:
    """Refuse results of different calls side by side: they share seed and shards."""
    first = next((group[0] for group in groups if group[0].plan), None)
    for group in groups:
        other = group[0]
        if first is None or not other.plan:
            continue
        seeds = [file.plan["seed"] for file in (first, other)]
        counts = [_shard_of(file).of for file in (first, other)]
        if len(set(seeds)) > 1 or len(set(counts)) > 1:
            what = "seeds" if len(set(seeds)) > 1 else "numbers of shards"
            msg = (
                f"{str(other.path)!r} is a shard of another call than {str(first.path)!r}: the "
                f"{what} differ."
            )
            raise StorageError(msg)


def _check_missing(groups: Sequence[Sequence[StoredRun]]) -> None:
    """Name the shards that are missing, and of which results where not of all."""
    told: dict[str, list[str]] = {}
    cut = [group for group in groups if group[0].plan]
    for group in cut:
        of = _shard_of(group[0]).of
        there = {_shard_of(file).k for file in group}
        if len(there) < of:
            missing = (k for k in range(1, of + 1) if k not in there)
            verb = "is" if of - len(there) == 1 else "are"
            words = f"{in_words('shard', missing, of - len(there))} of {of} {verb} missing"
            told.setdefault(words, []).append(str(label_of(group[0].head.facts["label"])))
    if told:
        lines = [
            words if len(labels) == len(cut) else f"{words} (of {', '.join(labels[:3])})"
            for words, labels in list(told.items())[:5]
        ]
        msg = f"{'; '.join(lines)}. Compute them, and merge again."
        raise StorageError(msg)
