"""From arc scores to a dependency tree."""

from __future__ import annotations

import networkx
import numpy as np
from numpy.typing import NDArray

_CANDIDATES = 5  # heads kept for each word when the greedy choice is no tree


def heads(scores: NDArray[np.float32]) -> list[int]:
    """The best tree with one root; ``scores[i, j]``: word j heads word i, ``[i, i]``: i is root.

    Returns the index of each word's head, -1 for the root.  Where the best head of each
    word already makes a tree, it is the answer; else the maximum spanning arborescence
    (Chu and Liu 1965, Edmonds 1967) over each word's best heads.
    """
    best: list[int] = scores.argmax(1).tolist()
    own = scores.diagonal()
    roots = [i for i, head in enumerate(best) if head == i]
    if len(roots) != 1:
        # only a root for which being root costs least over the best other head
        others = scores.copy()
        np.fill_diagonal(others, -np.inf)
        gain = own - others.max(1) if len(best) > 1 else own
        root = int(np.argmax(gain))
        best = others.argmax(1).tolist()
        best[root] = root
    else:
        root = roots[0]
    if not _is_tree(best, root):
        best = _arborescence(scores, root)
    return [-1 if head == i else head for i, head in enumerate(best)]


def _is_tree(best: list[int], root: int) -> bool:
    state = [0] * len(best)  # 0 unseen, 1 on the way, 2 reaches the root
    state[root] = 2
    for start in range(len(best)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = best[node]
        if state[node] == 1:
            return False
        for node in path:
            state[node] = 2
    return True


def _arborescence(scores: NDArray[np.float32], root: int) -> list[int]:
    n = len(scores)
    graph = networkx.DiGraph()
    order = np.argsort(-scores, axis=1, kind="stable")[:, : _CANDIDATES + 1]
    low = float(scores.min()) - 1e4  # a last resort, so that a tree always exists
    for i in range(n):
        if i == root:
            continue
        graph.add_edge(root, i, weight=float(scores[i, root]) if root in order[i] else low)
        for j in order[i]:
            if j not in (i, root):
                graph.add_edge(int(j), i, weight=float(scores[i, j]))
    tree = networkx.maximum_spanning_arborescence(graph, attr="weight")
    best = [root] * n
    for head, dependent in tree.edges:
        best[dependent] = head
    return best
