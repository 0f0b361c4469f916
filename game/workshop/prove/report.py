"""Tells verdicts to an author, and to a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from game.language.count import count
from game.language.mark import Mark
from game.language.types import Variable
from game.workshop.prove.goals import IDLE
from game.workshop.prove.verdict import PARTIAL, PROVED, REFUTED, REMARK, TRAP, Verdict, whole
from game.workshop.prove.wording import PLAIN, Wording
from game.workshop.uses import called

KINDS = {
    "scene": ("every scene can be reached", "the scene {} cannot be reached"),
    "choice": ("every choice can be taken", "the choice {} can never be taken"),
    "text": ("every text can be told", "never told: {}"),
    "ending": ("every ending can be reached", "the ending {} cannot be reached"),
    "stuck": ("nothing can get stuck", "play can get stuck in {}: nothing is open"),
    "invariant": ("what must hold always holds", "{} does not always hold"),
    TRAP: ("from everywhere some ending can be reached", "there is a trap"),
    "locked": ("", "the reason why {} is locked is never shown: its condition never fails where it is asked"),
    "shut": ("", "the condition of {} never fails where it is asked"),
}
"""What is claimed of each kind, and how it is said that it fails for one thing."""


def as_text(
    verdicts: Sequence[Verdict],
    ways: bool,
    remarks: Iterable[tuple[Mark | None, str]] = (),
    wording: Wording = PLAIN,
) -> str:
    """The verdicts for a person; with `ways`, how to get to everything.

    `remarks` say something of a place; `wording` has what an author knows things by.
    """
    rows: list[str] = []
    for kind, (claim, _) in KINDS.items():
        some = [verdict for verdict in verdicts if verdict.goal.kind == kind]
        if some and kind not in IDLE:
            rows += [f"{whole(some):8} {claim} ({_counted(some)})", *_details(some, ways, wording)]
    never = {verdict.goal.mark for verdict in verdicts if verdict.goal.kind == "choice" and verdict.outcome == REFUTED}
    idle = [verdict for verdict in verdicts if verdict.outcome == REMARK and verdict.goal.mark not in never]
    rows += [f"{REMARK:8} {_where(verdict)}{KINDS[verdict.goal.kind][1].format(verdict.goal.name)}" for verdict in idle]
    rows += [f"{REMARK:8} {mark}: {words}" for mark, words in remarks]
    return "\n".join([*rows, "", f"The story is {whole(verdicts)}."])


def _counted(some: Sequence[Verdict]) -> str:
    open_ones = sum(verdict.outcome == PARTIAL for verdict in some)
    bad = sum(verdict.outcome == REFUTED for verdict in some)
    parts = [f"{len(some) - open_ones - bad} of {len(some)}"]
    parts += [f"{bad} not"] if bad else []
    parts += [f"{open_ones} not known"] if open_ones else []
    return ", ".join(parts)


def _details(some: Iterable[Verdict], ways: bool, wording: Wording) -> Iterable[str]:
    for verdict in some:
        name = wording.texts.get(verdict.goal.name, verdict.goal.name)
        if verdict.goal.kind == "stuck":
            name = name.partition(":")[0]
        if verdict.outcome == REFUTED:
            yield f"         {_where(verdict)}{KINDS[verdict.goal.kind][1].format(name)}"
            yield from ([f"           {_closing(verdict, wording)}{verdict.why}"] if verdict.why else [])
            yield from _way(verdict)
        elif verdict.outcome == PARTIAL:
            yield f"         {_where(verdict)}not known: {name}; {verdict.why}"
        elif ways:
            yield f"         {_where(verdict)}{name}"
            yield from _way(verdict)


def _where(verdict: Verdict) -> str:
    return f"{verdict.goal.mark}: " if verdict.goal.kind != TRAP else ""


def _closing(verdict: Verdict, wording: Wording) -> str:
    """Where the choice stands that closes the last way out, if that is what is told."""
    last = verdict.replay[-1].id if verdict.goal.kind == TRAP and verdict.replay else ""
    return f"{wording.places[last]}: " if last in wording.places else ""


def _way(verdict: Verdict) -> Iterable[str]:
    if verdict.replay is not None:
        how = "" if verdict.shortest else ", perhaps not the shortest way"
        steps = " ".join(step.id for step in verdict.replay) or "at the beginning"
        yield f"           after {count(len(verdict.replay), 'step')}{how}: {steps}"


def as_json(verdicts: Sequence[Verdict], unread: Sequence[Variable] = ()) -> str:
    """The verdicts for a program."""
    listed = [
        {
            "kind": verdict.goal.kind,
            "name": verdict.goal.name,
            **_place(verdict.goal.mark),
            "verdict": verdict.outcome,
            "reachable": None if verdict.outcome == PARTIAL else verdict.replay is not None,
            "replay": None if verdict.replay is None else [[step.kind, step.id] for step in verdict.replay],
            "shortest": verdict.shortest,
            "why": verdict.why,
        }
        for verdict in verdicts
    ]
    idle = [{"name": called(one), **_place(one.mark)} for one in unread if one.mark]
    return json.dumps({"verdict": whole(verdicts), "unread": idle, "goals": listed}, ensure_ascii=False, indent=1)


def _place(mark: Mark) -> dict[str, str | int]:
    return {"file": mark.file, "line": mark.line, "column": mark.column}


def settled(verdicts: Sequence[Verdict]) -> bool:
    """Whether the story is proved."""
    return whole(verdicts) == PROVED
