"""A file of records with one writer: what is in it stays there, whatever happens to the writer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from bootes._core.files.records import MARK, Record, write_record
from bootes.errors import StorageError

__all__ = ["Log"]

_fcntl: ModuleType | None
try:
    import fcntl as _fcntl
except ImportError:  # Windows: nothing keeps two runs from one file there
    _fcntl = None

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Log:
    """A file that no other run writes while it is open here; it is made where there is none.

    Parameters
    ----------
    path : Path
        A link is not followed.

    Attributes
    ----------
    path : Path
    end : int
        Where its last whole record ends; 0 for a file that is to be begun.

    Raises
    ------
    StorageError
        If it cannot be opened for writing, or another run is writing it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.end = 0
        with self._told():
            self._fd = _opened(path)

    def append(self, record: Record) -> None:
        """Write a record behind the last whole one, and wait until it is on the disk.

        Raises
        ------
        StorageError
            If that fails, on a full disk for example; the file is then as it was before.
        """
        try:
            with self._told():
                os.ftruncate(self._fd, self.end)
                os.lseek(self._fd, self.end, os.SEEK_SET)
                if self.end == 0:
                    self.write(MARK)
                write_record(self, record)
                os.fsync(self._fd)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, self.end)
            raise
        self.end = os.lseek(self._fd, 0, os.SEEK_CUR)

    def rewrite(self, records: Iterable[Record]) -> None:
        """Replace the whole file at once: until all is on the disk, the old one stays.

        Raises
        ------
        StorageError
            If that fails; the file is then as it was before.
        """
        with self._told():
            draft = self.path.with_name(f".{self.path.name}.draft")
            old, self._fd = self._fd, _opened(draft)
            try:
                self._draft(records)
                draft.replace(self.path)
            except BaseException:
                os.close(self._fd)
                self._fd = old
                draft.unlink()
                raise
            os.close(old)
            self.end = os.lseek(self._fd, 0, os.SEEK_CUR)
            _sync_folder(self.path.parent)

    def _draft(self, records: Iterable[Record]) -> None:
        os.ftruncate(self._fd, 0)
        self.write(MARK)
        for record in records:
            write_record(self, record)
        os.fsync(self._fd)

    def write(self, data: Any) -> None:
        """Write all bytes; the system may take them in parts."""
        left = memoryview(data)
        while len(left):
            left = left[os.write(self._fd, left) :]

    def close(self) -> None:
        """Let other runs write the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Raise errors of the system as ours, with the path."""
        try:
            yield
        except BlockingIOError as error:
            msg = f"another run is writing {str(self.path)!r}. Wait for it, or use another folder."
            raise StorageError(msg) from error
        except OSError as error:
            why = error.strerror or str(error)
            raised = StorageError(f"{str(self.path)!r} cannot be written ({why}).")
            raised.errno = error.errno
            raise raised from error


def _opened(path: Path) -> int:
    fd = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINKS, 0o666)
    try:
        if _fcntl is not None:
            _fcntl.flock(fd, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        raise
    except OSError:  # a file system without locks
        pass
    return fd


def _sync_folder(folder: Path) -> None:
    """Wait until the folder knows the new file, where folders can be opened."""
    with contextlib.suppress(OSError):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
