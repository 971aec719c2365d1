"""Tables read from files: cells of text, with the lines that they stand in."""

from .csv_file import read_csv
from .table import Table
from .text_file import FileError

__all__ = ["FileError", "Table", "read_csv"]
