"""Vertical marks over a distribution: the estimate, a limit, the observed value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .style import WORDS

if TYPE_CHECKING:
    from bokeh.plotting import figure

# The marks and their words need air above the distribution.
HEADROOM = 1.16


@dataclass(frozen=True, slots=True)
class Extent:
    """The space that a drawn distribution takes: from `low` to `high`, from 0 to `top`."""

    low: float
    high: float
    top: float


def draw_mark(p: figure, x: float, extent: Extent, colour: str, word: str = "") -> None:
    """Draw a vertical line from the axis to above the distribution, with a word on top of it.

    Parameters
    ----------
    p : bokeh.plotting.figure
    x : float
    extent : Extent
    colour : str
    word : str
        A mark with a word is heavier than one without.
    """
    p.segment([x], [0.0], [x], [1.02 * extent.top], color=colour, line_width=2 if word else 1)
    if word:
        p.text(
            [x],
            [1.045 * extent.top],
            text=[word],
            text_align=_alignment(x, extent),
            text_baseline="bottom",
            text_color=colour,
            **WORDS,
        )


def _alignment(x: float, extent: Extent) -> Literal["left", "center", "right"]:
    # Near an end the word stands inwards, or the end of the frame would cut it.
    margin = 0.1 * (extent.high - extent.low)
    if x < extent.low + margin:
        return "left"
    return "right" if x > extent.high - margin else "center"
