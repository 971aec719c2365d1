"""Results as Bokeh figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from bootes._arguments import check_choice
from bootes.errors import InputError, UnknownNameError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.distributions import drawn_distribution
from bootes.results.fit import FitResult
from bootes.results.limits import quiet
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.rows import rows_of
from bootes.results.table import Row, label_of
from bootes.results.words import pvalue_words
