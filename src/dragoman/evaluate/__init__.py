"""Scores on the development corpora and on the founding article (see :mod:`dragoman.evaluate.suite`)."""
