"""Weaves the scenes of an episode into one graph of drafts, from the end of each flow to its beginning.

Every construct is compiled with what follows it at hand, so a gather is nothing but what follows. docs/language.md has
the table of constructs and what becomes of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from game.engine.draft import Add, AnyOpen, Branch, Draft, DraftOffer, DraftStep, Put, Ranked, Tell
from game.engine.moment import FATE
from game.language.expression import Compare, Every, Expression, Name, Not, Some
from game.language.mark import Mark
from game.language.scope import ENDING, MAX_TURNS
from game.language.story import (
    Back,
    Block,
    Call,
    Effect,
    End,
    Episode,
    Flow,
    Go,
    Here,
    If,
    Item,
    Letters,
    Menu,
    Option,
    Paragraph,
    Place,
    Pool,
    Scene,
    Send,
    Session,
    Step,
    Text,
    Utterance,
)
from game.language.types import FLAG, Range
from game.language.value import value
from game.language.ways import items_in, steps_in

GO_ON = Text((Letters("Go on"),))
COUNTER = Range(0, 1)


@value
class Candidate:
    """One of those that are ranked: a topic of a session, a scene of a pool."""

    when: Expression
    first: Expression | None
    """It comes before the others where this holds."""
    age: str | None = None
    """The key that says in which order it was last drawn: 1 for the last one, 0 for never."""
    level: int = 0
    """How many conditions it has, where that comes before its age."""


@value
class Ranking:
    """Candidates, best first where nothing else decides, and how many are taken."""

    candidates: tuple[Candidate, ...]
    count: int


@dataclass
class Graph:
    """An episode as drafts."""

    entries: dict[str, Draft] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    rankings: dict[str, Ranking] = field(default_factory=dict)
    flights: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    """The key of each message's countdown, to whom it goes and how many minutes it takes."""
    callers: dict[str, list[str]] = field(default_factory=dict)
    """The key that says where a called flow goes back to, and the scene of each call, by its number."""


def weave(episode: Episode, endings: Sequence[str]) -> Graph:
    """The graph of `episode`, of a story with these `endings`."""
    return _Weaver(episode, endings).weave()


class _Weaver:
    def __init__(self, episode: Episode, endings: Sequence[str]) -> None:
        self.episode, self.endings = episode, endings
        self.graph = Graph()
        self.points: dict[tuple[str, str | None], Draft] = {}
        self.leaves: dict[tuple[str, str | None], Draft] = {}
        self.sites: dict[str, list[Draft]] = {}
        self.backs: list[tuple[str, Draft]] = []
        self.scene = ""
        self.returns = ""
        self.said: tuple[str, str | None] = ("narration", None)
        self.replies: dict[str, Draft] = {}
        self.sends = [
            (scene.name, item)
            for scene in episode.scenes.values()
            for item in items_in(scene.flow)
            if isinstance(item, Send)
        ]

    def weave(self) -> Graph:
        for _, send in self.sends:
            self.graph.flights[flight(send.name)] = (send.to, send.minutes)
        for scene in self.episode.scenes.values():
            self._scene(scene)
        for returns, draft in self.backs:
            draft.edges.extend(
                (Compare("==", Name(returns, COUNTER), number), site)
                for number, site in enumerate(self.sites.get(returns, []), 1)
            )
        return self.graph

    # Drafts --------------------------------------------------------------------------------------------------

    def _new(self, mark: Mark, kind: str = "go") -> Draft:
        draft = Draft(self.scene, mark, kind)
        self.graph.drafts.append(draft)
        return draft

    def _share(self, draft: Draft) -> Draft:
        draft.shared = True
        return draft

    def _before(self, step: DraftStep, following: Draft, mark: Mark) -> Draft:
        """`step`, then `following`, in one block where that is possible."""
        if following.shared:
            draft = self._new(mark)
            draft.edges = [(None, following)]
            following = draft
        following.steps.append(step)
        return following

    def _point(self, scene: str, point: str | None, mark: Mark) -> Draft:
        """The block that an arrow to a place leads to; filled when its turn comes."""
        key = (scene, point)
        if key not in self.points:
            outer, self.scene = self.scene, scene
            self.points[key] = self._share(self._new(mark))
            self.scene = outer
        return self.points[key]

    def _fork(self, mark: Mark, edges: list[tuple[Expression | None, Draft]]) -> Draft:
        draft = self._new(mark)
        draft.edges = [(guard, self._share(target)) for guard, target in edges]
        return draft

    # Scenes --------------------------------------------------------------------------------------------------

    def _scene(self, scene: Scene) -> None:
        self.scene, self.returns = scene.name, f"{scene.name}#return"
        entry = self._point(scene.name, None, scene.mark)
        self.graph.entries[scene.name] = entry
        body = self.flow(scene.flow, self._nowhere(scene.mark))
        comes_back = any(isinstance(step, Back) for step in steps_in(scene.flow))
        if not comes_back and scene.pool is None:
            body = self._deliver(body, scene.mark)
        for variable in scene.state:
            body = self._before(Put(variable.key, variable.start), body, scene.mark)
        entry.become(self._before(Put(f"@{scene.name}", 1), body, scene.mark))

    def _nowhere(self, mark: Mark) -> Draft:
        """What follows a scene's flow; no sound story gets there."""
        return self._share(self._new(mark, "menu"))

    def flow(self, flow: Flow, following: Draft) -> Draft:
        """The beginning of a flow that goes on with `following`."""
        for item in reversed(flow.items):
            following = self._item(item, following)
        return following

    def _item(self, item: Item, following: Draft) -> Draft:
        match item:
            case Block():
                return self._block(item, following)
            case Menu():
                return self._menu(item, following)
            case Here(name, mark):
                point = self._point(self.scene, name, mark)
                point.become(following)
                return point
            case If(when, then, other, mark):
                self._share(following)
                return self._fork(mark, [(when, self.flow(then, following)), (None, self.flow(other, following))])
            case Session():
                return self._session(item, following)
            case Pool():
                return self._pool(item, following)
            case Send():
                return self._send(item, following)
            case End(ending, mark):
                return self._end(ending, mark)

    def _end(self, ending: str, mark: Mark) -> Draft:
        """An ending, and what became of everybody as the last that is told."""
        draft, outer = self._new(mark, "end"), self.said
        draft.ending = ending
        for fate in reversed(self.episode.afterwards):
            self.said = FATE, fate.person
            draft = self.flow(Flow(fate.blocks), draft)
        self.said = outer
        return self._before(Put(ENDING, self.endings.index(ending)), draft, mark)

    # Blocks --------------------------------------------------------------------------------------------------

    def _block(self, block: Block, following: Draft) -> Draft:
        for chain in reversed(chains(block.paragraphs)):
            following = self._chain(chain, following)
        return following

    def _chain(self, chain: list[Paragraph], following: Draft) -> Draft:
        if chain[0].head is None:
            return self._steps(chain[0].steps, following)
        if all(isinstance(step, Utterance | Effect) for paragraph in chain for step in paragraph.steps):
            ways = tuple((paragraph.when, tuple(map(self._told, paragraph.steps))) for paragraph in chain)
            return self._before(Branch(ways), following, chain[0].mark)
        self._share(following)
        edges = [(paragraph.when, self._steps(paragraph.steps, following)) for paragraph in chain]
        if chain[-1].when is not None:
            edges.append((None, following))
        return self._fork(chain[0].mark, edges)

    def _told(self, step: Step) -> DraftStep:
        if isinstance(step, Effect):
            return step
        assert isinstance(step, Utterance)
        kind, to = self.said
        if step.speaker:
            return Tell(step, "speech")
        return Tell(step, kind, to)

    def _steps(self, steps: tuple[Step, ...], following: Draft) -> Draft:
        for step in reversed(steps):
            following = self._step(step, following)
        return following

    def _step(self, step: Step, following: Draft) -> Draft:
        match step:
            case Go(place):
                return self._target(place)
            case Call(place):
                return self._call(f"{place.scene}#return", self._target(place), following, place.mark)
            case Back(mark):
                draft = self._new(mark)
                draft.comes_back = True
                self.backs.append((self.returns, draft))
                return draft
        return self._before(self._told(step), following, step.mark)

    def _call(self, returns: str, target: Draft, following: Draft, mark: Mark) -> Draft:
        sites = self.sites.setdefault(returns, [])
        sites.append(self._share(following))
        self.graph.callers.setdefault(returns, []).append(self.scene)
        call = self._before(Put(returns, len(sites)), self._share(target), mark)
        call.site = following
        return call

    def _target(self, place: Place) -> Draft:
        if place.episode is None:
            return self._point(place.scene or self.episode.first, place.point, place.mark)
        leave = self._leave(place.episode, place.scene, place.mark)
        if place.scene is not None:
            return leave
        menu = self._new(place.mark, "menu")
        menu.offers = [DraftOffer("go_on", GO_ON, None, None, None, None, True, None, leave, place.mark)]
        return menu

    def _leave(self, episode: str, scene: str | None, mark: Mark) -> Draft:
        key = (episode, scene)
        if key not in self.leaves:
            self.leaves[key] = self._share(self._new(mark, "leave"))
            self.leaves[key].leave = key
        return self.leaves[key]

    # Menus ---------------------------------------------------------------------------------------------------

    def _menu(self, menu: Menu, following: Draft) -> Draft:
        self._share(following)
        draft = self._new(menu.mark, "menu")
        draft.offers = [self._offer(option, following) for option in menu.options]
        if menu.otherwise is None:
            return draft
        other = self._share(self.flow(menu.otherwise, following))
        fork = self._new(menu.mark)
        fork.edges = [(AnyOpen(self._share(draft)), draft), (None, other)]
        return fork

    def _offer(
        self,
        option: Option,
        following: Draft,
        ranked: Ranked | None = None,
        steps: tuple[DraftStep, ...] = (),
    ) -> DraftOffer:
        key = f"@{self.scene}.{option.name}"
        outcome = self.flow(option.flow, following)
        for step in (*steps, Put(key, 1)):
            outcome = self._before(step, outcome, option.mark)
        target = self._point(self.scene, option.name, option.mark)
        target.become(outcome)
        return DraftOffer(
            option.name,
            option.label,
            option.stance,
            option.when,
            option.locked,
            key,
            option.again,
            ranked,
            target,
            option.mark,
        )

    # Sessions ------------------------------------------------------------------------------------------------

    def _session(self, session: Session, following: Draft) -> Draft:
        self._share(following)
        base = f"{self.scene}/{session.name}"
        turn = Name(f"{base}#turn", Range(0, MAX_TURNS))
        hub = self._share(self._new(session.mark))
        menu = self._share(self._new(session.mark, "menu"))
        menu.offers = [self._topic(session, base, index, hub) for index in range(len(session.topics))]
        ranked = [topic for topic in session.topics if not _always(topic)]
        self.graph.rankings[base] = Ranking(
            tuple(self._candidate(session, base, topic) for topic in ranked), session.offers
        )
        spent = self._share(self.flow(session.spent, following))
        empty = spent if session.empty is None else self._share(self.flow(session.empty, following))
        starts = [
            (
                _unstarted(base, number, start.when),
                self._begin(start.flow, _start(base, number), hub, start.mark),
            )
            for number, start in enumerate(session.starts)
        ]
        offering = self._new(session.mark)
        offering.edges = [*starts, (AnyOpen(menu), menu), (None, empty)]
        rest = self._share(self._deliver(offering, session.mark))
        closing = [(session.closed_when, self._share(self.flow(session.closed, following)))]
        closing = closing if session.closed_when else []
        hub.edges = [*closing, (Compare(">=", turn, session.turns), spent), (None, rest)]
        beginning = self._new(session.mark)
        beginning.edges = [*closing, (None, rest)]
        resets = [Put(turn.key, 0), Put(f"{base}#last", 0)]
        resets += [Put(f"@{self.scene}.{topic.name}", 0) for topic in session.topics]
        resets += [Put(_start(base, number), 0) for number in range(len(session.starts))]
        for reset in resets:
            beginning = self._before(reset, beginning, session.mark)
        return beginning

    def _begin(self, flow: Flow, key: str, hub: Draft, mark: Mark) -> Draft:
        home = self._share(self._new(mark))
        home.edges, home.bounded = [(None, hub)], 1
        return self._share(self._before(Put(key, 1), self.flow(flow, home), mark))

    def _topic(self, session: Session, base: str, index: int, hub: Draft) -> DraftOffer:
        topic = session.topics[index]
        steps = (Put(f"{base}#last", index + 1), Add(f"{base}#turn", topic.turns, MAX_TURNS))
        if _always(topic):
            return self._offer(topic, hub, None, steps)
        rank = sum(not _always(before) for before in session.topics[:index])
        return self._offer(topic, hub, Ranked(base, rank), steps)

    def _candidate(self, session: Session, base: str, topic: Option) -> Candidate:
        conditions: list[Expression] = [topic.when] if topic.when and topic.locked is None else []
        if not topic.again:
            conditions.append(Not(Name(f"@{self.scene}.{topic.name}", FLAG)))
        if topic.after is None:
            return Candidate(Every(tuple(conditions)), None)
        conditions.append(Name(f"@{self.scene}.{topic.after}", FLAG))
        before = next((n for n, other in enumerate(session.topics, 1) if other.name == topic.after), 0)
        return Candidate(Every(tuple(conditions)), Compare("==", Name(f"{base}#last", COUNTER), before))

    # Pools ---------------------------------------------------------------------------------------------------

    def _pool(self, pool: Pool, following: Draft) -> Draft:
        members = [scene for scene in self.episode.scenes.values() if scene.pool == pool.name]
        members.sort(key=lambda scene: -_conditions(scene.when))
        self.graph.rankings[f"pool {pool.name}"] = Ranking(tuple(map(self._member, members)), 1)
        ages = [f"{scene.name}#drawn" for scene in members if scene.again]
        for _ in range(pool.draw):
            self._share(following)
            edges = [
                (Ranked(f"pool {pool.name}", index), self._draw(scene, ages, following, pool.mark))
                for index, scene in enumerate(members)
            ]
            draft = self._new(pool.mark)
            draft.edges = [*edges, (None, following)]
            following = draft
        return following

    def _member(self, scene: Scene) -> Candidate:
        conditions: list[Expression] = [scene.when] if scene.when else []
        drawn = f"{scene.name}#drawn"
        if not scene.again:
            conditions.append(Not(Name(drawn, FLAG)))
        return Candidate(Every(tuple(conditions)), None, drawn if scene.again else None, _conditions(scene.when))

    def _draw(self, scene: Scene, ages: list[str], following: Draft, mark: Mark) -> Draft:
        target = self._point(scene.name, None, scene.mark)
        draft = self._call(f"{scene.name}#return", target, following, mark)
        drawn = f"{scene.name}#drawn"
        draft = self._before(Put(drawn, 1), draft, mark)
        for age in ages if scene.again else ():
            older: tuple[DraftStep, ...] = (Add(age, 1, len(ages)),)
            draft = self._before(Branch(((_more_recent(age, drawn), older),)), draft, mark)
        return self._share(draft)

    # Messages ------------------------------------------------------------------------------------------------

    def _send(self, send: Send, following: Draft) -> Draft:
        outer, self.said = self.said, ("message", send.to)
        draft = self._before(Put(flight(send.name), send.minutes + 1), following, send.mark)
        draft = self.flow(send.text, draft)
        self.said = outer
        return draft

    def _deliver(self, following: Draft, mark: Mark) -> Draft:
        """A junction that first delivers every answer that has arrived, then goes on with `following`."""
        if not self.sends:
            return following
        junction = self._share(self._new(mark))
        junction.bounded = len(self.sends)
        edges: list[tuple[Expression, Draft]] = []
        for scene, send in self.sends:
            arrived = Compare("==", Name(flight(send.name), COUNTER), 1)
            call = self._call(f"{send.name}#reply", self._reply(scene, send), junction, mark)
            edges.append((arrived, self._share(self._before(Put(flight(send.name), 0), call, mark))))
        junction.edges = [*edges, (None, self._share(following))]
        head = self._new(mark)
        head.edges = [(None, junction)]
        return head

    def _reply(self, scene: str, send: Send) -> Draft:
        if send.name not in self.replies:
            mark, returns = send.mark, f"{send.name}#reply"
            outer = self.scene, self.returns
            self.scene, self.returns = scene, returns
            draft = self.replies[send.name] = self._share(self._new(mark))
            back = self._new(mark)
            back.comes_back = True
            self.backs.append((returns, back))
            draft.become(self.flow(send.reply, back))
            self.scene, self.returns = outer
        return self.replies[send.name]


def flight(name: str) -> str:
    """The key of a message's countdown: 0 not on its way, 1 arrived, n + 1 for n minutes."""
    return f"{name}#flight"


def _more_recent(age: str, than: str) -> Expression:
    """Whether a scene was drawn after another, which may never have been."""
    known, other = Name(age, COUNTER), Name(than, COUNTER)
    return Every((Compare(">", known, 0), Some((Compare("==", other, 0), Compare("<", known, other)))))


def _always(topic: Option) -> bool:
    """Whether a topic is offered beside the ranked ones: it costs no turn and follows none."""
    return topic.turns == 0 and topic.after is None


def _unstarted(base: str, number: int, when: Expression | None) -> Expression:
    return Every((Not(Name(_start(base, number), FLAG)), *((when,) if when else ())))


def _start(base: str, number: int) -> str:
    return f"{base}#start{number}"


def _conditions(when: Expression | None) -> int:
    if when is None:
        return 0
    return len(when.parts) if isinstance(when, Every) else 1


def chains(paragraphs: tuple[Paragraph, ...]) -> list[list[Paragraph]]:
    """Each `{if}` with the `{else}` paragraphs that answer it; every other paragraph alone."""
    chains: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.head in ("elif", "else") and chains:
            chains[-1].append(paragraph)
        else:
            chains.append([paragraph])
    return chains
