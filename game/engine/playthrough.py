"""One walk through a story. The only thing that front ends, saves and tests play with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from game.engine.code import World
from game.engine.gauge import Gauge, Logbook
from game.engine.instruments import Instruments, instruments_at
from game.engine.library import Library
from game.engine.machine import BEGIN, Walker, begin, fire
from game.engine.moment import FATE, Card, Choice, Ending, Line, Moment, Span
from game.engine.statechart import Block, Statechart
from game.engine.telling import Teller
from game.engine.trail import Past, Position, Standing, Step, Trail
from game.language.story import Reading

NOTHING_COMES = "Nothing comes of it."
"""What a front end says of two notes that make no reading."""


class NotOffered(Exception):
    """What was asked for cannot be done now; says why in one sentence, and nothing has changed."""


class Playthrough:
    """One walk: a moment to show, choices to make, a trail behind."""

    def __init__(
        self, library: Library, seed: int = 0, episode: str | None = None, standing: Standing | None = None
    ) -> None:
        """Begin at the first episode, or at `episode`; with `standing`, which began there, go on instead.

        `seed` decides what is drawn (only words are, never the flow). StoryError if the episode is unsound;
        NotOffered if the story has no such episode, or the step that led to `standing` cannot be taken.
        """
        self.library = library
        self.story = library.story
        self.seed = seed
        known = [file.id for file in self.story.episodes]
        self.beginning = episode or next(iter(known), "")
        if standing is None and self.beginning not in known:
            raise NotOffered(f"There is no episode {self.beginning}.")
        self._logbook = Logbook(library)
        self._gauged: tuple[Position, tuple[Gauge, ...]] | None = None
        """Where the gauges were read last, and what they showed there."""
        self._trail = Trail(standing.turn, standing.recall) if standing else Trail()
        self._trail.add(standing.step if standing else None, self._stand(standing) if standing else self._begin())

    def _begin(self) -> Position:
        start = self.library.chart(self.beginning).start
        return self._arrive(self.beginning, None, start, Teller(self.seed), start)

    def _stand(self, standing: Standing) -> Position:
        """Where the last step leads; or what the block tells, without what it changes: that was done on reaching it."""
        walker = Walker(standing.state, standing.world, Teller(self.seed))
        if standing.step:
            return self._take(standing.step, standing.episode, walker)
        chart = self.library.chart(standing.episode)
        block = chart.blocks[standing.state]
        walker.tell(block)
        moment = self._moment(chart, block, walker, None, standing.world)
        return Position(standing.episode, standing.state, standing.world, moment)

    # What there is -------------------------------------------------------------------------------------------

    @property
    def moment(self) -> Moment:
        """What to show now."""
        return self.position.moment

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every moment so far, oldest first; the last is `moment`."""
        return tuple(past if isinstance(past, Moment) else past.moment for past in self.past)

    @property
    def past(self) -> tuple[Past, ...]:
        """Where play stood at the beginning and after every step, oldest first; the last is `position`."""
        return self._trail.past()

    def lately(self, count: int) -> tuple[Moment, ...]:
        """The last so many moments, or as many as there are, oldest first; the last is `moment`."""
        past = [self.before(steps) for steps in reversed(range(min(count, len(self._trail))))]
        return tuple(each if isinstance(each, Moment) else each.moment for each in past)

    def before(self, steps: int) -> Past:
        """Where play stood so many steps ago, of which there must be as many."""
        return self._trail.before(steps)

    @property
    def last(self) -> tuple[Step, Moment] | None:
        """The last step, and the moment in which it was taken; None at the beginning.

        What that moment offered is all there; of what it told a resumed playthrough may know the end only.
        """
        return self._trail.last

    @property
    def trail(self) -> tuple[Step, ...]:
        """Everything that the player did, oldest first."""
        return self._trail.steps

    @property
    def turn(self) -> int:
        """How many steps the player has taken."""
        return len(self._trail) - 1

    @property
    def position(self) -> Position:
        """Where play stands."""
        return self._trail.present

    @property
    def world(self) -> Mapping[str, str]:
        """What the story remembers, as its author writes it."""
        values = self.position.world
        return {
            key: variable.type.show(values[slot]) for slot, (key, variable) in enumerate(self.story.variables.items())
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes in the notebook, in the order in which the story declares them."""
        return tuple(note for note in self.story.notes if self._flag(f"noted.{note}"))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings that were made."""
        return tuple(r for r in self.story.readings.values() if self._flag(f"read.{r.id}"))

    @property
    def instruments(self) -> Instruments:
        """The clock, the light's way and the messages on it."""
        return instruments_at(self.position.world, self.library.chart(self.position.episode))

    @property
    def gauges(self) -> tuple[Gauge, ...]:
        """What the story has drawn of its state: first of the whole playthrough, then of this episode."""
        if self._gauged is None or self._gauged[0] is not self.position:
            self._gauged = self.position, self._logbook.gauges(self.past)
        return self._gauged[1]

    @property
    def digest(self) -> str:
        """A fingerprint of where play stands, by names alone, so that it means the same in another version."""
        moment = self.moment
        parts = [self.position.episode, moment.scene, *(f"{k}={v}" for k, v in sorted(self.world.items()))]
        parts += [choice.id for choice in moment.open]
        return blake2b("\n".join(parts).encode(), digest_size=6).hexdigest()

    def _flag(self, key: str) -> bool:
        slots = self.library.chart(self.position.episode).slots
        return self.position.world[slots[key]] != 0

    # What can be done ----------------------------------------------------------------------------------------

    def choose(self, id: str) -> Moment:
        """Take a choice of the present moment; the new moment. NotOffered if it is not open."""
        choice = next((choice for choice in self.moment.choices if choice.id == id), None)
        if choice is None:
            raise NotOffered(f"There is no choice “{id}” here.")
        if choice.locked is not None:
            raise NotOffered(choice.locked)
        return self._do(Step("choose", id))

    def pair(self, one: str, other: str) -> Reading | None:
        """Put two notes together; the reading that they make, or None. NotOffered if they are not in the notebook."""
        for note in (one, other):
            if note not in self.notes:
                raise NotOffered(f"There is no note “{note}” in the notebook.")
        reading = next((r for r in self.story.readings.values() if r.of == {one, other}), None)
        if reading is not None and not self._flag(f"read.{reading.id}"):
            self._do(Step("pair", reading.id))
        return reading

    def rewind(self, steps: int = 1) -> Moment:
        """Go back so many steps; the moment there. NotOffered if there are not so many, or the story has changed."""
        if not 0 < steps <= self.turn:
            raise NotOffered(f"One can go back from 1 to {self.turn} steps." if self.turn else "This is the beginning.")
        if isinstance(self.before(steps), Moment):
            raise NotOffered("The story has changed since then: what came before can be read, but not played again.")
        self._trail.cut(steps)
        return self.moment

    def replay(self, steps: Iterable[Step]) -> Moment:
        """Do what `steps` say, one after the other; NotOffered at the first that cannot be done."""
        for step in steps:
            if step.kind == "choose":
                self.choose(step.id)
            elif step.kind == "pair" and step.id in self.story.readings:
                one, other = sorted(self.story.readings[step.id].of)
                self.pair(one, other)
            else:
                raise NotOffered(f"Nothing is called “{step.id}” here.")
        return self.moment

    # Moving --------------------------------------------------------------------------------------------------

    def _do(self, step: Step) -> Moment:
        """Take a step; the new moment. NotOffered if it cannot be taken."""
        here = self.position
        position = self._take(step, here.episode, Walker(here.state, here.world, Teller(self.seed)))
        self._trail.add(step, position)
        return position.moment

    def _take(self, step: Step, episode: str, walker: Walker) -> Position:
        """Where a step leads from where `walker` stands."""
        before = walker.world
        if step.kind == "pair":
            self._read(step.id, episode, walker)
        else:
            walker.picked = step.id
            if not fire(self.library.machine(episode), "choose", walker):
                raise NotOffered(f"There is no choice “{step.id}” here.")
        return self._rest(episode, walker, None, before)

    def _read(self, id: str, episode: str, walker: Walker) -> None:
        reading = self.story.readings.get(id)
        walker.picked = f"read.{id}"
        if reading is None or not fire(self.library.machine(episode), "pair", walker):
            raise NotOffered("There is no time to think now.")
        walker.teller.say(Line("reading", (Span(reading.text),)), joined=False)

    def _arrive(self, episode: str, scene: str | None, world: World, teller: Teller, before: World) -> Position:
        """Enter an episode at its beginning, with its title card, or at one of its scenes.

        `before` is the world in which the step began, perhaps in another episode.
        """
        chart = self.library.chart(episode)
        entered = chart.entering(world)
        walker = Walker(BEGIN, entered, teller)
        if scene is not None and scene not in chart.entries:
            raise NotOffered(f"The episode {episode} has no scene {scene}.")
        fire(self.library.machine(episode), begin(scene or chart.episode.first), walker)
        card = None if scene else self._card(chart, entered)
        return self._rest(episode, walker, card, before)

    def _card(self, chart: Statechart, world: World) -> Card:
        episode = chart.episode
        recalled = chart.recalled(world, self.seed)
        return Card(episode.number, episode.title, episode.second_title, recalled, episode.skip)

    def _rest(self, episode: str, walker: Walker, card: Card | None, before: World) -> Position:
        """Go on until play rests in a menu or an ending."""
        chart, machine = self.library.chart(episode), self.library.machine(episode)
        while chart.blocks[walker.state].kind == "go":
            if not fire(machine, "go", walker):
                break
        block = chart.blocks[walker.state]
        if block.leave:
            return self._arrive(*block.leave, walker.world, walker.teller, before)
        moment = self._moment(chart, block, walker, card, before)
        return Position(episode, block.id, walker.world, moment)

    def _moment(self, chart: Statechart, block: Block, walker: Walker, card: Card | None, before: World) -> Moment:
        scene = chart.episode.scenes[block.scene]
        noted = tuple(
            note
            for note in self.story.notes
            if walker.world[chart.slots[f"noted.{note}"]] and not before[chart.slots[f"noted.{note}"]]
        )
        lines = walker.teller.lines
        return Moment(
            len(self._trail),
            chart.episode.number,
            scene.name,
            scene.place,
            scene.present,
            card,
            tuple(line for line in lines if line.kind != FATE),
            noted,
            self._choices(block, walker.world),
            self._ending(block, tuple(line for line in lines if line.kind == FATE)),
        )

    def _choices(self, block: Block, world: World) -> tuple[Choice, ...]:
        choices = []
        for offer in block.offers:
            reason = None
            if not offer.open(world):
                if offer.locked is None or not all(guard.test(world) for guard in offer.also):
                    continue
                reason = offer.locked.text(world, self.seed)
            choices.append(Choice(offer.id, offer.label.text(world, self.seed), offer.stance, reason))
        return tuple(choices)

    def _ending(self, block: Block, fates: tuple[Line, ...]) -> Ending | None:
        if block.ending is None:
            return None
        text = self.story.endings[block.ending]
        return Ending(block.ending, text.title, text.listener, fates)
