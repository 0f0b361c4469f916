"""Checks certificates without anything of what made them: no bits, no trees, no order; one valuation at a time.

It calls the machine's own conditions and changes with each valuation, and with every value of whatever else they ask
for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from game.workshop.prove.certificate import Certificate
from game.workshop.prove.goals import goal_of
from game.workshop.prove.graph import Change_, Clauses, Enter, Graph, Layout, Node
from game.workshop.prove.live import live_after, live_slots
from game.workshop.prove.tree import Domains

Known = dict[int, int]


class _Missing(Exception):
    pass


class _Values:
    """Values of which some are known."""

    def __init__(self, known: Known, layout: Layout) -> None:
        self.known, self.layout = dict(known), layout

    def __getitem__(self, local: int) -> int:
        slot = self.layout.place(local)
        if slot not in self.known:
            raise _Missing(slot)
        return self.known[slot]

    def __setitem__(self, local: int, value: int) -> None:
        self.known[self.layout.place(local)] = value


def faults(graph: Graph, certificate: Certificate) -> Iterator[str]:
    """Everything that is wrong with a certificate; nothing, if it holds."""
    live = live_slots(graph.nodes)
    steps = [*certificate.before, certificate]
    for step, following in zip(steps, [*steps[1:], certificate], strict=True):
        check = _Checker(graph, live, step, following.domains)
        if not check.inside(graph.beginning, dict(enumerate(graph.start))):
            yield "the beginning is not inside"
        for number, valuations in enumerate(step.arriving):
            for valuation in valuations:
                yield from check.leaving(number, dict(zip(step.slots, valuation, strict=True)))


class _Checker:
    def __init__(
        self, graph: Graph, live: Sequence[frozenset[int]], certificate: Certificate, claimed: Domains
    ) -> None:
        self.graph, self.live, self.certificate, self.claimed = graph, live, certificate, claimed

    def inside(self, number: int, known: Known) -> bool:
        """Whether a valuation is among those that can arrive at a node, or has a value that its slot cannot have."""
        live, domains = self.live[number], self.certificate.domains
        if any(slot in live and known[slot] not in domains[slot] for slot in self.certificate.slots):
            return len(self.certificate.slots) > 1 or bool(self.graph.declared.get(self.certificate.slots[0]))
        seen = tuple(known[slot] if slot in live else domains[slot][0] for slot in self.certificate.slots)
        return seen in self.certificate.arriving[number]

    def leaving(self, number: int, known: Known) -> Iterator[str]:
        """What shows the goal at a node, or leads outside from it, or has a value that was not claimed."""
        node = self.graph.nodes[number]
        early = [sight for sight in node.sights if not sight.late and goal_of(sight) == self.certificate.goal]
        late = [sight for sight in node.sights if sight.late and goal_of(sight) == self.certificate.goal]
        if any(self.possible(sight.clauses, known) for sight in early):
            yield f"the goal shows at {node.block}"
        needed = live_after(node, self.live)
        for after in self.changed(node.acts, known):
            if any(self.possible(sight.clauses, after) for sight in late):
                yield f"the goal shows at {node.block}"
            yield from self.unclaimed(self.live[number], known)
            yield from self.unclaimed(needed, after)
            yield from self.onward(node, after)

    def unclaimed(self, live: frozenset[int], known: Known) -> Iterator[str]:
        """The values that matter and are not among those that the next certificate counts on."""
        for slot, value in known.items():
            if slot in live and value in self.certificate.domains[slot] and value not in self.claimed[slot]:
                yield f"{self.graph.names[slot]} can be {value}"

    def onward(self, node: Node, known: Known) -> Iterator[str]:
        """What leads outside."""
        shut: Clauses = ()
        for arc in node.arcs:
            if self.possible((*shut, *(((condition, True),) for condition in arc.conditions)), known):
                for moved in self.changed(arc.acts, known):
                    if not self.inside(arc.target, moved):
                        yield f"{node.block} leads outside"
            if arc.step is None:
                shut = (*shut, tuple((condition, False) for condition in arc.conditions))

    def possible(self, clauses: Clauses, known: Known) -> bool:
        """Whether each clause can hold for itself."""
        return all(
            any(self.can_be(c.guard.test, c.layout, wanted, known) for c, wanted in clause) for clause in clauses
        )

    def can_be(self, test: Callable[[Any], bool], layout: Layout, wanted: bool, known: Known) -> bool:
        """Whether a condition can be as wanted, for some value of everything unknown that it asks for."""
        try:
            return bool(test(_Values(known, layout))) == wanted
        except _Missing as missing:
            slot = missing.args[0]
        return any(self.can_be(test, layout, wanted, {**known, slot: v}) for v in self.certificate.domains[slot])

    def changed(self, acts: Sequence[Change_], known: Known) -> list[Known]:
        """What a valuation can be after some changes."""
        results = [known]
        for act in acts:
            results = [after for before in results for after in self.after(act, before)]
        return results

    def after(self, act: Change_, known: Known) -> list[Known]:
        """What a valuation can be after one change."""
        if isinstance(act, Enter):
            fresh = dict(zip(act.writes, act.chart.start[act.chart.shared :], strict=True))
            return [{slot: fresh.get(slot, value) for slot, value in known.items()}]
        values = _Values(known, act.layout)
        try:
            act.change.apply(values)  # type: ignore[arg-type]
        except _Missing as missing:
            slot = missing.args[0]
            branches = (self.after(act, {**known, slot: v}) for v in self.certificate.domains[slot])
            return [self._kept(after, known) for branch in branches for after in branch]
        return [self._kept(values.known, known)]

    def _kept(self, after: Known, known: Known) -> Known:
        return {slot: after[slot] for slot in known}
