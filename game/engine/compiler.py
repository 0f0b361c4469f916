"""Compiles an episode: the graph of drafts becomes blocks, keys become slots, conditions become guards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from game.engine.code import Change, Contender, Contest, Guard, add, change_of, countdown, guard_of, put, when
from game.engine.components import components
from game.engine.draft import (
    Add,
    AnyOpen,
    Branch,
    Draft,
    DraftGuard,
    DraftOffer,
    DraftStep,
    Graph,
    Put,
    Ranked,
    Ranking,
    Tell,
)
from game.engine.keys import guard_keys, step_keys, text_keys
from game.engine.rounds import refuse_rounds
from game.engine.statechart import (
    Block,
    Branches,
    Changes,
    Edge,
    Flight,
    Offer,
    Statechart,
    StepOp,
    Tells,
)
from game.engine.telling import Prose, prose_of
from game.engine.weaver import chains, weave
from game.language.expression import Name, Not, keys
from game.language.mark import Mark
from game.language.problem import Problems
from game.language.step import Assign, Effect, Paragraph, Spend, Utterance
from game.language.story import MAX_MINUTES, Episode, Story
from game.language.text import Text
from game.language.types import FLAG

BUDGET, SPENT = "clock#budget", "clock#spent"
"""The keys of the minutes that the clock was last given, and of those that passed since the episode began."""


def compile_episode(story: Story, episode: Episode, problems: Problems | None = None) -> Statechart:
    """The statechart of `episode`.

    With `problems` given, rounds without a menu are reported there; without, StoryError is raised if there are any.
    """
    found = Problems() if problems is None else problems
    graph = weave(episode, tuple(story.endings))
    chart = _Compiler(story, episode, graph).compile(found)
    if problems is None:
        found.stop_if_wrong()
    return chart


class _Compiler:
    def __init__(self, story: Story, episode: Episode, graph: Graph) -> None:
        self.story, self.episode, self.graph = story, episode, graph
        self.drafts = _reachable(list(graph.entries.values()))
        self.component = _components(self.drafts)
        self.slots: dict[str, int] = {}
        self.start: list[int] = []
        self.ids: dict[int, str] = {}
        self.contests: dict[str, Contest] = {}

    def compile(self, problems: Problems) -> Statechart:
        refuse_rounds(self.drafts, problems)
        self._allot()
        for draft in self.drafts:
            draft.steps = [step for step in draft.steps if self._kept(step)]
        entries = {scene: draft.shortcut() for scene, draft in self.graph.entries.items()}
        live = _reachable(list(entries.values()), shortcuts=True)
        self._number(live)
        blocks = {self.ids[id(draft)]: self._block(draft) for draft in live}
        flights = {
            name.removesuffix("#flight"): Flight(self.slots[name], to, minutes)
            for name, (to, minutes) in self.graph.flights.items()
        }
        recap = tuple(self._recap())
        return Statechart(
            self.episode,
            self.slots,
            len(self.story.variables),
            tuple(self.start),
            blocks,
            {scene: self.ids[id(draft)] for scene, draft in entries.items()},
            flights,
            recap,
            {key: _numbered(callers) for key, callers in self.graph.callers.items() if key in self.slots},
        )

    # Slots ---------------------------------------------------------------------------------------------------

    def _allot(self) -> None:
        for key, variable in self.story.variables.items():
            self._slot(key, variable.start)
        if self.episode.clock:
            self._slot("clock", self.episode.clock.minutes)
            self._slot(BUDGET, self.episode.clock.minutes)
            self._slot(SPENT, 0)
        for scene in self.episode.scenes.values():
            for variable in scene.state:
                self._slot(variable.key, variable.start)
        for key in self._read():
            self._slot(key, 0)

    def _slot(self, key: str, start: int) -> int:
        if key not in self.slots:
            self.slots[key] = len(self.start)
            self.start.append(start)
        return self.slots[key]

    def _counter(self, draft: Draft) -> int | None:
        """A slot that counts how often a text of `draft` was shown; None if it cannot be shown twice."""
        if self.component[id(draft)] < 0:
            return None
        return self._slot(f"~{len(self.start)}", 0)

    def _read(self) -> Iterator[str]:
        """Every key that something reads."""
        yield from self.graph.flights
        for invariant in self.episode.invariants:
            yield from keys(invariant.must)
        for ranking in self.graph.rankings.values():
            for candidate in ranking.candidates:
                yield from keys(candidate.when)
                yield from keys(candidate.first) if candidate.first else ()
                yield from [candidate.age] if candidate.age else ()
        for draft in self.drafts:
            for guard, _ in draft.edges:
                yield from guard_keys(guard)
            for offer in draft.offers:
                yield from keys(offer.when) if offer.when else ()
                yield from [offer.mark_key] if offer.mark_key and self._once(draft, offer) else ()
                for text in (offer.label, offer.locked):
                    yield from text_keys(text)
            for step in draft.steps:
                yield from step_keys(step)

    def _once(self, draft: Draft, offer: DraftOffer) -> bool:
        """Whether the menu can be met again after the choice, so that its being taken must be remembered."""
        if offer.again or offer.ranked or offer.mark_key is None:
            return False
        return self.component[id(draft)] == self.component[id(offer.target)] >= 0

    def _kept(self, step: DraftStep) -> bool:
        return not isinstance(step, Put | Add) or step.key in self.slots

    # Blocks --------------------------------------------------------------------------------------------------

    def _number(self, drafts: list[Draft]) -> None:
        counts: dict[str, int] = {}
        for draft in drafts:
            counts[draft.scene] = number = counts.get(draft.scene, -1) + 1
            self.ids[id(draft)] = f"{draft.scene}:{number}"

    def _target(self, draft: Draft) -> str:
        return self.ids[id(draft.shortcut())]

    def _block(self, draft: Draft) -> Block:
        edges = tuple(Edge(self._guard(guard), self._target(target)) for guard, target in draft.edges)
        offers = tuple(self._offer(draft, offer) for offer in draft.offers)
        steps = tuple(self._step(step, draft) for step in reversed(draft.steps))
        return Block(
            self.ids[id(draft)],
            draft.scene,
            draft.kind,
            steps,
            edges,
            offers,
            draft.ending,
            draft.leave,
            draft.mark,
        )

    def _offer(self, draft: Draft, offer: DraftOffer) -> Offer:
        also = []
        if self._once(draft, offer) and offer.mark_key:
            also.append(guard_of(Not(Name(offer.mark_key, FLAG)), self.slots))
        if offer.ranked:
            also.append(self._ranked(offer.ranked))
        condition = guard_of(offer.when, self.slots) if offer.when else None
        return Offer(
            f"{draft.scene}.{offer.name}",
            self._fixed(offer.label),
            offer.stance,
            condition,
            self._fixed(offer.locked) if offer.locked else None,
            tuple(also),
            self._target(offer.target),
            offer.mark,
        )

    def _fixed(self, text: Text) -> Prose:
        """A text that counts nothing, such as a label."""
        return prose_of(text, self.slots, lambda: None, "label")

    # Steps ---------------------------------------------------------------------------------------------------

    def _step(self, step: DraftStep, draft: Draft) -> StepOp:
        match step:
            case Tell():
                return self._tells(step, draft)
            case Effect():
                return self._effect(step)
            case Put(key, value):
                return Changes(put(self.slots[key], value))
            case Add(key, amount, most):
                return Changes(add(self.slots[key], amount, most))
            case Branch():
                return self._branches(step, draft)

    def _tells(self, tell: Tell, draft: Draft) -> Tells:
        utterance = tell.utterance
        prose = partial(prose_of, slots=self.slots, counter=partial(self._counter, draft), site=draft.scene)
        subtitle = prose(utterance.subtitle) if utterance.subtitle else None
        return Tells(
            tell.kind,
            utterance.speaker or tell.to,
            utterance.lang,
            prose(utterance.text),
            subtitle,
            utterance.joined,
        )

    def _branches(self, branch: Branch, draft: Draft) -> Branches:
        ways = []
        for condition, steps in branch.ways:
            guard = guard_of(condition, self.slots) if condition is not None else None
            ways.append((guard, tuple(self._step(inner, draft) for inner in steps)))
        return Branches(tuple(ways), tuple(_mark(steps) for _, steps in branch.ways))

    def _effect(self, effect: Effect) -> Changes:
        change = effect.change
        note = None
        if isinstance(change, Spend):
            made = self._spend(change.minutes)
        elif change.variable.key == "clock":
            made = _all([put(self.slots[key], int(str(change.value))) for key in ("clock", BUDGET)])
        else:
            made = change_of(change, self.slots)
            note = _note(change)
        if effect.when is None:
            return Changes(made, note)
        guard = guard_of(effect.when, self.slots)
        return Changes(when(guard, made), note)

    def _spend(self, minutes: int) -> Change:
        flights = tuple(self.slots[key] for key in self.graph.flights)
        parts = [countdown(slot, minutes, 1) for slot in flights]
        if self.episode.clock:
            clock = countdown(self.slots["clock"], minutes, 0)
            parts = [clock, add(self.slots[SPENT], minutes, MAX_MINUTES), *parts]
        return _all(parts)

    def _recap(self) -> Iterator[StepOp]:
        nowhere = Draft("", self.episode.mark)
        self.component[id(nowhere)] = -1
        for chain in [chain for block in self.episode.recap for chain in chains(block.paragraphs)]:
            ways = tuple((paragraph.when, _telling(paragraph)) for paragraph in chain)
            yield self._step(Branch(ways), nowhere)

    # Guards --------------------------------------------------------------------------------------------------

    def _guard(self, guard: DraftGuard | None) -> Guard | None:
        match guard:
            case None:
                return None
            case Ranked():
                return self._ranked(guard)
            case AnyOpen(menu):
                groups = tuple(self._offer(menu, offer).guards for offer in menu.offers)
                reads = {slot for guards in groups for guard in guards for slot in guard.reads}
                return Guard(
                    lambda values: any(all(g.test(values) for g in group) for group in groups),
                    tuple(sorted(reads)),
                    self._target(menu),
                    some=groups,
                )
        return guard_of(guard, self.slots)

    def _ranked(self, guard: Ranked) -> Guard:
        if guard.name not in self.contests:
            self.contests[guard.name] = self._contest(self.graph.rankings[guard.name])
        contest = self.contests[guard.name]
        return Guard(
            lambda values: guard.index in contest(values),
            contest.reads,
            needs=contest.contenders[guard.index].when,
            ranked=(contest, guard.index),
        )

    def _contest(self, ranking: Ranking) -> Contest:
        contenders = [
            Contender(
                guard_of(candidate.when, self.slots),
                guard_of(candidate.first, self.slots) if candidate.first else None,
                candidate.level,
                self.slots[candidate.age] if candidate.age else None,
            )
            for candidate in ranking.candidates
        ]
        return Contest(tuple(contenders), ranking.count)


def _numbered(callers: list[str]) -> tuple[str, ...]:
    """A name for each call, which holds as long as its scene makes as many calls: `scene 1/2`."""
    total, met = Counter(callers), Counter[str]()
    names = []
    for caller in callers:
        met[caller] += 1
        names.append(f"{caller} {met[caller]}/{total[caller]}")
    return tuple(names)


def _telling(paragraph: Paragraph) -> tuple[DraftStep, ...]:
    steps = [step for step in paragraph.steps if isinstance(step, Utterance)]
    return tuple(Tell(step, "speech" if step.speaker else "narration") for step in steps)


def _all(parts: list[Change]) -> Change:
    def apply(values: list[int]) -> None:
        for part in parts:
            part.apply(values)

    reads = tuple(slot for part in parts for slot in part.reads)
    return Change(apply, reads, tuple(slot for part in parts for slot in part.writes), tuple(parts))


def _mark(steps: Iterable[DraftStep]) -> Mark | None:
    """Where the first of the author's steps stands."""
    for step in steps:
        if isinstance(step, Tell):
            return step.utterance.mark
        if isinstance(step, Effect):
            return step.mark
    return None


def _note(assign: Assign) -> str | None:
    key = assign.variable.key
    return key.removeprefix("noted.") if key.startswith("noted.") else None


def _components(drafts: list[Draft]) -> dict[int, int]:
    """The component of each draft, by `id`: among those of one, play can go round. One without a round has -1."""
    found: dict[int, int] = {}
    for number, members in enumerate(components(drafts, Draft.neighbours)):
        goes_round = len(members) > 1 or members[0] in members[0].neighbours()
        found |= dict.fromkeys(map(id, members), number if goes_round else -1)
    return found


def _reachable(roots: list[Draft], shortcuts: bool = False) -> list[Draft]:
    """Every draft that can be reached, in the order of reading."""
    found: dict[int, Draft] = {}
    stack = list(reversed(roots))
    while stack:
        draft = stack.pop()
        draft = draft.shortcut() if shortcuts else draft
        if id(draft) not in found:
            found[id(draft)] = draft
            stack += reversed(list(draft.neighbours()))
    return list(found.values())
