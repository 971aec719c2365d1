"""What is measured: a file per question, each with ``rows(effort)``."""
