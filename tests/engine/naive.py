"""Plays an episode straight from its Story, the plainest way: a list of what is still to do, a dictionary of values.

Written without the engine, to check it by: a difference between the two is a fault in one of them.
"""

from __future__ import annotations

import operator
from collections import Counter
from dataclasses import dataclass, field

from game.language.expression import Among, Compare, Every, Expression, Name, Not, Some
from game.language.item import Block, End, Flow, Here, If, Menu, Option, Pool, Send, Session
from game.language.step import Assign, Back, Call, Effect, Go, Place, Spend, Utterance
from game.language.story import Episode, Scene, Story
from game.language.text import Cases, Letters, Text, Value
from game.language.ways import items_in, steps_in

COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Todo:
    """Something to do, in a scene, and what comes after it."""

    what: object
    scene: str
    after: Todo | None


@dataclass(frozen=True)
class Hub:
    """The middle of a session, between two turns."""

    session: Session


@dataclass(frozen=True)
class Entry:
    """The beginning of a scene."""

    scene: Scene


@dataclass(frozen=True)
class Take:
    """A choice that is taken."""

    option: Option
    session: Session | None


@dataclass(frozen=True)
class Offers:
    """What a session comes to once it neither closed nor ran out of turns."""

    session: Session


@dataclass(frozen=True)
class Deliver:
    """Answers that have arrived are told, one after the other."""


@dataclass(frozen=True)
class Arrives:
    """An answer is on its way from now on."""

    send: Send


@dataclass
class Naive:
    """One walk through one episode."""

    story: Story
    episode: Episode
    values: dict[str, int] = field(default_factory=dict)
    shown: Counter[int] = field(default_factory=Counter)
    drawn: dict[str, int] = field(default_factory=dict)
    draws: int = 0
    flights: dict[str, int] = field(default_factory=dict)
    callers: list[Todo | None] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    joined: bool = False
    menu: list[tuple[Option, Session | None]] = field(default_factory=list)
    after: Todo | None = None
    scene: str = ""
    ending: str | None = None

    def begin(self) -> Naive:
        self.values = {key: variable.start for key, variable in self.story.variables.items()}
        if self.episode.clock:
            self.values["clock"] = self.episode.clock.minutes
        self.values |= {v.key: v.start for scene in self.episode.scenes.values() for v in scene.state}
        first = self.episode.scenes[self.episode.first]
        return self.run(Todo(Entry(first), first.name, None))

    # What can be chosen --------------------------------------------------------------------------------------

    def choices(self) -> list[tuple[str, str, str | None]]:
        """Id, label and locked reason of what the menu shows."""
        shown = []
        for option, _ in self.menu:
            if option.when is None or self.true(option.when):
                shown.append((f"{self.scene}.{option.name}", self.text(option.label), None))
            elif option.locked is not None:
                shown.append((f"{self.scene}.{option.name}", self.text(option.label), self.text(option.locked)))
        return shown

    def choose(self, id: str) -> Naive:
        self.lines, self.joined = [], False
        option, session = next(o for o in self.menu if f"{self.scene}.{o[0].name}" == id)
        return self.run(Todo(Take(option, session), self.scene, self.after))

    # Running -------------------------------------------------------------------------------------------------

    def run(self, todo: Todo | None) -> Naive:
        self.menu = []
        while todo is not None and not self.menu and self.ending is None:
            todo = self.do(todo.what, todo.scene, todo.after)
        return self

    def do(self, what: object, scene: str, after: Todo | None) -> Todo | None:
        match what:
            case Flow(items):
                return self.queue(items, scene, after)
            case Entry(entered):
                return self.enter(entered)
            case Block(paragraphs):
                return self.paragraphs(list(paragraphs), scene, after)
            case Menu(options, otherwise):
                return self.meet(options, otherwise, scene, after)
            case If(when, then, other):
                return Todo(then if self.true(when) else other, scene, after)
            case End(ending):
                self.ending = ending
                return None
            case Take(option, session):
                return self.take(option, session, scene, after)
            case Session():
                return self.meet_session(what, scene, after)
            case Hub(session):
                return self.turn(session, scene, after)
            case Offers(session):
                return self.offers(session, scene, after)
            case Send():
                return Todo(what.text, scene, Todo(Arrives(what), scene, after))
            case Arrives(send):
                self.flights[send.name] = send.minutes
                return after
            case Deliver():
                return self.deliver(scene, after)
            case Pool(name, draw):
                return self.draw(name, draw, after)
            case Here():
                return after
        return self.step(what, after)

    def queue(self, items: tuple[object, ...] | list[object], scene: str, after: Todo | None) -> Todo | None:
        for item in reversed(items):
            after = Todo(item, scene, after)
        return after

    def enter(self, scene: Scene) -> Todo:
        self.values[f"@{scene.name}"] = 1
        for variable in scene.state:
            self.values[variable.key] = variable.start
        flow = Todo(scene.flow, scene.name, None)
        called = scene.pool or any(isinstance(step, Back) for step in steps_in(scene.flow))
        return flow if called else Todo(Deliver(), scene.name, flow)

    def deliver(self, scene: str, after: Todo | None) -> Todo | None:
        """The first answer that has arrived, in the order of the file; then the others."""
        for home in self.episode.scenes.values():
            for send in items_in(home.flow):
                if isinstance(send, Send) and self.flights.get(send.name) == 0:
                    del self.flights[send.name]
                    return Todo(send.reply, home.name, Todo(Deliver(), scene, after))
        return after

    def paragraphs(self, paragraphs: list, scene: str, after: Todo | None) -> Todo | None:
        """Do the first paragraph that its head lets through; keep the rest of the block for later."""
        while paragraphs:
            chain = [paragraphs.pop(0)]
            while chain[0].head == "if" and paragraphs and paragraphs[0].head in ("elif", "else"):
                chain.append(paragraphs.pop(0))
            for paragraph in chain:
                if paragraph.when is None or self.true(paragraph.when):
                    rest = Todo(Block(tuple(paragraphs), paragraph.mark), scene, after)
                    return self.queue(paragraph.steps, scene, rest)
        return after

    def step(self, step: object, after: Todo | None) -> Todo | None:
        match step:
            case Utterance():
                self.say(step)
                return after
            case Effect(change, when):
                if when is None or self.true(when):
                    self.change(change)
                return after
            case Go(place):
                return self.find(place)
            case Call(place):
                self.callers.append(after)
                return self.find(place)
            case Back():
                return self.callers.pop()
        raise TypeError(step)

    # Menus ---------------------------------------------------------------------------------------------------

    def untaken(self, option: Option, scene: str) -> bool:
        return option.again or not self.values.get(f"@{scene}.{option.name}")

    def meet(self, options, otherwise: Flow | None, scene: str, after: Todo | None) -> Todo | None:
        menu = [(option, None) for option in options if self.untaken(option, scene)]
        if otherwise is not None and not any(o.when is None or self.true(o.when) for o, _ in menu):
            return Todo(otherwise, scene, after)
        return self.rest(menu, scene, after)

    def rest(self, menu, scene: str, after: Todo | None) -> None:
        self.menu, self.scene, self.after = menu, scene, after

    def take(self, option: Option, session: Session | None, scene: str, after: Todo | None) -> Todo:
        self.values[f"@{scene}.{option.name}"] = 1
        if session is None:
            return Todo(option.flow, scene, after)
        turn = f"{scene}/{session.name}#turn"
        self.values[turn] = self.values.get(turn, 0) + option.turns
        self.values[f"last {scene}/{session.name}"] = session.topics.index(option) + 1
        return Todo(option.flow, scene, Todo(Hub(session), scene, after))

    # Sessions ------------------------------------------------------------------------------------------------

    def meet_session(self, session: Session, scene: str, after: Todo | None) -> Todo:
        base = f"{scene}/{session.name}"
        self.values[f"{base}#turn"] = self.values[f"last {base}"] = 0
        for number in range(len(session.starts)):
            self.values[f"start {base} {number}"] = 0
        for topic in session.topics:
            self.values[f"@{scene}.{topic.name}"] = 0
        return Todo(Hub(session), scene, after)

    def turn(self, session: Session, scene: str, after: Todo | None) -> Todo | None:
        base = f"{scene}/{session.name}"
        if session.closed_when is not None and self.true(session.closed_when):
            return Todo(session.closed, scene, after)
        if self.values[f"{base}#turn"] >= session.turns:
            return Todo(session.spent, scene, after)
        return Todo(Deliver(), scene, Todo(Offers(session), scene, after))

    def offers(self, session: Session, scene: str, after: Todo | None) -> Todo | None:
        base = f"{scene}/{session.name}"
        for number, start in enumerate(session.starts):
            if not self.values[f"start {base} {number}"] and (start.when is None or self.true(start.when)):
                self.values[f"start {base} {number}"] = 1
                return Todo(start.flow, scene, Todo(Hub(session), scene, after))
        topics = self.topics(session, scene)
        if not any(topic.when is None or self.true(topic.when) for topic in topics):
            return Todo(session.spent if session.empty is None else session.empty, scene, after)
        return self.rest([(topic, session) for topic in topics], scene, after)

    def topics(self, session: Session, scene: str) -> list[Option]:
        """Those that are offered now, in the order in which they are written."""
        last = self.values.get(f"last {scene}/{session.name}", 0)
        last_name = session.topics[last - 1].name if last else None
        free = [t for t in session.topics if t.turns == 0 and t.after is None and self.untaken(t, scene)]
        open_ones = [t for t in session.topics if t not in free and self.eligible(t, scene)]
        open_ones = [t for t in open_ones if not (t.turns == 0 and t.after is None)]
        follow = [t for t in open_ones if t.after is not None and t.after == last_name]
        best = [*follow, *(t for t in open_ones if t not in follow)][: session.offers]
        return [t for t in session.topics if t in best or t in free]

    def eligible(self, topic: Option, scene: str) -> bool:
        followed = topic.after is None or self.values.get(f"@{scene}.{topic.after}")
        held = topic.when is None or topic.locked is not None or self.true(topic.when)
        return bool(followed and held and self.untaken(topic, scene))

    # Pools ---------------------------------------------------------------------------------------------------

    def draw(self, name: str, draw: int, after: Todo | None) -> Todo | None:
        members = [scene for scene in self.episode.scenes.values() if scene.pool == name]
        ready = [s for s in members if (s.again or s.name not in self.drawn) and (s.when is None or self.true(s.when))]
        if draw == 0 or not ready:
            return after
        drawn = min(ready, key=lambda s: (-parts_of(s.when), self.drawn.get(s.name, 0), members.index(s)))
        self.draws += 1
        self.drawn[drawn.name] = self.draws
        self.callers.append(Todo(Pool(name, draw - 1, drawn.mark), drawn.name, after))
        return Todo(Entry(drawn), drawn.name, None)

    # Places --------------------------------------------------------------------------------------------------

    def find(self, place: Place) -> Todo | None:
        scene = self.episode.scenes[place.scene]
        if place.point is None:
            return Todo(Entry(scene), scene.name, None)
        return next(self.points(scene.flow, place.point, scene.name, None))

    def points(self, flow: Flow, name: str, scene: str, after: Todo | None):
        """What is to do from the point of that name on."""
        for number, item in enumerate(flow.items):
            rest = self.queue(flow.items[number + 1 :], scene, after)
            match item:
                case Here(found) if found == name:
                    yield rest
                case Menu(options, otherwise):
                    yield from self.options(options, name, scene, rest, None)
                    yield from self.points(otherwise, name, scene, rest) if otherwise else ()
                case If(_, then, other):
                    yield from self.points(then, name, scene, rest)
                    yield from self.points(other, name, scene, rest)
                case Session():
                    yield from self.options(item.topics, name, scene, rest, item)

    def options(self, options, name: str, scene: str, rest: Todo | None, session: Session | None):
        for option in options:
            if option.name == name:
                yield Todo(Take(option, session), scene, rest)
            inner = rest if session is None else Todo(Hub(session), scene, rest)
            yield from self.points(option.flow, name, scene, inner)

    # Words and values ----------------------------------------------------------------------------------------

    def say(self, utterance: Utterance) -> None:
        words = self.text(utterance.text)
        if self.joined and self.lines:
            self.lines[-1] += words
        elif words:
            self.lines.append(words)
        self.joined = utterance.joined

    def text(self, text: Text) -> str:
        return "".join(self.part(part) for part in text.parts)

    def part(self, part: object) -> str:
        match part:
            case Letters(text):
                return text
            case Value(name):
                return name.type.show(self.values.get(name.key, 0))
            case Cases(cases):
                return next((self.text(t) for when, t in cases if when is None or self.true(when)), "")
        count, self.shown[id(part)] = self.shown[id(part)], self.shown[id(part)] + 1
        texts = [*part.texts, Text(())]
        index = {"stop": min(count, len(texts) - 2), "once": min(count, len(texts) - 1)}
        return self.text(texts[index.get(part.kind, count % (len(texts) - 1))])

    def change(self, change: Assign | Spend) -> None:
        if isinstance(change, Spend):
            self.flights = {name: max(0, left - change.minutes) for name, left in self.flights.items()}
            self.values["clock"] = max(0, self.values.get("clock", 0) - change.minutes)
            return
        key, kind = change.variable.key, change.variable.type
        value = self.values.get(change.value.key, 0) if isinstance(change.value, Name) else change.value
        value = {"=": value, "+=": self.values[key] + value, "-=": self.values[key] - value}[change.op]
        self.values[key] = min(kind.high, max(kind.low, value))
        for total, members in self.story.totals.items():
            self.values[total] = sum(self.values[member] for member in members)

    def true(self, expression: Expression) -> bool:
        match expression:
            case Name(key):
                return bool(self.values.get(key, 0))
            case Compare(op, left, right):
                other = self.values.get(right.key, 0) if isinstance(right, Name) else right
                return COMPARE[op](self.values.get(left.key, 0), other)
            case Among(name, values):
                return self.values.get(name.key, 0) in values
            case Not(part):
                return not self.true(part)
            case Every(parts):
                return all(map(self.true, parts))
            case Some(parts):
                return any(map(self.true, parts))
        raise TypeError(expression)


def parts_of(when: Expression | None) -> int:
    """How many conditions there are."""
    return 0 if when is None else len(when.parts) if isinstance(when, Every) else 1
