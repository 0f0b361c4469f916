"""Decides one goal: impossible in a projection, or reached by a replay, or neither within the limits.

Projections begin with what the goal's conditions read and what most of the choices that change it ask for, and grow by
the slots that keep replays from going on: counterexample-guided refinement (Clarke and others 2000).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from game.engine.trail import Step
from game.workshop.prove.distance import Distance
from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.graph import Clause, Sight
from game.workshop.prove.guide import Guide
from game.workshop.prove.projection import Projection, fits
from game.workshop.prove.search import Keys
from game.workshop.prove.walk import Walker

Spots = Sequence[tuple[int, Sight]]
"""The nodes where a goal shows, and how."""
Groups = tuple[frozenset[int], ...]
"""The slots of each of some projections."""
CHEAP = 6
"""Before that round a search for a replay is half as long as the next one: it is there to say what is in the way.
Where nothing is, it was only too short.
"""
PART = 4_096
"""Valuations of each of several projections that share the slots of one condition."""
KEPT = 1 << 27
"""Bits of projections that are kept for other goals: 16 MB."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is tried for one goal."""

    width: int = 400_000
    """Valuations of one projection."""
    first: int = 30_000
    """Valuations up to which a projection takes in what its slots depend on."""
    groups: int = 6
    """Projections that are used together."""
    rounds: int = 12
    expansions: int = 4_000
    """States that one search for a replay goes on from."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found out about a goal: a replay, or the slots that forbid it, or neither."""

    replay: tuple[Step, ...] | None
    least: int
    """No way is shorter."""
    slots: frozenset[int] | None
    """In the projection on these it is impossible."""
    groups: Groups
    """The slots of each projection that was used last."""
    rounds: int
    exhausted: bool = False
    """Every real state from which it was not impossible in a projection was looked at, and none shows it."""


class Quest:
    """Decides goals of one graph."""

    def __init__(self, facts: Facts, limits: Limits) -> None:
        self.facts, self.limits = facts, limits
        self.keys = Keys(facts.graph, facts.live)
        self._forward: OrderedDict[tuple[frozenset[int], frozenset[int]], tuple[Projection, list[int]]] = OrderedDict()

    def decide(self, spots: Spots, whole: frozenset[int] = frozenset()) -> Answer:
        """What can be found out about the goal that shows at `spots`; first with the slots `whole`, if given."""
        groups = [whole] if whole else self._first(spots)
        distances: dict[frozenset[int], Distance] = {}
        for rounds in range(1, self.limits.rounds + 1):
            for group in groups:
                if group not in distances:
                    distance = self.distance(group, spots)
                    if distance is None:
                        return Answer(None, 0, group, tuple(groups), rounds)
                    distances[group] = distance
            used = [distances[group] for group in groups]
            guide = Guide(self.walker(spots), self.keys, used)
            replay = guide.run(self.limits.expansions >> max(0, CHEAP - rounds))
            if replay is not None:
                return self._shorten(spots, replay, used, tuple(groups), rounds)
            if guide.exhausted:
                return Answer(None, 0, None, tuple(groups), rounds, True)
            grown = self.grow(groups, guide.blamed, spots)
            if grown is None and rounds >= CHEAP:
                break
            groups = grown or groups
        return Answer(None, 0, None, tuple(groups), rounds)

    def walker(self, spots: Spots) -> Walker:
        """Walks, and sees nothing but the goal."""
        pending: dict[int, list[Sight]] = {}
        for number, sight in spots:
            pending.setdefault(number, []).append(sight)
        return Walker(self.facts.graph, pending)

    def _shorten(
        self, spots: Spots, replay: tuple[Step, ...], used: Sequence[Distance], groups: Groups, rounds: int
    ) -> Answer:
        """Look for a replay that is as short as the distances allow."""
        place = self.walker(spots).begin([])
        least = max((distance.of(place) or 0 for distance in used), default=0) if replay else 0
        if len(replay) > least:
            again = Guide(self.walker(spots), self.keys, used).run(self.limits.expansions, least)
            replay = replay if again is None else again
        return Answer(replay, least, None, groups, rounds)

    # Projections ---------------------------------------------------------------------------------------------

    def distance(self, group: frozenset[int], spots: Spots) -> Distance | None:
        """How far everything is from the goal in a projection; None if it is impossible there."""
        projection, reached = self.reach(group, spots)
        goal = self.goal(projection, reached, spots)
        return Distance(projection, goal, reached) if goal else None

    def reach(self, group: frozenset[int], spots: Spots) -> tuple[Projection, list[int]]:
        """A projection and what it reaches, at `spots` too."""
        nodes = frozenset(number for number, _ in spots)
        key = (group, nodes)
        if key not in self._forward:
            projection = self._projection(group)
            kept = list(self.facts.kept)
            for number in nodes:
                kept[number] = True
            self._forward[key] = (projection, projection.forward(kept, self.facts.ahead(nodes)))
        self._forward.move_to_end(key)
        self._forget_oldest()
        return self._forward[key]

    def _projection(self, group: frozenset[int]) -> Projection:
        """The projection on some slots, that of before if it is the same."""
        last = next(reversed(self._forward.items()), None)
        return last[1][0] if last is not None and last[0][0] == group else Projection(self.facts, group)

    def _forget_oldest(self) -> None:
        """Let go of the projections that were not used for longest, until the others take no more than they may."""
        sizes = {key: fits(self.facts, key[0]) * sum(self.facts.kept) for key in self._forward}
        while len(self._forward) > 1 and sum(sizes[key] for key in self._forward) > KEPT:
            self._forward.popitem(last=False)

    def forget(self) -> None:
        """Let go of every projection."""
        self._forward.clear()

    def goal(self, projection: Projection, reached: Sequence[int], spots: Spots) -> dict[int, int]:
        """Where the goal shows, among what a projection reaches."""
        found: dict[int, int] = {}
        for number, sight in spots:
            bits = projection.where(sight.clauses)
            if sight.late:
                bits = projection.arriving(number, bits)
            if bits & reached[number]:
                found[number] = found.get(number, 0) | bits & reached[number]
        return found

    def forbids(self, group: frozenset[int], spots: Spots) -> bool:
        """Whether the goal is impossible in the projection on some slots."""
        return not self.goal(*self.reach(group, spots), spots)

    def least(self, group: frozenset[int], spots: Spots) -> frozenset[int]:
        """As few of the slots as still forbid the goal: none, or one, or what is left when others are dropped."""
        if self.forbids(frozenset(), spots):
            return frozenset()
        for slot in sorted(group):
            if self.forbids(frozenset({slot}), spots):
                return frozenset({slot})
        if fits(self.facts, group) <= self.limits.first:
            for slot in sorted(group):
                if self.forbids(group - {slot}, spots):
                    group -= {slot}
        return group

    # Which slots ---------------------------------------------------------------------------------------------

    def _first(self, spots: Spots) -> list[frozenset[int]]:
        """What the goal's conditions read, as far as that is narrow, and what those slots depend on.

        What must hold and reads too much for one projection is seen through several.
        """
        group: frozenset[int] = frozenset()
        parts: list[frozenset[int]] = []
        clauses = [clause for number, sight in spots for clause in sight.clauses or self._entered(number)]
        for reads, clause in sorted(((self.facts.reads((clause,)), clause) for clause in clauses), key=_few):
            if fits(self.facts, group | reads) <= self.limits.width:
                group |= reads
            elif fits(self.facts, reads) > self.limits.width and _is_plain(clause):
                parts += [part for part in self._parts(reads) if part not in parts]
        return [self._with_producers(one) for one in (group, *parts)[: self.limits.groups] if one or not parts]

    def _parts(self, reads: Iterable[int]) -> Iterable[frozenset[int]]:
        """Some slots, as many together as are narrow."""
        part: frozenset[int] = frozenset()
        for slot in sorted(reads):
            if part and fits(self.facts, part | {slot}) > min(PART, self.limits.width):
                yield part
                part = frozenset()
            part |= {slot}
        yield part

    def _with_producers(self, group: frozenset[int]) -> frozenset[int]:
        todo = sorted(group)
        for slot in todo:
            for other in sorted(self.facts.producers.get(slot, ())):
                if other not in group and fits(self.facts, group | {other}) <= min(
                    self.limits.first, self.limits.width
                ):
                    group |= {other}
                    todo.append(other)
        return group

    def _entered(self, number: int) -> Iterable[Clause]:
        """What decides whether play comes to a node from those before it."""
        for source, way in self.facts.before[number]:
            yield from (((condition, True),) for condition in self.facts.deciding(source, way))

    def grow(
        self, groups: list[frozenset[int]], blamed: Sequence[Mapping[int, float]], spots: Spots
    ) -> list[frozenset[int]] | None:
        """The groups, each with what broke its promises most; None if nothing can be done."""
        lacking = list(zip(groups, blamed, strict=True))
        grown = [self._wider(*one) for one in lacking]
        full = [slots for (group, slots), wider in zip(lacking, grown, strict=True) if group == wider]
        if any(full) and len(groups) < self.limits.groups:
            beside = self._beside(next(filter(None, full)), spots)
            grown += [] if any(beside <= group for group in grown) else [beside]
        return self._merged(groups) if grown == groups else list(dict.fromkeys(grown))

    def _wider(self, group: frozenset[int], blamed: Mapping[int, float]) -> frozenset[int]:
        """A group with the two most blamed slots that it lacks, if there is room."""
        for slot in [slot for slot in sorted(blamed, key=lambda slot: -blamed[slot]) if slot not in group][:2]:
            if fits(self.facts, group | {slot}) <= self.limits.width:
                group |= {slot}
        return group

    def _beside(self, blamed: Mapping[int, float], spots: Spots) -> frozenset[int]:
        """A further group, of what the goal asks for and of what broke the promises of a full one."""
        group: frozenset[int] = frozenset()
        asked = sorted({slot for _, sight in spots for slot in self.facts.reads(sight.clauses)})
        for slot in (*asked, *sorted(blamed, key=lambda slot: -blamed[slot])):
            if fits(self.facts, group | {slot}) <= min(PART, self.limits.width):
                group |= {slot}
        return group

    def _merged(self, groups: list[frozenset[int]]) -> list[frozenset[int]] | None:
        nearest = sorted(groups, key=lambda group: fits(self.facts, group))
        if len(nearest) < 2 or fits(self.facts, nearest[0] | nearest[1]) > self.limits.width:
            return None
        return [nearest[0] | nearest[1], *nearest[2:]]


def _few(read: tuple[frozenset[int], Clause]) -> int:
    return len(read[0])


def _is_plain(clause: Clause) -> bool:
    """Whether it is that one condition of an author holds."""
    return all(wanted and condition.whole is None for condition, wanted in clause)


def spots_of(facts: Facts, goal: Goal) -> Spots:
    """Where a goal shows."""
    return [
        (number, sight)
        for number, node in enumerate(facts.graph.nodes)
        for sight in node.sights
        if goal_of(sight) == goal
    ]
