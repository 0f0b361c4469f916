"""Holds one certificate against a story: the beginning is inside, no step leads outside, the goal never shows.

A condition on what is unknown counts as both true and false, and every value of the unknown is tried in a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product, repeat
from typing import Any

from game.engine.code import Change, Guard
from game.engine.statechart import Block, Branches, Changes, Offer, StepOp
from game.engine.telling import Fork, Prose
from game.language.mark import Mark
from game.workshop.checker.certificate import Certificate, Known, Place
from game.workshop.checker.tale import ASKED, Tale, TooMany, changes_in, guards_in

Key = tuple[str, ...]
"""What tells a goal from others."""
Clause = tuple[Guard | None, bool]
"""A condition, and what it is to be; None always holds."""


class Check:
    """One certificate and one story."""

    def __init__(self, tale: Tale, certificate: Certificate, followed: frozenset[str] = frozenset()) -> None:
        """`followed` are the slots to follow where that is more than the certificate's."""
        self.tale, self.certificate = tale, certificate
        self.followed = followed or certificate.variables
        self.wanted = {key_in(goal) for goal in certificate.goals}
        self.kinds = {goal["kind"] for goal in certificate.goals}
        self.told = "text" in self.kinds or any("~" in name for name in self.followed)
        """Whether it matters what is told."""
        for goal in certificate.goals:
            if goal["file"] == ASKED.file:
                tale.ask(goal["name"])
        self.shown: list[Key] = []
        """The goals that were seen to show."""
        self.kept = cache(self._kept)
        self._truths: dict[object, bool] = {}

    def faults(self) -> Iterator[str]:
        """Everything that is wrong; nothing, if the certificate holds."""
        if not self.inside(*self.tale.beginning()):
            yield "the beginning is not inside"
        for place, part in self.certificate.parts.items():
            for values in part.listed if self.tale.comes_to(place) else ():
                known = dict(zip(part.followed, values, strict=True))
                for target, after in self.onward(place, known):
                    if not self.inside(target, after):
                        yield f"a step leads outside, from {_words(place)} with {known} to {_words(target)}"
                yield from (f"this shows: {' '.join(key)}" for key in self.shown)
                self.shown.clear()

    # Inside --------------------------------------------------------------------------------------------------

    def inside(self, place: Place, known: Known) -> bool:
        """Whether every valuation that agrees with what is known is inside."""
        part = self.certificate.parts.get(place)
        if part is None:
            return not self.tale.comes_to(place)
        ways = [[known[name]] if name in known else self.tale.has(name, place) for name in part.followed]
        if None in ways:
            return False
        return all(
            values in part.listed or not all(map(self.tale.may_be, part.followed, values, repeat(place)))
            for values in product(*(way for way in ways if way is not None))
        )

    # Moving --------------------------------------------------------------------------------------------------

    def onward(self, place: Place, known: Known) -> list[tuple[Place, Known]]:
        """Where one step leads, and what is known there; the goals that show go to `shown`."""
        id, name, rests = place
        chart = self.tale.charts[id]
        if not name:
            first = (id, chart.entries[chart.episode.first], False)
            return [(first, after) for after in self.run(chart.recap, place, known)]
        block = chart.blocks[name]
        if rests:
            return self._chosen(block, place, known)
        if chart.entries.get(block.scene) == name:
            self._show("scene", chart.episode.scenes[block.scene].mark)
        elif all(offer.target != name for other in chart.blocks.values() for offer in other.offers):
            self._show("text", block.mark, f"{block.mark}, this passage")
        return [way for after in self.run(block.steps, place, known) for way in self._left(block, place, after)]

    def _left(self, block: Block, place: Place, known: Known) -> Iterator[tuple[Place, Known]]:
        """Where play goes by itself once the steps of a block are done."""
        if block.leave is not None:
            episode, scene = block.leave
            target = self.tale.charts[episode].entries[scene] if scene else ""
            yield (episode, target, False), {**known, **self.tale.fresh(episode)}
        elif block.kind != "go":
            yield (place[0], block.id, True), known
        else:
            for number in self._open([edge.guard for edge in block.edges], place, known):
                if number is None:
                    self._show("stuck", block.mark, block.id)
                else:
                    yield (place[0], block.edges[number].target, False), known

    def _chosen(self, block: Block, place: Place, known: Known) -> list[tuple[Place, Known]]:
        """Where the player's steps lead from a block in which play rests."""
        self._show_rest(block, place, known)
        ways = [
            ((place[0], offer.target, False), known)
            for offer in block.offers
            if self.can(place, known, *((guard, True) for guard in offer.guards))
        ]
        for reading in self.tale.story.readings.values() if block.kind == "menu" else ():
            key = f"read.{reading.id}"
            if not known.get(key) and all(known.get(f"noted.{note}", 1) for note in reading.of):
                ways.append((place, {**known, key: 1}))
        return ways

    def run(self, steps: Iterable[StepOp], place: Place, known: Known) -> list[Known]:
        """What can be known after some steps."""
        found = [known]
        for step in steps:
            found = _once(after for before in found for after in self._step(step, place, before))
        return found

    def _step(self, step: StepOp, place: Place, known: Known) -> list[Known]:
        if isinstance(step, Changes):
            return self.after(step.change, place, known)
        if isinstance(step, Branches):
            return self._branch(step, place, known) if self.told or any(changes_in([step])) else [known]
        texts = [text for text in (step.prose, step.subtitle) if text and self.told]
        found = [known]
        for text in texts:
            found = _once(after for before in found for after in self._tell(text, place, before))
        return found

    def _branch(self, step: Branches, place: Place, known: Known) -> list[Known]:
        found: list[Known] = []
        for number in self._open([guard for guard, _ in step.ways], place, known):
            if number is None:
                found.append(known)
            else:
                mark = step.marks[number]
                self._show("text", mark, f"{mark}, this paragraph")
                found += self.run(step.ways[number][1], place, known)
        return found

    def _tell(self, prose: Prose, place: Place, known: Known) -> list[Known]:
        found = [known]
        for fork in prose.forks:
            found = _once(after for before in found for after in self._fork(fork, place, before))
        return found

    def _fork(self, fork: Fork, place: Place, known: Known) -> list[Known]:
        counted = self.after(fork.counts, place, known) if fork.counts else [known]
        found: list[Known] = []
        for number in self._open([guard for guard, _ in fork.ways], place, known):
            if number is None:
                found += counted
                continue
            if number == 0 or not fork.drawn:
                self._show("text", fork.mark, f"{fork.mark}, text {number + 1}")
            found += [after for before in counted for after in self._tell(fork.ways[number][1], place, before)]
        return found

    def _open(self, guards: Sequence[Guard | None], place: Place, known: Known) -> Iterator[int | None]:
        """The ways of which each can be the first that is open; None if there can be none."""
        shut: list[Clause] = []
        for number, guard in enumerate(guards):
            if self.can(place, known, *shut, (guard, True)):
                yield number
            shut.append((guard, False))
            if not self.can(place, known, *shut):
                return
        yield None

    # Knowing -------------------------------------------------------------------------------------------------

    def can(self, place: Place, known: Known, *clauses: Clause) -> bool:
        """Whether some conditions can all be as wanted, for some value of everything unknown that they ask for."""
        clauses = tuple((guard, wanted) for guard, wanted in clauses if guard is not None or not wanted)
        names = {self.tale.names[place[0]][slot] for guard, _ in clauses if guard for slot in guard.reads}
        here = {name: known[name] for name in sorted(names) if name in known}
        key = (place, tuple((id(guard), wanted) for guard, wanted in clauses), tuple(here.items()))
        if key not in self._truths:
            self._truths[key] = self._can(place, here, clauses)
        return self._truths[key]

    def _can(self, place: Place, known: Known, clauses: Sequence[Clause]) -> bool:
        if any(guard is None for guard, _ in clauses):
            return False
        tests = [(guard.test, wanted) for guard, wanted in clauses if guard]
        try:
            cases = self.tale.cases(lambda world: all(test(world) == wanted for test, wanted in tests), place, known)
            return any(truth for truth, _ in cases)
        except TooMany:
            if len(clauses) > 1:
                return all(self.can(place, known, clause) for clause in clauses)
        ((guard, wanted),) = clauses
        return not wanted or guard is None or guard.needs is None or self.can(place, known, (guard.needs, True))

    def after(self, change: Change, place: Place, known: Known) -> list[Known]:
        """What can be known after a change."""
        found = [known]
        for part in change.parts or (change,):
            written = {self.tale.names[place[0]][slot] for slot in part.writes}
            if written & self.kept(place):
                found = _once(after for before in found for after in self._after(part, written, place, before))
        return found

    def _after(self, change: Change, written: set[str], place: Place, known: Known) -> list[Known]:
        kept = self.kept(place)
        try:
            found = [after for _, after in self.tale.cases(change.apply, place, known)]
        except TooMany:
            found = [{name: value for name, value in known.items() if name not in written}]
        return [{name: value for name, value in after.items() if name in kept} for after in found]

    def _kept(self, place: Place) -> frozenset[str]:
        """What is followed within a block: also what a lemma tells of its beginning only, if it changes and is read."""
        block = self.tale.charts[place[0]].blocks.get(place[1])
        if block is None or place[2]:
            return self.followed
        changes, names = list(changes_in(block.steps)), self.tale.names[place[0]]
        read = {slot for guard in guards_in(block.steps) for slot in guard.reads}
        read |= {slot for edge in block.edges if edge.guard for slot in edge.guard.reads}
        read |= {slot for change in changes for slot in set(change.reads) - set(change.writes)}
        written = {names[slot] for change in changes for slot in change.writes}
        return self.followed | (written & self.tale.lemmas.keys() & {names[slot] for slot in read})

    # Showing -------------------------------------------------------------------------------------------------

    def _show(self, kind: str, mark: Mark | None, name: str = "") -> None:
        """Something shows; remember it if it is a goal."""
        if mark is not None and (key := key_of(kind, name, str(mark))) in self.wanted:
            self.shown.append(key)

    def _show_rest(self, block: Block, place: Place, known: Known) -> None:
        """What shows where play rests."""
        if block.ending:
            self._show("ending", block.mark, block.ending)
        shut = (any(self.can(place, known, (guard, False)) for guard in offer.guards) for offer in block.offers)
        if block.kind == "menu" and all(shut):
            self._show("stuck", block.mark, block.id)
        for one, guard in self.tale.must[place[0], block.id] if "invariant" in self.kinds else ():
            if self.can(place, known, (guard, False)):
                self._show("invariant", one.mark, one.name)
        for offer in block.offers:
            self._show_offer(offer, place, known)

    def _show_offer(self, offer: Offer, place: Place, known: Known) -> None:
        also = [(guard, True) for guard in offer.also]
        opens, shuts = (self.can(place, known, *also, (offer.when, truth)) for truth in (True, False))
        if opens:
            self._show("choice", offer.mark)
        if shuts:
            self._show("locked" if offer.locked else "shut", offer.mark)
        if self.told and (opens or (shuts and offer.locked)):
            self._tell(offer.label, place, known)
        if self.told and shuts and offer.locked:
            self._tell(offer.locked, place, known)


def sheltered(tale: Tale, goal: Mapping[str, object]) -> bool:
    """Whether play comes to the menus of a goal only where some choice is open, because the machine asks just that."""
    for chart in tale.charts.values():
        for block in chart.blocks.values():
            if block.id == goal["name"] and block.mark.file == goal["file"] and block.kind == "menu":
                into = [edge for other in chart.blocks.values() for edge in other.edges if edge.target == block.id]
                named = {offer.target for other in chart.blocks.values() for offer in other.offers}
                reads = {slot for offer in block.offers for guard in offer.guards for slot in guard.reads}
                flags = {slot for key, slot in chart.slots.items() if key.startswith("read.")}
                asked = all(edge.guard is not None and edge.guard.opens == block.id for edge in into)
                if (
                    not asked
                    or any(changes_in(block.steps))
                    or reads & flags
                    or block.id in {*named, *chart.entries.values()}
                ):
                    return False
    return True


def key_of(kind: str, name: str, position: str) -> Key:
    """What tells a goal from others: an ending its name, a text its name and place, a scene or a choice its place."""
    if kind == "ending":
        return kind, name
    return (kind, position, name) if kind in ("text", "stuck", "invariant") else (kind, position)


def key_in(goal: Mapping[str, Any]) -> Key:
    """The key of a goal as a certificate has it."""
    return key_of(goal["kind"], goal["name"], f"{goal['file']}:{goal['line']}:{goal['column']}")


def _once(found: Iterable[Known]) -> list[Known]:
    return list({tuple(sorted(known.items())): known for known in found}.values())


def _words(place: Place) -> str:
    return f"{place[0]}/{place[1] or 'its card'}"
