"""The errors and warnings of bootes.

::

    BootesError
    ├── InputError (ValueError)            an argument has a wrong value
    │   ├── DataError                      ... the data
    │   └── UnknownNameError               ... a name that is not in a table
    ├── InputTypeError (TypeError)         an argument has a wrong type
    ├── StatisticError (RuntimeError)      the statistic failed on the data or on a resample
    ├── IntervalError (ValueError)         what was kept cannot give this interval
    ├── EngineError (RuntimeError)         the engine, not the statistic, failed
    ├── StorageError (OSError)             a file cannot be written or read, or is of something else
    └── MissingPackageError (ImportError)  an optional package is not installed
    RunInterrupted (KeyboardInterrupt)     Ctrl-C: says what was done
    BootesWarning (UserWarning)
    ├── FailureWarning                     some replicates failed
    ├── DegenerateWarning                  an interval is not defined for these replicates
    ├── PrecisionWarning                   the Monte Carlo error asked for was not reached
    ├── EngineWarning                      workers differ from the caller, or are waited for
    ├── StorageWarning                     part of a file is damaged, or of other versions
    ├── RecognitionWarning                 a well-known function did not give what its kernel gives
    └── PerformanceWarning                 something runs on a slower path than it could
"""

from __future__ import annotations

import difflib
import sys
import warnings
from collections.abc import Iterable


class BootesError(Exception):
    """Base of every error raised by bootes."""


class InputError(BootesError, ValueError):
    """An argument has a value that is not allowed."""


class DataError(InputError):
    """The data cannot be used: empty, not finite, of a wrong dtype or length."""


class UnknownNameError(InputError):
    """A name is in none of our tables, or in none of the data's columns."""

    @classmethod
    def from_name_and_choices(
        cls, what: str, name: object, choices: Iterable[str]
    ) -> UnknownNameError:
        """Say which names exist and which one was probably meant."""
        known = [str(choice) for choice in choices]
        near = difflib.get_close_matches(str(name), known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        return cls(f"unknown {what} {name!r}.{hint} Choose one of: {', '.join(known)}.")


class InputTypeError(BootesError, TypeError):
    """An argument has a type that is not allowed."""


class StatisticError(BootesError, RuntimeError):
    """The statistic failed on the data or on a resample."""


class IntervalError(BootesError, ValueError):
    """The kept replicates cannot give the interval asked for."""


class EngineError(BootesError, RuntimeError):
    """The engine failed: a worker was lost, or work could not be shipped to it."""


class StorageError(BootesError, OSError):
    """A file of results cannot be written or read, is damaged, or is of something else."""


class RunInterrupted(KeyboardInterrupt):
    """The run was interrupted from the keyboard; the message says what was done.

    Not a :class:`BootesError`, so that ``except Exception`` does not swallow Ctrl-C.
    """


class MissingPackageError(BootesError, ImportError):
    """An optional package is needed and not installed."""

    @classmethod
    def from_package(cls, package: str, feature: str, extra: str) -> MissingPackageError:
        """Name the feature, the package and the line that installs it."""
        return cls(
            f"{feature} needs the package {package!r}, which is not installed. "
            f"Install it with: pip install 'bootes[{extra}]'"
        )


class BootesWarning(UserWarning):
    """Base of every warning given by bootes."""


class FailureWarning(BootesWarning):
    """Some replicates failed; the result counts them by kind."""


class DegenerateWarning(BootesWarning):
    """An interval or p-value is not defined for these replicates."""


class PrecisionWarning(BootesWarning):
    """The Monte Carlo error that was asked for was not reached; the message says why."""


class EngineWarning(BootesWarning):
    """The workers differ from the caller, so that bits may differ, or there are none yet."""


class StorageWarning(BootesWarning):
    """A part of a file is damaged and computed again, or was written with other versions."""


class RecognitionWarning(BootesWarning):
    """A function looked like a built-in statistic and gave other values, so it runs itself."""


class PerformanceWarning(BootesWarning):
    """Something runs on a slower path than it could, and the message says why."""


def warn(message: str, category: type[BootesWarning]) -> None:
    """Warn at the line that called bootes, however deep inside this is."""
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("bootes."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)
