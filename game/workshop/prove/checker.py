"""Checks certificates without anything of what made them: no bits, no trees, no order; one valuation at a time.

It calls the machine's own conditions and changes with each valuation, and with every value of whatever else they ask
for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from game.workshop.prove.certificate import Certificate
from game.workshop.prove.goals import goal_of
from game.workshop.prove.graph import Act, Change_, Clauses, Condition, Enter, Graph, Layout, Node, Sight
from game.workshop.prove.live import through

Known = dict[int, int]


class _Missing(Exception):
    pass


class _Unlisted(Exception):
    pass


class _Values:
    """Values of which some are known."""

    def __init__(self, known: Mapping[int, int], layout: Layout) -> None:
        self.known, self.layout = dict(known), layout

    def __getitem__(self, local: int) -> int:
        slot = self.layout.place(local)
        if slot not in self.known:
            raise _Missing(slot)
        return self.known[slot]

    def __setitem__(self, local: int, value: int) -> None:
        self.known[self.layout.place(local)] = value


def faults(graph: Graph, certificate: Certificate) -> Iterator[str]:
    """What is wrong with a certificate for a story's whole graph if its table of values is right."""
    yield from _Checker(graph, certificate).faults(certificate.goal)


def faults_of_values(graph: Graph, certificate: Certificate) -> Iterator[str]:
    """What is wrong with the table of values of a certificate; all those of a story have the same."""
    for slot in sorted({slot for row in certificate.values if row for slot in row}):
        yield from _Checker(graph, _of_one(certificate, slot)).faults(None)


def _of_one(certificate: Certificate, slot: int) -> Certificate:
    """What the certificate says of one slot's values, as a certificate of its own."""
    rows = certificate.values
    followed = tuple((slot,) if row is not None and slot in row else () for row in rows)
    arriving = tuple(
        frozenset() if row is None else frozenset((value,) for value in row[slot]) if here else frozenset({()})
        for row, here in zip(rows, followed, strict=True)
    )
    return replace(certificate, followed=followed, arriving=arriving)


class _Checker:
    def __init__(self, graph: Graph, certificate: Certificate) -> None:
        self.graph, self.certificate = graph, certificate
        self.here = 0
        """The node that is looked at."""

    def faults(self, goal: object) -> Iterator[str]:
        """Everything that is wrong; with no goal, only whether steps lead out."""
        start = dict(enumerate(self.graph.start))
        if not self.inside(self.graph.beginning, start):
            yield "the beginning is not inside"
        for number, valuations in enumerate(self.certificate.arriving):
            self.here = number
            for valuation in valuations:
                known = dict(zip(self.certificate.followed[number], valuation, strict=True))
                try:
                    yield from self.leaving(self.graph.nodes[number], known, goal)
                except _Unlisted as problem:
                    yield f"nothing is said of {self.graph.names[problem.args[0]]}"

    def inside(self, number: int, known: Known) -> bool:
        """Whether a node is arrived at as it is said, whatever is unknown."""
        slots = self.certificate.followed[number]
        missing = next((slot for slot in slots if slot not in known), None)
        if missing is None:
            return tuple(known[slot] for slot in slots) in self.certificate.arriving[number]
        return all(self.inside(number, {**known, missing: value}) for value in self.having(missing))

    def having(self, slot: int) -> Sequence[int]:
        """The values that an unknown slot can have at the node that is looked at."""
        row = self.certificate.values[self.here] or {}
        if slot in row:
            return row[slot]
        if slot in self.graph.declared:
            low, high = self.graph.declared[slot]
            return range(low, high + 1)
        raise _Unlisted(slot)

    def leaving(self, node: Node, known: Known, goal: object) -> Iterator[str]:
        """What shows the goal at a node, or leads outside from it."""
        shown = [sight for sight in node.sights if goal is not None and goal_of(sight) == goal]
        if any(not sight.late and self.possible(sight.clauses, known) for sight in shown):
            yield f"the goal shows at {node.block}"
        for after in self.changed(node.acts, known, self.needed(node, shown)):
            if any(sight.late and self.possible(sight.clauses, after) for sight in shown):
                yield f"the goal shows at {node.block}"
            yield from self.onward(node, after)

    def needed(self, node: Node, shown: Sequence[Sight]) -> frozenset[int]:
        """The slots that tell what shows at a node and where it leads to."""
        clauses = [clause for sight in shown if sight.late for clause in sight.clauses]
        found = {slot for clause in clauses for condition, _ in clause for slot in condition.reads}
        for arc in node.arcs:
            found |= {slot for condition in arc.conditions for slot in condition.reads}
            found |= through(arc.acts, frozenset(self.certificate.followed[arc.target]))
        return frozenset(found)

    def onward(self, node: Node, known: Known) -> Iterator[str]:
        """What leads outside."""
        shut: Clauses = ()
        for arc in node.arcs:
            taken: Clauses = (*shut, *(((condition, True),) for condition in arc.conditions))
            for case in self.cases(taken, known):
                for moved in self.changed(arc.acts, case, frozenset(self.certificate.followed[arc.target])):
                    if not self.inside(arc.target, moved):
                        yield f"{node.block} leads outside"
            if arc.step is None:
                shut = (*shut, tuple((condition, False) for condition in arc.conditions))

    def possible(self, clauses: Clauses, known: Known) -> bool:
        """Whether all clauses can hold."""
        return next(self.cases(clauses, known), None) is not None

    def cases(self, clauses: Clauses, known: Known) -> Iterator[Known]:
        """The cases in which all clauses hold, for some value of everything unknown that they ask for."""
        try:
            holds = all(any(_test(condition, known) == wanted for condition, wanted in clause) for clause in clauses)
        except _Missing as missing:
            slot = missing.args[0]
            for value in self.having(slot):
                yield from self.cases(clauses, {**known, slot: value})
            return
        if holds:
            yield known

    def changed(self, acts: Sequence[Change_], known: Known, needed: frozenset[int]) -> list[Known]:
        """What a valuation can be after those changes that what is needed depends on."""
        kept = []
        for act in reversed(acts):
            if not needed.isdisjoint(act.writes):
                needed = through((act,), needed)
                kept.append(act)
        results = [known]
        for act in reversed(kept):
            results = [after for before in results for after in self.after(act, before)]
        return results

    def after(self, act: Change_, known: Known) -> list[Known]:
        """What a valuation can be after one change."""
        if isinstance(act, Enter):
            return [{**known, **dict(zip(act.writes, act.chart.start[act.chart.shared :], strict=True))}]
        return [found for found in self._made(act, known) if self._within(act, found)]

    def _made(self, act: Act, known: Known) -> Iterator[Known]:
        values = _Values(known, act.layout)
        try:
            act.change.apply(values)  # type: ignore[arg-type]
        except _Missing as missing:
            slot = missing.args[0]
            for value in self.having(slot):
                yield from self._made(act, {**known, slot: value})
        else:
            yield values.known

    def _within(self, act: Act, known: Known) -> bool:
        """Whether every type is kept to; the engine sees to that."""
        declared = self.graph.declared
        written = [slot for slot in act.writes if slot in known and slot in declared]
        return all(declared[slot][0] <= known[slot] <= declared[slot][1] for slot in written)


def _test(condition: Condition, known: Known) -> bool:
    return bool(condition.guard.test(_Values(known, condition.layout)))  # type: ignore[arg-type]
