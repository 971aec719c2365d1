"""Distributions: their maximum-likelihood fits, scores and samples."""

from __future__ import annotations

from bootes.models.discrete_table import DiscreteTable
from bootes.models.from_functions import FunctionModel
from bootes.models.model import Model
from bootes.models.resolve import MODELS, as_model

__all__ = ["MODELS", "DiscreteTable", "FunctionModel", "Model", "as_model"]
