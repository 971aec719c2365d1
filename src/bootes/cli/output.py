"""Where a result goes: a table, JSON or CSV on standard output, and a report page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bootes.errors import InputError
from bootes.results.saving import check_place
from bootes.results.shard import ShardResult
from bootes.results.summary import summary_of

from .as_csv import as_csv
from .as_json import as_json
from .as_shard import as_shard
from .as_table import as_table
from .provenance import seed
from .remarks import remark
from .wording import in_options

__all__ = ["Output", "check_report", "in_words"]


@dataclass(frozen=True)
class Output:
    """What a command writes, checked before any work.

    Attributes
    ----------
    format : {"table", "json", "csv"}
    report : str or None
        The page to write, too.
    title : str
        Its title.
    result_file : str or None
        Where to keep the result, too.
    """

    format: str
    report: str | None
    title: str
    result_file: str | None = None

    def __post_init__(self) -> None:
        if self.report is not None:
            check_report(self.report)
        if self.result_file is not None:
            check_place(self.result_file)
        if click.get_current_context().params.get("shard") is not None:
            self._check_shard()

    def _check_shard(self) -> None:
        for option, value in (("--report", self.report), ("--output", self.result_file)):
            if value is not None:
                msg = f"{option} is of a whole result: 'bootes merge' writes it from the shards."
                raise InputError(msg)

    def write(self, result: Any, notes: Sequence[str] = (), **facts: str) -> None:
        """Write a result; ``facts`` (the command, its file) lead its provenance as JSON."""
        context = click.get_current_context()
        for note in notes:
            remark("note", note)
        if isinstance(result, ShardResult):
            click.echo(as_shard(result, self.format), nl=False)
            return
        for warning in summary_of(result).warnings:
            remark("warning", in_options(warning, context.command.params))
        if self.format == "csv" and context.params.get("rng", 0) is None:
            remark("note", f"--seed {seed(result)} gives the same numbers again.")
        click.echo(_FORMATS[self.format](result, facts), nl=False)
        if self.report is not None:
            from bootes.results.report import write_report

            remark("", f"the report is in {write_report(result, self.report, self.title)}")
        if self.result_file is not None:
            remark("", f"the result is in {_kept(result, self.result_file)}")


def _kept(result: Any, path: str) -> Path:
    """Save a result; one that is alone in its mapping as a file, unless there is a folder."""
    alone = isinstance(result, Mapping) and len(result) == 1 and not Path(path).is_dir()
    found: Path = (next(iter(result.values())) if alone else result).save(path)
    return found


def check_report(path: str) -> None:
    """Refuse a page that could not be written after the work.

    Raises
    ------
    InputError
        If the folder does not exist, or the path is a folder.
    MissingPackageError
        If a package that the page needs is not installed.
    """
    from bootes.viz.packages import load

    for package in ("bokeh", "jinja2"):
        load(package, "--report")
    page = Path(path)
    if page.is_dir() or not page.parent.is_dir():
        what = "is a folder" if page.is_dir() else f"is in {str(page.parent)!r}, which is no folder"
        msg = f"--report {path!r} {what}; name a file in a folder that exists."
        raise InputError(msg)


def in_words(statistic: str | list[str]) -> str:
    """Return the names of the statistics for a title."""
    return statistic if isinstance(statistic, str) else ", ".join(statistic)


_FORMATS: Mapping[str, Any] = {"table": as_table, "json": as_json, "csv": as_csv}
