"""The call of a result as its file says it, checked: a file may say anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from bootes._arguments import ALTERNATIVES
from bootes._core.files.names import label_of
from bootes._core.files.plain_facts import number, one_of, text
from bootes._resolve.calls import revive
from bootes._resolve.planning import KEEP
from bootes._resolve.samples import NAN_POLICIES
from bootes.intervals.resolve import INTERVALS
from bootes.models.resolve import MODELS
from bootes.results.call import Call

__all__ = ["recorded_call"]

Check = Callable[[Any], Any]


def recorded_call(facts: Any) -> Call | None:
    """Return the call that a file says.

    Raises
    ------
    ValueError, TypeError, KeyError
        If there is no such call.
    """
    if facts is None:
        return None
    verb = one_of(facts["verb"], _OPTIONS)
    checks = _OPTIONS[verb]
    options = {name: check(facts["options"][name]) for name, check in checks.items()}
    return Call(verb, options, revive, label_of(facts["label"]))


def _among(*known: Any) -> Check:
    def check(value: Any) -> Any:
        if isinstance(value, bool | None):  # 1 is not True
            return one_of(value, [one for one in known if isinstance(one, bool | None)])
        return one_of(text(value), known)

    return check


def _maybe(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _names(value: Any) -> list[str]:
    return [text(one) for one in list(value)]


def _name_or_names(value: Any) -> Any:
    return value if isinstance(value, str) else _names(value)


def _fraction(value: Any) -> float:
    if not isinstance(value, float) or not 0.0 <= value < 1.0:
        msg = f"{value!r} is no fraction"
        raise ValueError(msg)
    return value


def _statistics(value: Any) -> list[list[str | None]]:
    return [[_maybe(text)(label), _maybe(text)(name)] for label, name in value]


def _extra(value: Any) -> dict[str, Any]:
    kwargs = {text(name): _scalar(one) for name, one in dict(value["kwargs"]).items()}
    args = [_scalar(one) for one in list(value["args"])]
    return {"args": args, "kwargs": kwargs, "n_samples": number(value["n_samples"])}


def _scalar(value: Any) -> Any:
    if isinstance(value, list | dict) or (isinstance(value, float) and not math.isfinite(value)):
        msg = f"{value!r} is no number or text"
        raise TypeError(msg)
    return value


_BOOL = _among(True, False)
_SHARED: Mapping[str, Check] = {
    "nan_policy": _among(*NAN_POLICIES),
    "on_error": _among("raise", "omit"),
    "keep": _among(*KEEP),
    "columns": _maybe(_name_or_names),
}
_FUNCTIONS: Mapping[str, Check] = {
    **_SHARED,
    "statistics": _statistics,
    "extra": _maybe(_extra),
    "as_frame": _BOOL,
    "compile": _among("auto", True, False),
    "vectorized": _among(None, True, False),
}
# What a later version adds needs a default, for the files of earlier ones.
_OPTIONS: Mapping[str, Mapping[str, Check]] = {
    "bootstrap": {
        **_FUNCTIONS,
        "scheme": _among("iid"),
        "paired": _BOOL,
        "weights": lambda value: value if value is None or value is True else text(value),
        "by": _maybe(text),
    },
    "permutation_test": {
        **_FUNCTIONS,
        "alternative": _among(*ALTERNATIVES),
        "two_sided": _among(None, "abs", "doubled", "minlike"),
        "method": _among("auto", "exact", "montecarlo"),
        "tie_tolerance": _maybe(_fraction),
        "value": _maybe(_name_or_names),
        "group": _maybe(text),
    },
    "fit": {
        **_SHARED,
        "model": _maybe(_among(*MODELS)),
        "scheme": _among("parametric", "iid"),
        "method": _among(*INTERVALS),
        "confidence_level": _fraction,
        "alternative": _among(*ALTERNATIVES),
        "by": _maybe(text),
    },
}
