"""Parts of reading that need no weights: trees, tags, WordPiece, windows."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dragoman.reading import parse, tags
from dragoman.reading.tokenise import split
from dragoman.reading.windows import LIMIT_WORDS, windows
from dragoman.reading.wordpiece import MAX_PIECES, SHAPES, WordPiece, shape

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "troops", "with", "##drew", "##draw", "kyiv", "‘", "'", "1", "##2"]


def scores(n: int) -> st.SearchStrategy[np.ndarray]:
    elements = st.floats(-10, 10, width=32)
    return arrays.arrays(np.float32, (n, n), elements=elements, unique=True)


def value(matrix: np.ndarray, heads: list[int]) -> float:
    return sum(float(matrix[i, i if h < 0 else h]) for i, h in enumerate(heads))


def reaches_root(heads: list[int]) -> bool:
    for start in range(len(heads)):
        node, steps = start, 0
        while heads[node] >= 0:
            node, steps = heads[node], steps + 1
            if steps > len(heads):
                return False
    return True


@given(st.integers(1, 12).flatmap(scores))
def test_heads_are_a_tree_with_one_root(matrix: np.ndarray) -> None:
    heads = parse.heads(matrix)
    assert heads.count(-1) == 1
    assert reaches_root(heads)


@given(scores(4))
def test_heads_are_the_best_tree_for_their_root(matrix: np.ndarray) -> None:
    heads = parse.heads(matrix)
    root = heads.index(-1)
    rivals = [
        list(h)
        for h in itertools.product(range(-1, 4), repeat=4)
        if h.count(-1) == 1 and h[root] == -1 and all(h[i] != i for i in range(4)) and reaches_root(list(h))
    ]
    assert value(matrix, heads) >= max(value(matrix, rival) for rival in rivals) - 1e-4


def test_heads_of_one_word() -> None:
    assert parse.heads(np.zeros((1, 1), dtype=np.float32)) == [-1]


@given(st.lists(st.integers(0, 2)))
def test_runs_cover_exactly_the_tagged_words(labels: list[int]) -> None:
    found = tags.runs(labels)
    covered = [i for run in found for i in range(run.first, run.last + 1)]
    assert covered == [i for i, label in enumerate(labels) if label]
    assert all(a.last < b.first for a, b in itertools.pairwise(found))


@given(arrays.arrays(np.float32, (5, 3), elements=st.floats(-5, 5, width=32)))
def test_best_tags_are_the_best_allowed_sequence(matrix: np.ndarray) -> None:
    def total(sequence: tuple[int, ...]) -> float:
        return sum(float(row[tag]) for row, tag in zip(matrix, sequence, strict=True))

    allowed = [
        s
        for s in itertools.product(range(3), repeat=5)
        if all(not (b == 2 and a == 0) for a, b in itertools.pairwise(s))
    ]
    found = tuple(tags.best_tags(matrix.tolist()))
    assert found in allowed
    assert total(found) >= max(map(total, allowed)) - 1e-4


def test_a_new_b_begins_a_new_run() -> None:
    assert tags.runs([1, 2, 1, 0, 2]) == [tags.Run(0, 1), tags.Run(2, 2), tags.Run(4, 4, begins=False)]


def test_attribution_follows_its_links() -> None:
    # words: 0 source, 1 cue, 2-3 content, 4 source, 5 cue
    layers = np.zeros((6, 9), dtype=np.float32)
    layers[:, [0, 3, 6]] = 0.5
    for word, column in ((0, 1), (1, 4), (2, 7), (3, 8), (4, 1), (5, 4)):
        layers[word, column] = 1
    links = np.zeros((6, 6), dtype=np.float32)
    links[1, 0] = links[2, 5] = links[5, 4] = 1
    first, second = tags.attributions(layers, links)
    assert (first.source, first.cue, first.content) == (tags.Run(0, 0), tags.Run(1, 1), ())
    assert (second.source, second.cue) == (tags.Run(4, 4), tags.Run(5, 5))
    assert second.content == (tags.Run(2, 3),)


def test_pieces_are_the_longest_known() -> None:
    wordpiece = WordPiece(VOCABULARY)
    assert wordpiece.pieces("Withdrew") == (4, 5)
    assert wordpiece.pieces("Kýiv") == (7,)
    assert wordpiece.pieces("zzz") == (0,)
    assert wordpiece.pieces("‘12") == (8, 10, 11)


def test_characters_that_vanish_still_give_a_piece() -> None:
    assert WordPiece(VOCABULARY).pieces("\u200b") == (0,)


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=80))
def test_windows_of_any_words_fit_the_encoder(words: list[str]) -> None:
    ids, shapes, counts = WordPiece(VOCABULARY).encode(words)
    assert len(ids) == len(shapes) == sum(counts) + 2 <= MAX_PIECES
    assert len(counts) == len(words)
    assert min(counts) >= 1


def test_shapes() -> None:
    words = ["troops", "Kyiv", "NATO", "McCain", "2014", "—"]
    assert [SHAPES[shape(w)] for w in words] == list(SHAPES)


@given(st.lists(st.sampled_from(["The envoy left.", "Talks stalled again on Friday.", "Why?"]), max_size=200))
def test_windows_partition_the_sentences(parts: list[str]) -> None:
    sentences = split(" ".join(parts))
    ranges = windows(sentences)
    assert [i for first, last in ranges for i in range(first, last)] == list(range(len(sentences)))
    for first, last in ranges:
        words = sum(len(s.words) for s in sentences[first:last])
        assert words <= LIMIT_WORDS or last - first == 1
