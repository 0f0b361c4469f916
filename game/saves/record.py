"""The Record: what is remembered of a playthrough while it is played, to be saved at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from game.engine.playthrough import Playthrough
from game.engine.trail import Position
from game.saves.fingerprint import digest_of, logic_of
from game.saves.format import MAX_STEPS
from game.saves.past import Past
from game.saves.place import Place, place_at, place_of
from game.saves.save import Save
from game.saves.slot import Head
from game.saves.tree import ORIGIN, Tree

LAST_PLACES = 4
"""How many of the last steps keep their place, beside the beginnings of episodes and the seams."""
STRIDE = 20
"""So many steps apart two earlier ones keep theirs: from there what was played lately is told again at once."""


@dataclass
class Memory:
    """What a Record remembers."""

    origin: Place
    tree: Tree
    places: dict[int, Place]
    scenes: dict[str, dict[str, str]]
    editions: dict[str, str]
    seams: frozenset[int]

    @classmethod
    def of(cls, save: Save, tip: int) -> Memory:
        """What a save remembers, when play stands after the step `tip` of it."""
        tree = Tree(save.nodes, tip)
        return cls(save.origin, tree, dict(save.places), _copied(save.scenes), dict(save.editions), save.seams)


class Record:
    """The tree of a playthrough's steps, and the places that it remembers. Follows every step that is taken."""

    def __init__(self, playthrough: Playthrough, origin: Place | None = None) -> None:
        """Begin to follow `playthrough`, which has just begun, at `origin` if not at the beginning of an episode."""
        self.playthrough = playthrough
        self._past: Past | None = None
        self._memory = Memory(origin or Place(playthrough.beginning), Tree(), {}, {}, {}, frozenset())
        self._stand()

    @classmethod
    def of(cls, playthrough: Playthrough) -> Record:
        """The record of a playthrough that nobody followed: its trail is walked once more. NotOffered if it cannot."""
        again = Playthrough(playthrough.library, playthrough.seed, playthrough.beginning)
        record = cls(again)
        for step in playthrough.trail:
            again.replay([step])
            record.follow()
        return record

    @classmethod
    def resumed(cls, playthrough: Playthrough, save: Save, tip: int) -> Record:
        """The record of a `save` whose playthrough stands after the step `tip` of it."""
        record = cls.__new__(cls)
        record.playthrough, record._past = playthrough, None
        record._memory = Memory.of(save, tip)
        record._stand()
        return record

    @classmethod
    def late(cls, playthrough: Playthrough, past: Past) -> Record:
        """The record of a playthrough that stands at the tip of a save, which is read when it is first needed."""
        record = cls.__new__(cls)
        record.playthrough, record._past = playthrough, past
        return record

    @cached_property
    def _memory(self) -> Memory:
        assert self._past is not None
        return Memory.of(self._past.save, self._past.save.tip)

    @cached_property
    def lost(self) -> str | None:
        """Why what was played before cannot be read, if it turns out so; a Keeper takes it away when it has told it."""
        return self._past.lost if self._past else None

    @property
    def tip(self) -> int:
        """The step after which play stood when it was last followed. It is known without the rest."""
        return self._past.present.tip if self._past and "_memory" not in vars(self) else self.tree.tip

    @property
    def tree(self) -> Tree:
        """The steps that were taken."""
        return self._memory.tree

    def sew(self) -> None:
        """Play stands where it was carried to by name: what comes now goes on from this place, in this story."""
        memory = self._memory
        if self.tree.tip == ORIGIN:
            memory.origin = place_of(self.playthrough)
        else:
            step = self.tree.node(self.tree.tip).step
            self.tree.back(1)
            memory.seams |= {self.tree.grow(step, digest_of(self.playthrough))}
        memory.places.pop(self.tree.tip, None)
        memory.scenes, memory.editions = {}, {}
        self._stand()

    def follow(self, number: int | None = None) -> bool:
        """Catch up with the playthrough if it has taken a step or gone back; whether it has.

        `number` is of a step that the tree has already, and that agrees with the one taken.
        """
        steps = self.playthrough.turn - self.tree.depth
        if steps > 0 and number is not None:
            self.tree.go(number)
        elif steps > 0 and self.playthrough.last:
            self.tree.grow(self.playthrough.last[0], digest_of(self.playthrough))
        elif steps < 0:
            self.tree.back(-steps)
        if steps:
            self._stand()
        return steps != 0

    def save(self, head: Head) -> Save:
        """Everything, as it stands."""
        playthrough, memory = self.playthrough, self._memory
        if len(self.tree.nodes) > MAX_STEPS:
            self._prune()
        return Save(
            head,
            playthrough.story.version,
            playthrough.seed,
            memory.origin,
            dict(sorted(memory.places.items())),
            _copied(memory.scenes),
            tuple(self.tree.nodes),
            self.tree.tip,
            dict(memory.editions),
            memory.seams,
        )

    def _stand(self) -> None:
        """Keep the places of the last steps, and of the one before a step that was gone back to."""
        playthrough, memory, last = self.playthrough, self._memory, self._last()
        for ago, number in enumerate(last[:2]):
            if number not in memory.places and isinstance(position := playthrough.before(ago), Position):
                memory.places[number] = place_at(position, playthrough.library)
        memory.places = {
            number: place
            for number, place in memory.places.items()
            if place.opening or number in last or number in memory.seams
        }
        self._print()

    def _last(self) -> list[int]:
        """The numbers of the last steps, and of some before them, the newest first."""
        numbers = [self.tree.tip]
        while numbers[-1] != ORIGIN and len(numbers) < 2 * STRIDE:
            numbers.append(self.tree.node(numbers[-1]).parent)
        strides = (number for ago, number in enumerate(numbers) if (self.tree.depth - ago) % STRIDE == 0)
        return list(dict.fromkeys([*numbers[:LAST_PLACES], *strides]))

    def _print(self) -> None:
        episode, state = self.playthrough.position.episode, self.playthrough.position.state
        library = self.playthrough.library
        chart = library.chart(episode)
        name = chart.blocks[state].scene
        known = self._memory.scenes.setdefault(episode, {})
        if name not in known:
            known[name] = logic_of(chart.episode.scenes[name])
        self._memory.editions.setdefault(episode, library.edition(episode))

    def _prune(self) -> None:
        """Keep the trunk alone."""
        short, path = Tree(), [ORIGIN, *self.tree.path()]
        for number in path[1:]:
            node = self.tree.node(number)
            short.grow(node.step, node.digest)
        memory = self._memory
        memory.places = {path.index(number): place for number, place in memory.places.items() if number in path}
        memory.seams = frozenset(path.index(number) for number in memory.seams if number in path)
        memory.tree = short


def _copied(scenes: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {episode: dict(prints) for episode, prints in scenes.items()}
