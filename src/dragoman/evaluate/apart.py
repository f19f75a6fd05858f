"""The pipeline with one half of event coding left out, so that each half can be measured."""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.events import EventCoder
from dragoman.pipeline import Pipeline


def codebook_alone(pipeline: Pipeline) -> Pipeline:
    """``pipeline`` without the model's event types: nothing where the codebook is silent."""
    return pipeline.with_events(pipeline.events.alone())


def model_alone(pipeline: Pipeline) -> Pipeline:
    """``pipeline`` without the codebook's triggers: the model types each verb between two known actors."""
    book = replace(pipeline.events.book, verbs={}, nouns={}, adjectives={})
    return pipeline.with_events(EventCoder(book, pipeline.reader))
