"""The report: one HTML page that needs nothing beside itself."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bootes.errors import InputError

from .embedding import content_policy, page_scripts, plot_json
from .packages import load
from .provenance import provenance_lines

if TYPE_CHECKING:
    from .section import Section


def report_page(
    title: str, sections: Sequence[Section], provenance: Mapping[str, Any] | None = None
) -> str:
    """Return a report as one self-contained HTML page.

    BokehJS is inside the page when it has plots; the page loads nothing, and its content
    security policy lets nothing but its own scripts run.

    Parameters
    ----------
    title : str
    sections : sequence of Section
    provenance : mapping, optional
        Facts about the run: text, numbers, sequences and mappings of them.

    Returns
    -------
    str

    Raises
    ------
    MissingPackageError
        Jinja is not installed, or Bokeh is not and there are plots.

    Examples
    --------
    >>> from bootes.viz.section import Section
    >>> section = Section("Estimates", ["gene", "alpha"], [["Nanog", 1.2630971]])
    >>> ">1.2631</td>" in report_page("Genes", [section], {"seed": 1})
    True
    """
    jinja2 = load("jinja2", "a report")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(_part("report.html"))
    scripts = page_scripts([plot for section in sections for _, plot in section.plots])
    page: str = template.render(
        title=title,
        style=_part("report.css"),
        policy=content_policy(scripts),
        sections=[_facts(i, section) for i, section in enumerate(sections, start=1)],
        provenance=provenance_lines(provenance or {}),
        scripts=scripts,
    )
    return page


def write_report(
    path: str | os.PathLike[str],
    title: str,
    sections: Sequence[Section],
    provenance: Mapping[str, Any] | None = None,
) -> Path:
    """Write a report to a file, whole or not at all; an existing file is replaced.

    Parameters
    ----------
    path : path
        The folder must exist.
    title, sections, provenance
        As in `report_page`.

    Returns
    -------
    pathlib.Path
        The file that was written.

    Raises
    ------
    InputError
        The folder does not exist, the path is a folder, or the file cannot be written.
    MissingPackageError
        Jinja is not installed, or Bokeh is not and there are plots.

    Examples
    --------
    >>> write_report("no/such/folder/page.html", "Genes", [])
    Traceback (most recent call last):
    bootes.errors.InputError: the report cannot be written to no/such/folder/page.html: ...
    """
    target = _checked(Path(path))
    content = report_page(title, sections, provenance).encode("utf-8", "replace")
    # The file that a link points to, and in its folder: only there is the last step one step.
    real = target.resolve()
    partial = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(content)
        partial.replace(real)
    except OSError as error:
        message = f"the report cannot be written to {target}: {error.strerror}."
        raise InputError(message) from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def _checked(target: Path) -> Path:
    if target.is_dir():
        message = f"the report cannot be written to {target}: it is a folder; name a file in it."
        raise InputError(message)
    if target.exists() and not target.is_file():
        # Replacing a device would remove it.
        message = f"the report cannot be written to {target}: it is not a file; name a file."
        raise InputError(message)
    if not target.parent.is_dir():
        message = (
            f"the report cannot be written to {target}: the folder {target.parent} does not "
            "exist; create it first."
        )
        raise InputError(message)
    return target


def _facts(i: int, section: Section) -> dict[str, Any]:
    plots = [
        {"name": f"plot-{i}-{j}", "caption": caption, "json": plot_json(plot)}
        for j, (caption, plot) in enumerate(section.plots, start=1)
    ]
    return {
        "title": section.title,
        "columns": section.columns,
        "numeric": section.numeric,
        "rows": section.cells,
        "plots": plots,
        "notes": section.notes,
        "warnings": section.warnings,
    }


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
