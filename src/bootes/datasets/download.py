"""Download the measured table once, and keep it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bootes.errors import DataError, MissingPackageError
from bootes.tables import FileError

NAME = "singer_transcript_counts.csv"
ADDRESS = f"https://s3.amazonaws.com/bebi103.caltech.edu/data/{NAME}"
TIMEOUT_S = 30

_WITHOUT = (
    "Without it, use the simulated table, bootes.datasets.transcript_counts(), or set the "
    f"environment variable BOOTES_DATA to a copy of {NAME} or to the folder that holds it."
)


def downloaded(check: Callable[[Path], None]) -> Path:
    """Return the path of the kept file; download it first if there is none or it is damaged.

    Only a file that passes `check` is kept.

    Raises
    ------
    bootes.tables.FileError
        If the address cannot be reached or the cache folder cannot be written.
    bootes.errors.DataError
        If what came is not the table.
    bootes.errors.MissingPackageError
        If pooch is not installed.
    """
    keeper = _keeper()
    path = Path(keeper.abspath) / NAME
    try:
        if path.exists() and not _passes(check, path):
            path.unlink()
        keeper.fetch(NAME, downloader=_checked_download(check))
    except OSError as error:
        message = f"{NAME} cannot be downloaded from {ADDRESS}: {_reason(error)}. {_WITHOUT}"
        raise FileError(message) from None
    return path


def _keeper() -> Any:
    try:
        import pooch
    except ImportError:
        feature = f"Downloading {NAME}"
        missing = MissingPackageError.from_package("pooch", feature, "data")
        message = f"{missing} {_WITHOUT}"
        raise MissingPackageError(message) from None
    # pooch compares bytes, which differ between copies; `check` compares the parsed table.
    return pooch.create(
        path=pooch.os_cache("bootes"), base_url="", registry={NAME: None}, urls={NAME: ADDRESS}
    )


def _checked_download(check: Callable[[Path], None]) -> Callable[[str, str, Any], None]:
    """Return a pooch downloader that refuses another table before it reaches the cache."""
    import pooch

    def download(url: str, output: str, keeper: Any) -> None:
        pooch.HTTPDownloader(timeout=TIMEOUT_S)(url, output, keeper)
        try:
            check(Path(output))
        except DataError as error:
            what = str(error).replace(output, "the file")
            message = f"{url} did not send the table; nothing was kept: {what} {_WITHOUT}"
            raise DataError(message) from None

    return download


def _passes(check: Callable[[Path], None], path: Path) -> bool:
    try:
        check(path)
    except DataError:
        return False
    return True


def _reason(error: OSError) -> str:
    """Say in few words what went wrong, from the first of the errors that led to this one."""
    import requests

    if isinstance(error, requests.HTTPError) and (response := error.response) is not None:
        response.close()  # pooch leaves the connection of a refused request open.
        return f"the server answers {response.status_code} {response.reason}"
    if isinstance(error, requests.Timeout):
        return f"no answer within {TIMEOUT_S} s"
    first: BaseException = error
    while cause := first.__cause__ or first.__context__:
        first = cause
    return getattr(first, "strerror", None) or str(first)
