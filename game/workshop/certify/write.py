"""Writes what verdicts "impossible" rest on: one certificate for a story. Called by the command `prove`.

The prover says which slots make a goal impossible; what those, and each slot alone, can be is walked through here once
more, in the statecharts that are played.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from game.workshop.certify.cells import Cells
from game.workshop.certify.matters import Matters
from game.workshop.certify.ranks import ranked
from game.workshop.checker.certificate import Certificate, data_of
from game.workshop.checker.check import Check, key_in
from game.workshop.checker.reading import Reading
from game.workshop.checker.state import Frame
from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.live import read_by
from game.workshop.prove.prover import WAY_OUT, Prover
from game.workshop.prove.quest import Quest, Spots, spots_of
from game.workshop.prove.verdict import PARTIAL

MOST_SLOTS = 100
"""A story with more slots than that is never looked at with all of them together."""

Slots = frozenset[str]
Exit = tuple[frozenset[tuple[str, str]], Slots]
"""Some blocks, each with its episode, and the slots that say how far it is from there to an ending."""


@dataclass(frozen=True, slots=True)
class Certified:
    """What is written of a story."""

    frame: Frame
    certificate: Certificate
    without: tuple[Goal, ...]
    """What is impossible, and rests on the prover alone."""


def write_certificate(prover: Prover, path: Path, tell: Callable[[str], None]) -> Certified:
    """Write the certificate of what a prover that has run found impossible. OSError."""
    found = certified(prover, tell)
    data = data_of(found.frame, found.certificate)
    rows = [f"{json.dumps(key)}: {_laid(value)}" for key, value in data.items()]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    return found


def _laid(values: list[Any]) -> str:
    """A line for each element."""
    return "[\n" + ",\n".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in values) + "\n]"


def certified(prover: Prover, tell: Callable[[str], None] = lambda _: None) -> Certified:
    """The certificate of what a prover that has run found impossible."""
    return _Certifying(prover, tell).run()


class _Certifying:
    def __init__(self, prover: Prover, tell: Callable[[str], None]) -> None:
        self.prover, self.tell = prover, tell
        verdicts = [v for v in prover.result if v.replay is None and v.outcome != PARTIAL]
        self.goals = {key_in(goal_data(verdict.goal)): verdict.goal for verdict in verdicts}
        self.reading = Reading(prover.library, [one.name for one in prover.invariants])
        self.matters = Matters(self.reading)
        self.quests: dict[int, Quest] = {}

    def run(self) -> Certified:
        """With what the prover names; if that is not enough, with all slots together."""
        groups, exits = {self._named(goal) for goal in self.goals.values()}, self.exits
        found = self._certify(groups, exits)
        if found.without and len(self.followed) <= MOST_SLOTS:
            exits = [self._anywhere] if WAY_OUT in found.without else exits
            more = self._certify({*groups, self.followed}, exits)
            found = min(found, more, key=lambda one: len(one.without))
        return found

    def _certify(self, groups: Iterable[Slots], exits: Sequence[Exit]) -> Certified:
        alone = [(slot,) for slot in sorted(self.followed)]
        together = {tuple(sorted(slots & self.followed)) for slots in (*groups, *(slots for _, slots in exits))}
        numbers = {group: number for number, group in enumerate([*alone, *sorted(together - {(), *alone})])}
        walked = Cells(self.reading, self.matters, numbers, self._told)
        cells = walked.cells()
        proved = {key: goal for key, goal in self.goals.items() if key not in walked.shown}
        if WAY_OUT in proved.values():
            self.tell("certificate: ways to an ending")
            ways = [(blocks, numbers.get(tuple(sorted(slots & self.followed)), -1)) for blocks, slots in exits]
            cells = ranked(self.reading, cells, ways)
            check = Check(self.reading, Certificate((), cells))
            proved = {k: goal for k, goal in proved.items() if goal != WAY_OUT or not any(map(check.lost, cells))}
        without = tuple(goal for key, goal in self.goals.items() if key not in proved)
        return Certified(walked.frame, Certificate([*map(goal_data, proved.values())], cells), without)

    def _told(self, cells: int) -> None:
        self.tell(f"certificate: {cells:,} cells")

    # Which slots ---------------------------------------------------------------------------------------------

    @cached_property
    def followed(self) -> Slots:
        """Every slot that matters; of the counts of texts only those that some goal asks for."""
        base = self.prover.base
        asked = {
            self._names[slot]
            for node in base.nodes
            for sight in node.sights
            if goal_of(sight) in self.goals.values()
            for slot in read_by(sight.clauses)
        }
        return frozenset(slot for slot in self.matters.anywhere if "~" not in slot or slot in asked)

    def _named(self, goal: Goal) -> Slots:
        """The slots that make a goal impossible."""
        found = self.prover.grounds.get(goal)
        if found is None:
            return frozenset()
        facts, slots = found
        self.tell(f"certificate: {goal.kind} {goal.name}")
        return self._words(_least(self._quest(facts), spots_of(facts, goal), sorted(slots)))

    def _quest(self, facts: Facts) -> Quest:
        if id(facts) not in self.quests:
            self.quests[id(facts)] = Quest(facts, self.prover.limits)
        return self.quests[id(facts)]

    @cached_property
    def exits(self) -> Sequence[Exit]:
        """What the prover says of the ways to an ending."""
        nodes = self.prover.graph.nodes
        return [
            (frozenset((nodes[number].episode, nodes[number].block) for number in region), self._words(slots))
            for region, slots in self.prover.exits
        ]

    @property
    def _anywhere(self) -> Exit:
        """All blocks, and all slots."""
        charts = self.reading.charts.items()
        return frozenset((id, block) for id, chart in charts for block in chart.blocks), self.followed

    def _words(self, slots: Iterable[int]) -> Slots:
        return frozenset(self._names[slot] for slot in slots)

    @cached_property
    def _names(self) -> Mapping[int, str]:
        layouts = self.prover.base.layouts
        named = self.reading.names.items()
        return {layouts[id].place(local): name for id, names in named for local, name in enumerate(names)}


def _least(quest: Quest, spots: Spots, slots: list[int]) -> list[int]:
    """Fewer of some slots that forbid a goal: halves, quarters and so on are dropped where the others still do."""
    size = (len(slots) + 1) // 2
    while size:
        place = 0
        while place < len(slots):
            fewer = slots[:place] + slots[place + size :]
            if quest.forbids(frozenset(fewer), spots):
                slots = fewer
            else:
                place += size
        size //= 2
    return slots


def goal_data(goal: Goal) -> dict[str, Any]:
    """A goal as a certificate has it."""
    mark = goal.mark
    return {"kind": goal.kind, "name": goal.name, "file": mark.file, "line": mark.line, "column": mark.column}
