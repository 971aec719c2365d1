"""What is computed on one resample: built-in kernels, users' compiled and Python functions."""
