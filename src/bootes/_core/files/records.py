r"""Files of records that only grow: a JSON header and raw arrays each, with lengths and a checksum.

Nothing is ever unpickled. A file is a mark and then records::

    "REC\n", length of the header, length of the body, CRC-32 of these 16 bytes
    header: JSON, which names the arrays, their dtypes and shapes
    body: the arrays, little-endian, one after the other
    SHA-256 of header and body

so that a record that was cut off at the end is told from one that was damaged.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from bootes.errors import StorageError

__all__ = ["MARK", "Record", "RecordFile", "write_record"]

MARK = b"\x89BOOTES\n"
_PREFIX = struct.Struct("<4sIQ")
_CRC = struct.Struct("<I")
_WORD = b"REC\n"
_SUM = hashlib.sha256().digest_size
_DTYPES = ("<f8", "<i8", "<u8", "|b1", "|u1")
_LARGEST_HEADER = 64 * 2**20


@dataclass(frozen=True)
class Record:
    """One record: its kind, its facts and its arrays."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


class Sink(Protocol):
    """Takes all bytes that are written to it."""

    def write(self, data: Any, /) -> Any:
        """Write all of ``data``."""


def write_record(file: Sink, record: Record) -> None:
    """Write a record where the file stands."""
    arrays = {name: _raw(name, array) for name, array in record.arrays.items()}
    described = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    text = {"kind": record.kind, "facts": record.facts, "arrays": described}
    header = json.dumps(text, allow_nan=False, separators=(",", ":")).encode()
    prefix = _PREFIX.pack(_WORD, len(header), sum(array.nbytes for array in arrays.values()))
    digest = hashlib.sha256(header)
    file.write(prefix + _CRC.pack(zlib.crc32(prefix)) + header)
    for array in arrays.values():
        view = array.reshape(-1).view(np.uint8).data
        digest.update(view)
        file.write(view)
    file.write(digest.digest())


def _raw(name: str, array: NDArray[Any]) -> NDArray[Any]:
    """Return the array as it lies in the file."""
    raw = np.asarray(array, order="C")
    raw = raw.astype(raw.dtype.newbyteorder("<"), copy=False)
    if raw.dtype.str not in _DTYPES:
        msg = f"array {name!r} has dtype {raw.dtype}, which these files do not hold."
        raise TypeError(msg)
    return raw


class RecordFile:
    """The records of a file, read one by one; what follows the last whole one is told.

    Attributes
    ----------
    path : Path
    end : int
        Where the last whole record ends, of those read so far.
    torn : bool
        Whether the file ends within a record: it was being written when its writer was killed.
    damaged : list of int
        Where records lie whose bytes are not those that were written.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.end = 0
        self.torn = False
        self.damaged: list[int] = []

    def __iter__(self) -> Iterator[Record]:
        """Yield the whole records in their order; damaged ones are left out.

        Raises
        ------
        StorageError
            If it cannot be read, is no such file, or is damaged where a record says how long it
            is: what follows is not found then.
        """
        try:
            with self.path.open("rb") as file:
                yield from self._records(file, os.fstat(file.fileno()).st_size)
        except OSError as error:
            if isinstance(error, StorageError):
                raise
            msg = f"{str(self.path)!r} cannot be read ({error.strerror or error})."
            raise StorageError(msg) from error

    def _records(self, file: BinaryIO, size: int) -> Iterator[Record]:
        mark = file.read(len(MARK))
        if mark != MARK[: len(mark)]:
            msg = f"{str(self.path)!r} is no file of bootes: it begins with other bytes."
            raise StorageError(msg)
        self.torn = len(mark) < len(MARK)
        self.end = 0 if self.torn else len(MARK)
        while not self.torn and self.end < size:
            lengths = self._lengths(file.read(_PREFIX.size + _CRC.size))
            start, whole = self.end, 0
            if lengths is not None:
                whole = _PREFIX.size + _CRC.size + sum(lengths) + _SUM
            if lengths is None or start + whole > size:
                self.torn = True
                return
            record = _read(file, *lengths)
            self.end = start + whole
            file.seek(self.end)
            if record is None:
                self.damaged.append(start)
            else:
                yield record

    def _lengths(self, prefix: bytes) -> tuple[int, int] | None:
        """Return the lengths of header and body; None where the file ends before."""
        if len(prefix) < _PREFIX.size + _CRC.size:
            return None
        word, header, body = _PREFIX.unpack_from(prefix)
        crc = _CRC.unpack_from(prefix, _PREFIX.size)[0]
        if word != _WORD or crc != zlib.crc32(prefix[: _PREFIX.size]) or header > _LARGEST_HEADER:
            msg = f"{str(self.path)!r} is damaged at byte {self.end}: no record begins there."
            raise StorageError(msg)
        return header, body


def _read(file: BinaryIO, header_length: int, body_length: int) -> Record | None:
    """Return the record, or None if its bytes are not those that were written."""
    header = file.read(header_length)
    body = np.fromfile(file, np.uint8, body_length)
    digest = hashlib.sha256(header)
    digest.update(body.data)
    if digest.digest() != file.read(_SUM):
        return None
    try:
        text = json.loads(header)
        arrays = dict(_arrays(text["arrays"], body))
        return Record(str(text["kind"]), dict(text["facts"]), arrays)
    except (ValueError, TypeError, KeyError, RecursionError):  # written by something else
        return None


def _arrays(described: Any, body: NDArray[np.uint8]) -> Iterator[tuple[str, NDArray[Any]]]:
    at = 0
    for name, dtype, shape in described:
        if dtype not in _DTYPES or not all(isinstance(n, int) and n >= 0 for n in shape):
            raise ValueError(dtype)
        stop = at + np.dtype(dtype).itemsize * math.prod(shape)
        yield str(name), body[at:stop].view(dtype).reshape(shape)
        at = stop
    if at != len(body):
        raise ValueError(at)
