"""Weaves the scenes of an episode into one graph of drafts, from the end of each flow to its beginning.

Every construct is compiled with what follows it at hand, so a gather is nothing but what follows. docs/language.md has
the table of constructs and what becomes of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.draft import (
    COUNTER,
    AnyOpen,
    Branch,
    Draft,
    DraftOffer,
    DraftStep,
    Graph,
    Put,
    Ranked,
    Tell,
)
from game.engine.moment import FATE
from game.engine.pools import PoolWeaver
from game.engine.sessions import SessionWeaver
from game.language.expression import Compare, Expression, Name
from game.language.item import Block, End, Flow, Here, If, Item, Menu, Option, Pool, Send, Session
from game.language.mark import Mark
from game.language.scope import ENDING
from game.language.step import Back, Call, Effect, Go, Paragraph, Place, Step, Utterance
from game.language.story import Episode, Scene
from game.language.text import Letters, Text
from game.language.ways import comes_back, items_in

GO_ON = Text((Letters("Go on"),))


def weave(episode: Episode, endings: Sequence[str]) -> Graph:
    """The graph of `episode`, of a story with these `endings`."""
    return Weaver(episode, endings).weave()


class Weaver:
    """Weaves one episode, scene by scene; `scene` is the one that it is at."""

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
        """The whole graph."""
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

    def new(self, mark: Mark, kind: str = "go") -> Draft:
        """A block of the scene, empty."""
        return Draft(self.scene, mark, kind)

    def share(self, draft: Draft) -> Draft:
        """`draft`, to which something refers."""
        draft.shared = True
        return draft

    def before(self, step: DraftStep, following: Draft, mark: Mark) -> Draft:
        """`step`, then `following`, in one block where that is possible."""
        if following.shared:
            draft = self.new(mark)
            draft.edges = [(None, following)]
            following = draft
        following.steps.append(step)
        return following

    def point(self, scene: str, point: str | None, mark: Mark) -> Draft:
        """The block that an arrow to a place leads to; filled when its turn comes."""
        key = (scene, point)
        if key not in self.points:
            outer, self.scene = self.scene, scene
            self.points[key] = self.share(self.new(mark))
            self.scene = outer
        return self.points[key]

    def _fork(self, mark: Mark, edges: list[tuple[Expression | None, Draft]]) -> Draft:
        draft = self.new(mark)
        draft.edges = [(guard, self.share(target)) for guard, target in edges]
        return draft

    # Scenes --------------------------------------------------------------------------------------------------

    def _scene(self, scene: Scene) -> None:
        self.scene, self.returns = scene.name, f"{scene.name}#return"
        entry = self.point(scene.name, None, scene.mark)
        self.graph.entries[scene.name] = entry
        body = self.flow(scene.flow, self._nowhere(scene.mark))
        if scene.pool is None and not comes_back(scene):
            body = self.deliver(body, scene.mark)
        for variable in scene.state:
            body = self.before(Put(variable.key, variable.start), body, scene.mark)
        entry.become(self.before(Put(f"@{scene.name}", 1), body, scene.mark))

    def _nowhere(self, mark: Mark) -> Draft:
        """What follows a scene's flow; no sound story gets there."""
        return self.share(self.new(mark, "menu"))

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
                point = self.point(self.scene, name, mark)
                point.become(following)
                return point
            case If(when, then, other, mark):
                self.share(following)
                return self._fork(mark, [(when, self.flow(then, following)), (None, self.flow(other, following))])
            case Session():
                return SessionWeaver(self, item).weave(following)
            case Pool():
                return PoolWeaver(self, item).weave(following)
            case Send():
                return self._send(item, following)
            case End(ending, mark):
                return self._end(ending, mark)

    def _end(self, ending: str, mark: Mark) -> Draft:
        """An ending, and what became of everybody as the last that is told."""
        draft, outer = self.new(mark, "end"), self.said
        draft.ending = ending
        for fate in reversed(self.episode.afterwards):
            self.said = FATE, fate.person
            draft = self.flow(Flow(fate.blocks), draft)
        self.said = outer
        return self.before(Put(ENDING, self.endings.index(ending)), draft, mark)

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
            return self.before(Branch(ways), following, chain[0].mark)
        self.share(following)
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
                return self.call(f"{place.scene}#return", self._target(place), following, place.mark)
            case Back(mark):
                draft = self.new(mark)
                draft.comes_back = True
                self.backs.append((self.returns, draft))
                return draft
        return self.before(self._told(step), following, step.mark)

    def call(self, returns: str, target: Draft, following: Draft, mark: Mark) -> Draft:
        """A visit to `target`, which goes back to where the key `returns` says: here, to `following`."""
        sites = self.sites.setdefault(returns, [])
        sites.append(self.share(following))
        self.graph.callers.setdefault(returns, []).append(self.scene)
        call = self.before(Put(returns, len(sites)), self.share(target), mark)
        call.site = following
        return call

    def _target(self, place: Place) -> Draft:
        if place.episode is None:
            return self.point(place.scene or self.episode.first, place.point, place.mark)
        leave = self._leave(place.episode, place.scene, place.mark)
        if place.scene is not None:
            return leave
        menu = self.new(place.mark, "menu")
        menu.offers = [DraftOffer("go_on", GO_ON, None, None, None, None, True, None, leave, place.mark)]
        return menu

    def _leave(self, episode: str, scene: str | None, mark: Mark) -> Draft:
        key = (episode, scene)
        if key not in self.leaves:
            self.leaves[key] = self.share(self.new(mark, "leave"))
            self.leaves[key].leave = key
        return self.leaves[key]

    # Menus ---------------------------------------------------------------------------------------------------

    def _menu(self, menu: Menu, following: Draft) -> Draft:
        self.share(following)
        draft = self.new(menu.mark, "menu")
        draft.offers = [self.offer(option, following) for option in menu.options]
        if menu.otherwise is None:
            return draft
        other = self.share(self.flow(menu.otherwise, following))
        fork = self.new(menu.mark)
        fork.edges = [(AnyOpen(self.share(draft)), draft), (None, other)]
        return fork

    def offer(
        self,
        option: Option,
        following: Draft,
        ranked: Ranked | None = None,
        steps: tuple[DraftStep, ...] = (),
    ) -> DraftOffer:
        """A choice whose outcome, after `steps`, goes on with `following`."""
        key = f"@{self.scene}.{option.name}"
        outcome = self.flow(option.flow, following)
        for step in (*steps, Put(key, 1)):
            outcome = self.before(step, outcome, option.mark)
        target = self.point(self.scene, option.name, option.mark)
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

    # Messages ------------------------------------------------------------------------------------------------

    def _send(self, send: Send, following: Draft) -> Draft:
        outer, self.said = self.said, ("message", send.to)
        draft = self.before(Put(flight(send.name), send.minutes + 1), following, send.mark)
        draft = self.flow(send.text, draft)
        self.said = outer
        return draft

    def deliver(self, following: Draft, mark: Mark) -> Draft:
        """A junction that first delivers every answer that has arrived, then goes on with `following`."""
        if not self.sends:
            return following
        junction = self.share(self.new(mark))
        junction.bounded = len(self.sends)
        edges: list[tuple[Expression, Draft]] = []
        for scene, send in self.sends:
            arrived = Compare("==", Name(flight(send.name), COUNTER), 1)
            call = self.call(f"{send.name}#reply", self._reply(scene, send), junction, mark)
            edges.append((arrived, self.share(self.before(Put(flight(send.name), 0), call, mark))))
        junction.edges = [*edges, (None, self.share(following))]
        head = self.new(mark)
        head.edges = [(None, junction)]
        return head

    def _reply(self, scene: str, send: Send) -> Draft:
        if send.name not in self.replies:
            mark, returns = send.mark, f"{send.name}#reply"
            outer = self.scene, self.returns
            self.scene, self.returns = scene, returns
            draft = self.replies[send.name] = self.share(self.new(mark))
            back = self.new(mark)
            back.comes_back = True
            self.backs.append((returns, back))
            draft.become(self.flow(send.reply, back))
            self.scene, self.returns = outer
        return self.replies[send.name]


def flight(name: str) -> str:
    """The key of a message's countdown: 0 not on its way, 1 arrived, n + 1 for n minutes."""
    return f"{name}#flight"


def chains(paragraphs: tuple[Paragraph, ...]) -> list[list[Paragraph]]:
    """Each `{if}` with the `{else}` paragraphs that answer it; every other paragraph alone."""
    chains: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.head in ("elif", "else") and chains:
            chains[-1].append(paragraph)
        else:
            chains.append([paragraph])
    return chains
