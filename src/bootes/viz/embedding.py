"""Plots inside a page: their data as inert JSON, and the scripts that draw them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from .packages import load

if TYPE_CHECKING:
    from bokeh.models import LayoutDOM

_FEATURE = "a report with plots"
# Colours of the page show through, so that the plots follow a light or a dark page.
_THEME = {"attrs": {"Plot": {"background_fill_color": None, "border_fill_color": None}}}


def plot_json(plot: LayoutDOM) -> str:
    """Return a plot as JSON that can stand inside of a script element.

    No ``<`` is left in it, so that no label can end the element.

    Parameters
    ----------
    plot : bokeh.models.LayoutDOM

    Returns
    -------
    str

    Raises
    ------
    MissingPackageError
        Bokeh is not installed.

    Examples
    --------
    >>> from bootes.viz.style import new_figure
    >>> "</script>" in plot_json(new_figure(title="</script>"))
    False
    """
    theme = load("bokeh.themes", _FEATURE).Theme(json=_THEME)
    item = load("bokeh.embed", _FEATURE).json_item(plot, theme=theme)
    return json.dumps(item, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def page_scripts(plots: Sequence[LayoutDOM]) -> list[str]:
    """Return the scripts that draw the plots: what they need of BokehJS, and our start script.

    Parameters
    ----------
    plots : sequence of bokeh.models.LayoutDOM

    Returns
    -------
    list of str
        None when there are no plots.
    """
    if not plots:
        return []
    resources = load("bokeh.resources", _FEATURE).Resources(
        mode="inline", minified=True, log_level="warn"
    )
    bundle = load("bokeh.embed.bundle", _FEATURE)
    scripts = bundle.bundle_for_objs_and_resources(list(plots), resources).js_raw
    ours = files(__package__).joinpath("report.js").read_text("utf-8")
    return [_closed(script) for script in [*scripts, ours]]


def content_policy(scripts: Sequence[str]) -> str:
    """Return a content security policy: these scripts may run, and nothing may be loaded.

    BokehJS styles its elements inline, and its icons are data addresses.

    Parameters
    ----------
    scripts : sequence of str
        Contents of the inline scripts, to the letter.

    Returns
    -------
    str

    Examples
    --------
    >>> content_policy([])
    "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; ..."
    """
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    sources = " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'"
    return (
        f"default-src 'none'; script-src {sources}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _closed(script: str) -> str:
    # A page's newlines are LF when a browser computes the hash; and no script ends early.
    return script.replace("\r\n", "\n").replace("</script", "<\\/script")
