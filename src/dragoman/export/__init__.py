"""Export: readings, tables and what-if trees as people and programs want them."""

from dragoman.export.tables import as_csv, as_json, as_text
from dragoman.export.text import describe
from dragoman.export.whatif import tree

__all__ = ["as_csv", "as_json", "as_text", "describe", "tree"]
