"""The bytes of a plan: a head that any version can read, the pickle, the arrays beside it.

``BOOTES01``, the length of the head (4 bytes, little-endian), the head (JSON: facts of the
sender, sizes of the pieces), then each piece at a multiple of 64.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

__all__ = ["join", "split"]

_MAGIC = b"BOOTES01"
_ALIGNED = 64

Buffer = bytes | memoryview


def join(facts: dict[str, Any], pieces: Sequence[Buffer]) -> bytes:
    """Return one payload."""
    head = json.dumps({"facts": facts, "sizes": [len(piece) for piece in pieces]}).encode()
    parts: list[Buffer] = [_MAGIC, len(head).to_bytes(4, "little"), head]
    position = len(_MAGIC) + 4 + len(head)
    for piece in pieces:
        parts += [bytes(-position % _ALIGNED), piece]
        position += -position % _ALIGNED + len(piece)
    return b"".join(parts)


def split(payload: Any) -> tuple[dict[str, Any], list[memoryview]]:
    """Return the facts and the pieces, which are views that cannot be written to.

    Raises
    ------
    ValueError
        If it is no payload.
    """
    view = memoryview(payload).toreadonly()
    position = len(_MAGIC) + 4
    if bytes(view[: len(_MAGIC)]) != _MAGIC:
        msg = "these bytes are no plan"
        raise ValueError(msg)
    end = position + int.from_bytes(view[len(_MAGIC) : position], "little")
    head = json.loads(bytes(view[position:end]))
    pieces = []
    for size in head["sizes"]:
        start = end + -end % _ALIGNED
        end = start + size
        pieces.append(view[start:end])
    return head["facts"], pieces
