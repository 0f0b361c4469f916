"""Decides whether some ending can be reached from everywhere: proved where it is certain, refuted by a replay."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from game.engine.code import Guard
from game.engine.trail import Step
from game.workshop.prove.distance import digits
from game.workshop.prove.facts import Facts
from game.workshop.prove.graph import END, Condition, Sight
from game.workshop.prove.projection import Projection, fits
from game.workshop.prove.quest import Limits, Quest
from game.workshop.prove.regions import onward, regions
from game.workshop.prove.trap import Trap
from game.workshop.prove.walk import Walker

ROUNDS = 16
BEFORE_DOUBT = 4
"""Rounds after which a trap is looked for, not only its absence."""
AT_ONCE = 2
"""Slots that are taken in from one round to the next."""


Exit = tuple[Sequence[int], frozenset[int]]
"""The nodes of a region, and the slots that show that play can leave it."""


@dataclass(frozen=True, slots=True)
class Way:
    """What was found out: the slots that prove it, or a replay to a trap and the step that closed the last way."""

    slots: frozenset[int] | None
    replay: tuple[Step, ...] | None = None
    closed_by: Step | None = None
    exits: tuple[Exit, ...] = ()
    """What proves it, region by region."""


def way_out(facts: Facts, limits: Limits, calm: Set[int], whole: frozenset[int] = frozenset()) -> Way:
    """Whether from every reachable state some ending can be reached; looked into first with the slots `whole`.

    Play ends if it can leave every region for the next, for there are only so many. At the nodes that are `calm`
    something is always open.
    """
    return _Escape(facts, limits, calm).find(whole)


class _Escape:
    def __init__(self, facts: Facts, limits: Limits, calm: Set[int]) -> None:
        self.facts, self.limits, self.calm = facts, limits, calm
        self.everywhere = [True] * len(facts.graph.nodes)

    def find(self, whole: frozenset[int]) -> Way:
        exits: list[Exit] = []
        for region in regions(self.facts.graph):
            if len(region) > 1 or region[0] not in self.calm or region[0] in onward(self.facts.graph.nodes[region[0]]):
                found = self._leave(region, whole)
                if found.slots is None:
                    return found
                exits.append((region, found.slots))
        used: frozenset[int] = frozenset().union(*(slots for _, slots in exits))
        return Way(used, exits=tuple(exits))

    def _leave(self, region: Sequence[int], slots: frozenset[int]) -> Way:
        """Whether play can leave one region from every state in it."""
        counted = slots | self._counted(region)
        slots = counted if fits(self.facts, counted) <= self.limits.width else slots
        for number in range(1, ROUNDS + 1):
            projection = Projection(self.facts, slots)
            ahead = self.facts.ahead(region)
            trap = Trap(projection, region, projection.forward(self.everywhere, ahead), self.calm)
            if not trap.bad:
                return Way(slots)
            grown = self._grown(slots, trap)
            if grown == slots or number % BEFORE_DOUBT == 0:
                reached = projection.forward(self.everywhere, self.facts.reached)
                found = _refuted(self.facts, self.limits, projection, reached)
                if found is not None or grown == slots:
                    return found or Way(None)
            slots = grown
        return Way(None)

    def _counted(self, region: Sequence[int]) -> frozenset[int]:
        """What the sessions of a region count, which is what ends them: their turns, and what was started once."""
        graph = self.facts.graph
        written = {slot for number in region for act in graph.nodes[number].acts for slot in act.writes}
        return frozenset(slot for slot in written if "#turn" in graph.names[slot] or "#start" in graph.names[slot])

    def _grown(self, slots: frozenset[int], trap: Trap) -> frozenset[int]:
        asked = {slot: much for slot, much in trap.asked().items() if slot not in slots}
        for slot in sorted(asked, key=lambda slot: (-asked[slot], slot))[:AT_ONCE]:
            if fits(self.facts, slots | {slot}) <= self.limits.width:
                slots |= {slot}
        return slots


def _refuted(facts: Facts, limits: Limits, projection: Projection, reached: Sequence[int]) -> Way | None:
    """A replay to a state that is cut off from every ending even if all unknown conditions are kind."""
    ends = {n: bits for n, bits in enumerate(reached) if bits and facts.graph.nodes[n].kind == END}
    near: dict[int, int] = {}
    for ring in projection.rings(ends, reached):
        for number, bits in ring.items():
            near[number] = near.get(number, 0) | bits
    lost = {
        number: bits & ~near.get(number, 0)
        for number, bits in enumerate(reached)
        if facts.graph.nodes[number].rest and bits & ~near.get(number, 0)
    }
    if not lost:
        return None
    sights = [(number, _sight(projection, number, bits)) for number, bits in lost.items()]
    answer = Quest(facts, limits).decide(sights, projection.slots)
    if answer.replay is None:
        return None
    return Way(None, *_cut(facts, sights, answer.replay))


def _sight(projection: Projection, number: int, bits: int) -> Sight:
    """That play is at a node with one of these valuations."""
    node = projection.graph.nodes[number]
    layout = projection.graph.layouts[node.episode]
    places = digits(projection, number)
    guard = Guard(_among(places, bits), tuple(local for local, _ in places))
    return Sight("trap", "", node.mark, (((Condition(guard, layout), True),),))


def _among(places: Sequence[tuple[int, dict[int, int]]], bits: int) -> Callable[[Sequence[int]], bool]:
    return lambda values: bool(bits >> sum(weights[values[local]] for local, weights in places) & 1)


def _cut(
    facts: Facts, sights: Sequence[tuple[int, Sight]], replay: tuple[Step, ...]
) -> tuple[tuple[Step, ...], Step | None]:
    """The replay up to the step that leads into the trap, and that step."""
    for length in range(len(replay) + 1):
        pending: dict[int, list[Sight]] = {}
        for number, sight in sights:
            pending.setdefault(number, []).append(sight)
        seen: list[tuple[int, Sight]] = []
        Walker(facts.graph, pending).replay(replay[:length], seen)
        if seen:
            return replay[:length], replay[length - 1] if length else None
    return replay, replay[-1] if replay else None
