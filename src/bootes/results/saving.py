"""Results as files that :func:`bootes.load` reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bootes._arguments import as_path
from bootes._core.files.names import SUFFIX, file_name
from bootes._core.files.stored import Head
from bootes._core.files.write_run import check_ours, write_run
from bootes.errors import InputError, StorageError
from bootes.results.fit import FitResult
from bootes.results.head import head_of, late_of
from bootes.results.mapping import ResultMapping

__all__ = ["check_place", "save"]


def save(result: Any, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
    """Write a result to a file, or a mapping of results to a folder of files.

    Returns
    -------
    pathlib.Path
        What was written.

    Raises
    ------
    StorageError
        If it cannot be written, or something else is there already.
    InputTypeError
        If ``path`` is no path.
    """
    path = as_path(path)
    if isinstance(result, ResultMapping):
        return _save_mapping(result, path, overwrite)
    _write(result, path, head_of(result), overwrite)
    return path


def _save_mapping(results: ResultMapping[Any], folder: Path, overwrite: bool) -> Path:
    if not results:
        msg = "there are no results to save."
        raise InputError(msg)
    n = len(results)
    heads = {
        file_name(label): head_of(result, label, order, n)
        for order, (label, result) in enumerate(results.items())
    }
    _check_folder(folder, set(heads))
    for (name, head), result in zip(heads.items(), results.values(), strict=True):
        _write(result, folder / name, head, overwrite)
    return folder


def _check_folder(folder: Path, names: set[str]) -> None:
    """Make the folder, or refuse one with results that would look like some of these."""
    try:
        folder.mkdir(exist_ok=True)
        others = sorted({path.name for path in folder.glob(f"*{SUFFIX}")} - names)
    except OSError as error:
        msg = f"{str(folder)!r} cannot be a folder of results ({error.strerror or error})."
        raise StorageError(msg) from error
    if others:
        msg = (
            f"{str(folder)!r} holds other results ({', '.join(others[:3])}), which would be "
            "loaded together with these. Name a new folder."
        )
        raise StorageError(msg)


def check_place(path: str | os.PathLike[str]) -> None:
    """Refuse, before any work, a path at which a result could not be saved after it.

    Raises
    ------
    StorageError
        If its folder does not exist, or something else is there.
    """
    place = as_path(path)
    if not place.parent.is_dir():
        msg = f"{str(place)!r} is in {str(place.parent)!r}, which is no folder."
        raise StorageError(msg)
    if place.is_file():
        check_ours(place)


def _write(result: Any, path: Path, head: Head, overwrite: bool) -> None:
    booted = result.bootstrap if isinstance(result, FitResult) else result
    run = None if booted is None else booted._kept.run
    head = Head({**head.facts, "saved": True}, head.arrays)
    write_run(path, run, head, late_of(result), overwrite=overwrite)
