"""Writes what verdicts "impossible" rest on, so that `game.workshop.checker` can check it. Called by `prove`.

The prover names the slots that make a goal impossible. Everything that those few can be is walked through here once
more, in the statecharts that are played, and written down.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from game.engine.statechart import Changes
from game.workshop.checker.certificate import Certificate, Known, Part, Place, data_of
from game.workshop.checker.check import Check, Key, key_in, sheltered
from game.workshop.checker.tale import Tale, changes_in, guards_in, guards_of
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.live import read_by
from game.workshop.prove.prover import Prover
from game.workshop.prove.verdict import PARTIAL, TRAP

MOST, ROOM = 50_000, 400_000
"""States that are walked through for one certificate, and for all of a story."""
FEW = 3
"""So many slots are followed together before it is found out which values each has alone."""
ROUNDS = 12
"""A slot that still has new values after so many rounds of changes, such as a count of turns, may be anything."""
OURS = re.compile(r"values\.json|\d{3}\.json")
"""The files that are written."""

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Certified:
    """Everything that is written of a story."""

    values: Mapping[str, Any]
    """Which values slots have."""
    certificates: tuple[Mapping[str, Any], ...]
    without: tuple[Goal, ...]
    """What is impossible, and rests on more than could be written down."""


class NotOurs(Exception):
    """A folder holds something else; says so in one sentence."""


def write_certificates(prover: Prover, folder: Path, tell: Callable[[str], None]) -> Certified:
    """Write the certificates of what a prover that has run found impossible. NotOurs, or OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    old = sorted(folder.iterdir())
    if any(not OURS.fullmatch(path.name) for path in old):
        raise NotOurs(f"{folder} holds something else, and nothing was written.")
    found = certified(prover, tell)
    for path in old:
        path.unlink()
    _write(folder / "values.json", found.values)
    for number, data in enumerate(found.certificates, 1):
        _write(folder / f"{number:03}.json", data)
    return found


def _write(path: Path, data: Mapping[str, Any]) -> None:
    """A line for each key, and in a list for each element."""
    rows = [f"{json.dumps(key)}: {_laid(value)}" for key, value in data.items()]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def _laid(value: Any) -> str:
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(part, ensure_ascii=False) for part in value) + "\n]"


def certified(prover: Prover, tell: Callable[[str], None] = lambda _: None) -> Certified:
    """The certificates of what a prover that has run found impossible."""
    return _Certifying(prover, tell).run()


class _Certifying:
    def __init__(self, prover: Prover, tell: Callable[[str], None]) -> None:
        self.prover, self.tell = prover, tell
        self.tale = Tale(prover.library, {})
        _find_own_values(self.tale)
        for asked in prover.invariants:
            self.tale.ask(asked.name)
        self.matters = _Matters(self.tale)
        self.left = {
            key_in(_data(verdict.goal)): verdict.goal
            for verdict in prover.result
            if verdict.replay is None and verdict.outcome != PARTIAL and verdict.goal.kind != TRAP
        }
        self.found: list[Certificate] = []
        self.safe: list[dict[str, Any]] = []
        self.tried: set[Names] = set()
        self.room = ROOM

    def run(self) -> Certified:
        self._shelter()
        self._try_all(FEW)
        if self.left:
            self._find_lemmas()
            self._try_all(len(self._names))
        own = {name: sorted(values) for name, values in self.tale.values.items() if name not in self.tale.declared}
        lemmas = [data_of(lemma) for lemma in self.tale.lemmas.values()]
        certificates = [*map(data_of, self.found), *({"goals": self.safe, "sheltered": True} for _ in self.safe[:1])]
        return Certified({"own": own, "lemmas": lemmas}, tuple(certificates), tuple(self.left.values()))

    def _shelter(self) -> None:
        """Menus that play comes to only where the machine asked whether some choice is open."""
        for key, goal in list(self.left.items()):
            if goal.kind == "stuck" and sheltered(self.tale, _data(goal)):
                self.safe.append(_data(self.left.pop(key)))

    def _try_all(self, most: int) -> None:
        """Try no slots, those that the prover named, those that the goals read, and all; no more than `most`."""
        self.tried.clear()
        self._try(frozenset())
        for guess in (self._decided, self._read, self._all):
            for goal in list(self.left.values()):
                if key_in(_data(goal)) in self.left and len(names := guess(goal)) <= most:
                    self._try(names)

    def _try(self, names: Names) -> None:
        """Certify every goal that the values of some slots make impossible."""
        if names in self.tried:
            return
        self.tried.add(names)
        self.tell(f"certificates: {len(self.left):,} left, {len(names)} slots")
        walked = self.walk(names, list(self.left.values()))
        if walked is None:
            return
        parts, shown = walked
        made = [key for key in self.left if key not in shown]
        if made:
            self.found.append(Certificate([_data(self.left.pop(key)) for key in made], parts))

    # Which slots ---------------------------------------------------------------------------------------------

    def _decided(self, goal: Goal) -> Names:
        found = self.prover.certificates.get(goal)
        return frozenset(map(self._name, found[1])) if found else frozenset()

    def _read(self, goal: Goal) -> Names:
        sights = [sight for node in self.prover.base.nodes for sight in node.sights if goal_of(sight) == goal]
        return frozenset(self._name(slot) for sight in sights for slot in read_by(sight.clauses)) | self._decided(goal)

    def _all(self, goal: Goal) -> Names:
        return frozenset(name for names in self.tale.names.values() for name in names if "~" not in name) | self._read(
            goal
        )

    def _name(self, slot: int) -> str:
        return self._names[slot]

    @cached_property
    def _names(self) -> Mapping[int, str]:
        layouts = self.prover.base.layouts
        return {
            layouts[id].place(local): name for id, names in self.tale.names.items() for local, name in enumerate(names)
        }

    def _find_lemmas(self) -> None:
        """The slots that have fewer values than their type where they matter."""
        for name in sorted(self.matters.anywhere & self.tale.declared.keys()):
            self.tell(f"certificates: the values of {name}")
            walked = self.walk(frozenset({name}), [])
            if walked and any(
                part.followed and len(part.listed) < len(self.tale.declared[name]) for part in walked[0].values()
            ):
                self.tale.lemmas[name] = Certificate((), walked[0], name)

    def _says_something(self, name: str, parts: Mapping[Place, Part]) -> bool:
        indices = [(part, part.followed.index(name)) for part in parts.values() if name in part.followed]
        least = min((len({values[index] for values in part.listed}) for part, index in indices), default=0)
        return least < len(self.tale.declared[name])

    # Walking -------------------------------------------------------------------------------------------------

    def walk(self, names: Names, goals: Iterable[Goal]) -> tuple[dict[Place, Part], set[Key]] | None:
        """All that play can come to with which values of some slots, and the goals that show; None if that is much."""
        names |= self.matters.registers
        check = Check(self.tale, Certificate(list(map(_data, goals)), {}), names)
        seen: dict[Place, set[tuple[int, ...]]] = {}
        todo = list(self._at(*self.tale.beginning(), names))
        shown: set[Key] = set()
        count = 0
        while todo:
            place, known = todo.pop()
            values = tuple(known.values())
            if values in seen.setdefault(place, set()):
                continue
            seen[place].add(values)
            count += 1
            self.room -= 1
            if count > MOST or self.room < 0:
                return None
            for target, after in check.onward(place, known):
                todo += self._at(target, after, names)
            shown.update(check.shown)
            check.shown.clear()
        return {place: Part(self.followed(place, names), frozenset(some)) for place, some in seen.items()}, shown

    def followed(self, place: Place, names: Names) -> tuple[str, ...]:
        """The slots that are followed where play comes to a place."""
        return tuple(sorted(names & self.matters.at(place)))

    def _at(self, place: Place, known: Known, names: Names) -> Iterator[tuple[Place, Known]]:
        """What is followed at a place, in every way that agrees with what is known."""
        followed = self.followed(place, names)
        ways = [[known[name]] if name in known else self.tale.has(name, place) or () for name in followed]
        for values in product(*ways) if self.tale.comes_to(place) else ():
            here = dict(zip(followed, values, strict=True))
            if all(self.tale.may_be(name, value, place) for name, value in here.items()):
                yield place, here


class _Matters:
    """Which slots something later can still read."""

    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.registers = frozenset(
            n for names in tale.names.values() for n in names if n.endswith(("#return", "#reply"))
        )
        self._at: dict[Place, Names] = {place: self._read(place) for place in self._places()}
        self._spread()

    def at(self, place: Place) -> Names:
        """What matters where play comes to a place."""
        return self._at[place]

    @property
    def anywhere(self) -> Names:
        """What matters at all."""
        return frozenset().union(*self._at.values())

    def _places(self) -> Iterator[Place]:
        for id, chart in self.tale.charts.items():
            yield id, "", False
            for block in chart.blocks.values():
                yield id, block.id, False
                yield id, block.id, True

    def _read(self, place: Place) -> Names:
        id, name, rests = place
        chart, names = self.tale.charts[id], self.tale.names[id]
        block = chart.blocks.get(name)
        guards = [] if rests else list(guards_in(block.steps if block else chart.recap))
        slots: set[int] = set()
        if block and rests:
            guards += [guard for offer in block.offers for guard in offer.guards]
            guards += [guard for _, guard in self.tale.must[id, name]]
            guards += [g for o in block.offers for text in (o.label, o.locked) if text for g in guards_of(text)]
            slots |= {chart.slots[key] for key in chart.slots if key.startswith(("read.", "noted."))}
        elif block:
            guards += [edge.guard for edge in block.edges if edge.guard]
            for change in changes_in(block.steps):
                slots |= set(change.reads) - (set(change.writes) if len(change.writes) == 1 else set())
        return frozenset(names[slot] for slot in slots | {slot for guard in guards for slot in guard.reads})

    def _spread(self) -> None:
        onward = {place: list(self._onward(place)) for place in self._at}
        changed = True
        while changed:
            changed = False
            for place in reversed(list(self._at)):
                later = frozenset().union(*(self._at[target] for target in onward[place]))
                found = self._at[place] | (later - self._overwritten(place))
                changed |= found != self._at[place]
                self._at[place] = found

    def _overwritten(self, place: Place) -> Names:
        """What a block gives a value whatever it was, so that nothing after it reads the old one."""
        block = self.tale.charts[place[0]].blocks.get(place[1])
        if block is None or place[2]:
            return frozenset()
        plain = [step.change for step in block.steps if isinstance(step, Changes)]
        names = self.tale.names[place[0]]
        return frozenset(names[slot] for change in plain if not change.reads for slot in change.writes)

    def _onward(self, place: Place) -> Iterator[Place]:
        id, name, rests = place
        chart = self.tale.charts[id]
        if not name:
            yield id, chart.entries[chart.episode.first], False
            return
        block = chart.blocks[name]
        if rests:
            yield from ((id, offer.target, False) for offer in block.offers)
            return
        yield from ((id, edge.target, False) for edge in block.edges)
        if block.leave:
            episode, scene = block.leave
            yield episode, self.tale.charts[episode].entries[scene] if scene else "", False
        elif block.kind != "go":
            yield id, name, True


def _find_own_values(tale: Tale) -> None:
    """Find the values of the slots that no author declared: what changes make of the first one, if that ends soon."""
    begun = {name: value for id in tale.charts for name, value in tale.fresh(id).items() if "~" not in name}
    tale.values.update({name: (value,) for name, value in begun.items() if name not in tale.declared})
    for last in (*[False] * ROUNDS, *[True] * len(begun)):
        grown = {
            (n, v) for n, v in tale.made() if n in begun and n not in tale.declared and v not in tale.values.get(n, [v])
        }
        for name, value in grown:
            if last or value is None:
                tale.values.pop(name, None)
            elif name in tale.values:
                tale.values[name] = tuple(sorted({*tale.values[name], value}))
        if not grown:
            break


def _data(goal: Goal) -> dict[str, Any]:
    mark = goal.mark
    return {"kind": goal.kind, "name": goal.name, "file": mark.file, "line": mark.line, "column": mark.column}
