"""Intake: files and records become reports."""

from dragoman.intake.files import Failure, Taken, count, read_files
from dragoman.intake.records import parse_published, report_from_mapping

__all__ = ["Failure", "Taken", "count", "parse_published", "read_files", "report_from_mapping"]
