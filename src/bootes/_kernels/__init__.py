"""Numba kernels: serial, pure and typed. Import a module of it only where its kernels run."""
