"""Parallel resampling inference: bootstrap, maximum-likelihood bootstrap, permutation tests."""
