"""The look that all figures share: colours, type, axes, the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from .packages import load

if TYPE_CHECKING:
    from bokeh.plotting import figure

# Blue for what was estimated, vermilion for what is extreme: apart for every kind of colour vision.
BLUE: Final = "#2a5d8f"
MIDDLE_BLUE: Final = "#7ea2c6"
PALE_BLUE: Final = "#d0dcea"
GREY_BLUE: Final = "#b4c0cd"
VERMILION: Final = "#b8492b"
INK: Final = "#1d252e"
MUTED: Final = "#5a6673"
RULE: Final = "#8d97a3"
GRID: Final = "#e7eaee"

FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
FRAME_WIDTH: Final = 480
# Words drawn among the glyphs; as a value, because a plain text would name a column there.
WORDS: Final[dict[str, Any]] = {"text_font": {"value": FONT}, "text_font_size": "12px"}


def new_figure(
    *,
    title: str | None = None,
    frame_width: int | None = FRAME_WIDTH,
    **options: Any,
) -> figure:
    """Return an empty figure in the common look.

    Parameters
    ----------
    title : str, optional
    frame_width : int or None
        Width of the plotting area in pixels; None fills the width of the page.
    **options
        Passed on to ``bokeh.plotting.figure``.

    Returns
    -------
    bokeh.plotting.figure

    Raises
    ------
    MissingPackageError
        Bokeh is not installed.

    Examples
    --------
    >>> new_figure(title="An empty frame").title.text
    'An empty frame'
    """
    plotting = load("bokeh.plotting", "a plot")
    if frame_width is None:
        options = {"sizing_mode": "stretch_width", **options}
    elif not {"width", "sizing_mode"} & set(options):
        options = {"frame_width": frame_width, **options}
    # No tool is active at first: a finger or a wheel on the plot still scrolls the page.
    defaults = {"tools": "pan,box_zoom,reset,save", "frame_align": False}
    drags = {"active_drag": None, "active_scroll": None}
    drawn: figure = plotting.figure(**{**defaults, **drags, **options})
    _dress(drawn)
    set_title(drawn, title or "")
    return drawn


def set_title(drawn: figure, text: str) -> None:
    """Give a figure a title in the common look."""
    models = load("bokeh.models", "a plot")
    drawn.title = models.Title(
        text=text, text_font=FONT, text_font_size="14px", text_font_style="bold", text_color=INK
    )


def add_line_of_text(drawn: figure, text: str, place: Literal["above", "below"] = "above") -> None:
    """Put one quiet line of text above or below the frame."""
    models = load("bokeh.models", "a plot")
    line = models.Title(
        text=text,
        text_font=FONT,
        text_font_size="12px",
        text_font_style="normal",
        text_color=MUTED,
        standoff=4,
    )
    drawn.add_layout(line, place)


def _dress(drawn: figure) -> None:
    drawn.toolbar.logo = None
    drawn.toolbar.autohide = True
    # Over the frame it takes no width from it.
    drawn.toolbar_inner = True
    drawn.outline_line_color = None
    drawn.grid.grid_line_color = GRID
    for axis in drawn.axis:
        axis.update(
            axis_line_color=RULE,
            major_tick_line_color=RULE,
            minor_tick_line_color=None,
            major_tick_in=0,
            major_tick_out=5,
            major_label_text_font=FONT,
            major_label_text_font_size="12px",
            major_label_text_color=INK,
            axis_label_text_font=FONT,
            axis_label_text_font_size="12px",
            axis_label_text_font_style="normal",
            axis_label_text_color=INK,
        )
