"""The command line: thin wrappers over the library's functions."""

from dragoman.cli.main import main

__all__ = ["main"]
