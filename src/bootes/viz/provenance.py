"""What ran, when and with what: a mapping of facts as lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .section import EMPTY


def provenance_lines(provenance: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return each fact with its value in lines of text, numbers in full.

    Parameters
    ----------
    provenance : mapping
        Values are numbers, text, None, sequences of those, or mappings of those.

    Returns
    -------
    list of (name, lines)

    Examples
    --------
    >>> provenance_lines({"seed": 1, "versions": {"numpy": "2.4", "numba": "0.68"}})
    [('seed', ['1']), ('versions', ['numpy: 2.4', 'numba: 0.68'])]
    """
    return [(str(name), _lines(value)) for name, value in provenance.items()]


def _lines(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{name}: {_text(part)}" for name, part in value.items()] or [EMPTY]
    return [_text(value)]


def _text(value: Any) -> str:
    if value is None:
        return EMPTY
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_text(part)}" for name, part in value.items()) or EMPTY
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return ", ".join(map(_text, value)) or EMPTY
    return str(value)
