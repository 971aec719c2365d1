"""The acceleration of BCa as a file has it."""

from __future__ import annotations

from dataclasses import dataclass

from bootes.errors import IntervalError
from bootes.protocols import Floats

__all__ = ["StoredAcceleration"]


@dataclass(frozen=True, eq=False)
class StoredAcceleration:
    """The acceleration (p,) that was computed before the result was saved, or None."""

    values: Floats | None

    def __call__(self) -> Floats:
        """Return it.

        Raises
        ------
        IntervalError
            If it was not computed.
        """
        if self.values is None:
            msg = (
                "method 'bca' needs leave-one-out values of the data, which had not been computed "
                "when this result was saved. Load it with its data, bootes.load(path, data=..., "
                "statistic=...), or ask for interval('percentile')."
            )
            raise IntervalError(msg)
        return self.values
