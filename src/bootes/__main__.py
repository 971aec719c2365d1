"""Run the command line as ``python -m bootes``."""

from bootes.cli import main

if __name__ == "__main__":
    main(prog_name="bootes")
