"""Runs in files: checkpoints, shards and saved results are one kind."""
