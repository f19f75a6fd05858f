"""The answer to a what-if question as a drawing: Graphviz DOT or Mermaid.

Nodes are numbered in the order in which a reader of the tree meets them, so the same answer is the same
text.  Words of reports never become part of the drawing's own language: labels are quoted and escaped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.export.layout import one_line, shortened
from dragoman.export.whatif import sides

_WIDE = 34
_LONGEST = 160
_COLOURS = {"threat": "#b3261e", "warning": "#b3261e", "refusal": "#b3261e", "demand": "#8a6d00"}
_OTHER = "#1b6e3c"
# Node: its number, its lines, its force (None: the question).  Edge: from, to, the lines on it.
_Node = tuple[int, list[str], str | None]
_Edge = tuple[int, int, list[str]]


def dot(answer: Mapping[str, Any]) -> str:
    """The tree of ``Ledger.whatif(text).to_dict()`` in the DOT language (graphviz.org/doc/info/lang.html)."""
    nodes, edges = _graph(answer)
    lines = ["digraph whatif {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];']
    for number, label, force in nodes:
        look = f', color="{_colour(force)}"' if force else ', style="rounded,bold"'
        lines.append(f'  n{number} [label="{_joined(label, _dot_text, chr(92) + "n")}"{look}];')
    for start, end, label in edges:
        words = f' [label="{_joined(label, _dot_text, chr(92) + "n")}"]' if label else ""
        lines.append(f"  n{start} -> n{end}{words};")
    return "\n".join([*lines, "}"])


def mermaid(answer: Mapping[str, Any]) -> str:
    """The same tree as a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html)."""
    nodes, edges = _graph(answer)
    lines = ["flowchart LR"]
    for number, label, force in nodes:
        text = _joined(label, _mermaid_text, "<br/>")
        lines.append(f'  n{number}["{text}"]' if force else f'  n{number}(["{text}"])')
    for start, end, label in edges:
        words = f'|"{_joined(label, _mermaid_text, "<br/>")}"|' if label else ""
        lines.append(f"  n{start} -->{words} n{end}")
    lines += [f"  style n{number} stroke:{_colour(force)}" for number, _, force in nodes if force]
    return "\n".join(lines)


def _graph(answer: Mapping[str, Any]) -> tuple[list[_Node], list[_Edge]]:
    nodes: list[_Node] = [(0, _lines(f"If {one_line(str(answer['ask'])).rstrip(' .?')}"), None)]
    edges: list[_Edge] = []
    _add(answer["triggers"], 0, nodes, edges)
    return nodes, edges


def _add(triggers: Sequence[Mapping[str, Any]], above: int, nodes: list[_Node], edges: list[_Edge]) -> None:
    for trigger in triggers:
        number = len(nodes)
        nodes.append((number, list(_label(trigger)), str(trigger["force"])))
        condition = trigger.get("condition")
        edges.append((above, number, _lines(str(condition)) if condition else []))
        _add(trigger.get("then") or (), number, nodes, edges)


def _label(trigger: Mapping[str, Any]) -> Iterator[str]:
    yield f"{trigger['force']} {sides(trigger)}"
    if trigger.get("content"):
        yield from _lines(str(trigger["content"]))
    if trigger.get("evidence"):
        first = trigger["evidence"][0]
        origin = ", ".join(str(first[key]) for key in ("source", "published") if first.get(key))
        if origin:
            yield f"({origin})"


def _lines(text: str) -> list[str]:
    return textwrap.wrap(shortened(text, _LONGEST), _WIDE, break_on_hyphens=False) or [""]


def _joined(lines: Sequence[str], escape: Callable[[str], str], between: str) -> str:
    return between.join(escape(one_line(line)) for line in lines)


def _dot_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _mermaid_text(text: str) -> str:
    """Mermaid writes characters as ``#`` code ``;`` and reads some HTML and Markdown within labels."""
    return "".join(f"#{ord(c)};" if c in '#"&<>`;|[]{}()*_\\' else c for c in text)


def _colour(force: str | None) -> str:
    return _COLOURS.get(force or "", _OTHER)
