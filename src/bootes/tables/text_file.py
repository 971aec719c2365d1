"""Open a regular file as text, unpacking it if its name ends in ``.gz``."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bootes.errors import BootesError, DataError

MAX_UNPACKED_BYTES = 2**30
"""No more than this is unpacked from a compressed file."""


class FileError(BootesError, OSError):
    """A file or an address cannot be read."""


@contextmanager
def opened_text(source: str) -> Iterator[IO[str]]:
    """Open a file for reading as UTF-8 text; what goes wrong while it is read names the file.

    Raises
    ------
    FileError
        If the file is missing, may not be read, or is a folder or a device.
    bootes.errors.DataError
        If it is not UTF-8 text, or not a whole compressed file, or unpacks to more than
        `MAX_UNPACKED_BYTES`.
    """
    packed = source.lower().endswith(".gz")
    try:
        with _opened_bytes(source) as raw:
            file = io.BufferedReader(_Unpacked(raw, source)) if packed else raw
            with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
                yield text
    except UnicodeDecodeError as error:
        message = f"{source} is not UTF-8 text ({error.reason}). Save it as UTF-8."
        raise DataError(message) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        message = f"{source} is not a whole gzip file: {error}."
        raise DataError(message) from None


def _opened_bytes(source: str) -> IO[bytes]:
    path = Path(source)
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return path.open("rb")
    except FileNotFoundError:
        message = f"there is no file {source!r}."
        raise FileError(message) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"the file {source!r} cannot be read: {reason}."
        raise FileError(message) from None
    kind = "a folder" if stat.S_ISDIR(mode) else "a device, a pipe or a socket"
    message = f"{source!r} is {kind}; the path of a regular file is needed."
    raise FileError(message)


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip file, up to a limit."""

    def __init__(self, raw: IO[bytes], source: str) -> None:
        self._file = gzip.GzipFile(fileobj=raw)
        self._source = source
        self._left = MAX_UNPACKED_BYTES

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = self._file.readinto(buffer)
        self._left -= size
        if self._left < 0:
            message = f"{self._source} unpacks to more than {MAX_UNPACKED_BYTES} bytes."
            raise DataError(message)
        return size
