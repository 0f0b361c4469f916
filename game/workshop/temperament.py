"""Temperaments: named ways of playing, each the same again from the same seed. Shared by `rehearse` and `stats`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from game.engine.moment import Choice, Moment
from game.engine.playthrough import Playthrough
from game.engine.stepper import Run, Stepper, Way

MOST_STEPS = 3_000
"""No play that ends is so long."""
LIKED, DISLIKED, TAKEN = 6.0, 0.3, 0.25
"""How much more often than another a choice is taken whose stance is liked or disliked, or that was taken before."""


@dataclass(frozen=True, slots=True)
class Temperament:
    """A way of playing: by the stance of choices, then by where they stand in the menu."""

    name: str
    likes: frozenset[str] = frozenset()
    dislikes: frozenset[str] = frozenset()
    lean: float = 0.0
    """1 leans to the first choice of a menu, -1 to the last."""
    thinks: float = 0.5
    """How often two notes are put together as soon as they can be."""
    bored: bool = True
    """What was done once is done again more seldom."""

    def step(self, playthrough: Playthrough, draw: random.Random) -> None:
        """Take one step: put two notes together, or choose."""
        pair = ready_pair(playthrough)
        if pair and draw.random() < self.thinks:
            playthrough.pair(*pair)
            return
        choices = playthrough.moment.open
        done = {step.id for step in playthrough.trail}
        playthrough.choose(choices[self.pick(choices, done, draw)].id)

    def pick(self, open: Sequence[Choice | Way], done: AbstractSet[str], draw: random.Random) -> int:
        """Which of the open choices it takes; `done` are the ids of what was taken before."""
        weights = [self._weight(choice, at, len(open), done) for at, choice in enumerate(open)]
        return draw.choices(range(len(open)), weights)[0]

    def _weight(self, choice: Choice | Way, at: int, count: int, done: AbstractSet[str]) -> float:
        liked = LIKED if choice.stance in self.likes else DISLIKED if choice.stance in self.dislikes else 1.0
        from_middle = 1 - 2 * at / (count - 1) if count > 1 else 0.0
        return liked * (1 + self.lean * from_middle / 2) * (TAKEN if self.bored and choice.id in done else 1.0)


def _temperament(name: str, likes: str, dislikes: str, lean: float, thinks: float) -> Temperament:
    return Temperament(name, frozenset(likes.split()), frozenset(dislikes.split()), lean, thinks)


TEMPERAMENTS = {
    temperament.name: temperament
    for temperament in (
        _temperament("warm", "reflect wait disclose comfort agree thank", "push press accuse refuse", 1, 0.3),
        _temperament("procedural", "ask name check report order", "disclose comfort push accuse", 1, 0.7),
        _temperament("confrontational", "push press name accuse refuse", "wait reflect comfort agree", -1, 0.5),
        _temperament("curious", "ask reflect look listen", "refuse", -0.5, 1.0),
        Temperament("random", bored=False),
    )
}
"""By name. A story's own stances count where they are called as here; others are taken alike."""


class Endless(Exception):
    """A play did not come to what it was to come to; says so in one sentence."""


def ready_pair(playthrough: Playthrough) -> tuple[str, str] | None:
    """Two notes in the notebook that make a reading which was not made yet."""
    notes, made = set(playthrough.notes), set(playthrough.readings)
    for reading in playthrough.story.readings.values():
        if reading.of <= notes and reading not in made:
            one, other = sorted(reading.of)
            return one, other
    return None


def walk(
    playthrough: Playthrough,
    temperament: Temperament,
    draw: random.Random,
    until: Callable[[Moment], bool],
    most: int = MOST_STEPS,
) -> None:
    """Take steps until `until` holds of the moment; Endless if the story ends first, or after `most` steps."""
    for _ in range(most):
        if until(playthrough.moment):
            return
        if not playthrough.moment.open:
            raise Endless("The story ended before." if playthrough.moment.ending else "Play is stuck.")
        temperament.step(playthrough, draw)
    if not until(playthrough.moment):
        raise Endless(f"It did not happen in {most} steps.")


def draw_of(temperament: str, seed: int) -> random.Random:
    """What a temperament draws from in the play of a seed."""
    return random.Random(f"{temperament}:{seed}")


def play_whole(stepper: Stepper, temperament: Temperament, seed: int) -> Iterator[Run]:
    """A play from the beginning to an ending, looked at wherever it rests; Endless if it comes to none."""
    run, draw = stepper.begin(seed), draw_of(temperament.name, seed)
    done: set[str] = set()
    for _ in range(MOST_STEPS):
        yield run
        if run.ending:
            return
        if not run.open:
            raise Endless("Play is stuck.")
        reading = next(run.pairs(), None)
        if reading and draw.random() < temperament.thinks:
            run.pair(reading)
        else:
            way = run.open[temperament.pick(run.open, done, draw)]
            done.add(way.id)
            run.choose(way)
    raise Endless(f"It did not happen in {MOST_STEPS} steps.")
