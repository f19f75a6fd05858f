"""The answer to a what-if question as a tree for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.export.layout import Paint, Role, hanging, one_line, quoted, unpainted
from dragoman.export.tables import party_code

_AGAINST: Mapping[str, str] = {
    "contrary": "it is bound to the contrary",
    "refusal": "it refused to",
    "unkept": "the like was not kept",
}
_ROLES: Mapping[str, Role] = {"threat": "bad", "warning": "bad", "refusal": "bad", "demand": "ask"}


def tree(answer: Mapping[str, Any], *, width: int = 80, paint: Paint = unpainted) -> str:
    """``answer`` is what ``Ledger.whatif(text).to_dict()`` gives: ``ask``, ``event``, ``triggers``,
    each trigger with its ``force``, ``holder``, ``counterpart``, ``content``, ``condition``, ``state``,
    ``record``, ``against``, ``evidence`` and what follows from it (``then``)."""
    ask = one_line(str(answer["ask"])).rstrip(" .?")
    lines = [paint(f"If {ask}:", "heading")]
    event = answer.get("event")
    if event:
        lines.append(paint(f"  read as {_event(event)}", "faint"))
    triggers = answer["triggers"]
    if triggers:
        lines.extend(_branches(triggers, "", width, paint))
    else:
        lines.append("  Nothing in the ledger is bound to follow.")
    return "\n".join(lines)


def _branches(triggers: Sequence[Mapping[str, Any]], indent: str, width: int, paint: Paint) -> Iterator[str]:
    for number, trigger in enumerate(triggers, start=1):
        last = number == len(triggers)
        below = indent + ("   " if last else "│  ")
        force = str(trigger["force"])
        content = f": {one_line(str(trigger['content']))}" if trigger.get("content") else ""
        text = f"{force} {sides(trigger)}{content}"
        first, *more = hanging(f"{indent}{'└─ ' if last else '├─ '}", text, width, later=below)
        yield first.replace(force, paint(force, _ROLES.get(force, "good")), 1)
        yield from more
        if trigger.get("condition"):
            yield from hanging(
                below, f"condition: {one_line(str(trigger['condition']))}", width, later=below + "  "
            )
        for label, text in _notes(trigger):
            yield from hanging(below, f"{label}: {text}", width, later=below + "  ")
        for evidence in trigger.get("evidence") or ():
            lines = hanging(below, f"evidence: {cited(evidence)}", width, later=below + "  ")
            yield from (below + paint(line.removeprefix(below), "faint") for line in lines)
        yield from _branches(trigger.get("then") or (), below, width, paint)


def sides(commitment: Mapping[str, Any]) -> str:
    """Holder and counterpart."""
    holder = _who(commitment.get("holder"))
    return f"{holder} → {_who(commitment['counterpart'])}" if commitment.get("counterpart") else holder


def _notes(trigger: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """How the commitment stands, what its holder made of others, what speaks against it."""
    if trigger.get("state") == "detached":
        yield "state", f"its condition has come about already ({trigger.get('state_since')})"
    record = trigger.get("record") or {}
    told = [
        f"{kind} {_tally(tally)}"
        for kind, tally in record.items()
        if tally.get("kept") or tally.get("broken")
    ]
    if told:
        yield f"{_who(trigger.get('holder'))} so far", "; ".join(told)
    for against in trigger.get("against") or ():
        content = f" {one_line(str(against['content']))}" if against.get("content") else ""
        yield (
            "against",
            f"{_AGAINST.get(against['why'], against['why'])}:{content} {cited(against['evidence'])}",
        )


def _tally(tally: Mapping[str, Any]) -> str:
    return f"{tally['kept']} kept, {tally['broken']} broken, {tally['open']} open"


def _who(value: Any) -> str:
    """A code, a party in wire form, or several of either."""
    if isinstance(value, Mapping):
        value = party_code(value) or value.get("text")
    if isinstance(value, (list, tuple)):
        return ", ".join(dict.fromkeys(map(_who, value))) or "?"
    return one_line(str(value)) if value else "?"


def _event(event: Any) -> str:
    if not isinstance(event, Mapping):
        return str(event)
    source, target = _who(event.get("source")), _who(event.get("target"))
    sides = source if target in (source, "?") else f"{source} → {target}"
    return f"{event.get('type', '?')} {sides}"


def cited(evidence: Any) -> str:
    """One piece of evidence: the sentence it stands in, and the report."""
    if not isinstance(evidence, Mapping):
        return one_line(str(evidence))
    words = next((str(evidence[k]) for k in ("sentence", "quote", "text") if evidence.get(k)), "")
    origin = [str(evidence[k]) for k in ("source", "title", "published") if evidence.get(k)]
    origin = origin or [f"report {evidence[k]}" for k in ("report",) if evidence.get(k)]
    return " ".join(
        part for part in (quoted(words) if words else "", f"({', '.join(origin)})" if origin else "") if part
    )
