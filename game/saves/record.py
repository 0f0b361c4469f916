"""The Record: what is remembered of a playthrough while it is played, to be saved at any time."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.playthrough import Playthrough
from game.engine.trail import Position
from game.saves.fingerprint import digest_of, logic_of
from game.saves.format import MAX_STEPS
from game.saves.place import Place, place_at, place_of
from game.saves.save import Save
from game.saves.slot import Head
from game.saves.tree import ORIGIN, Tree

LAST_PLACES = 4
"""How many of the last steps keep their place, beside the beginnings of episodes and the seams."""
STRIDE = 20
"""So many steps apart two earlier ones keep theirs: from there what was played lately is told again at once."""


class Record:
    """The tree of a playthrough's steps, and the places that it remembers. Follows every step that is taken."""

    def __init__(self, playthrough: Playthrough, origin: Place | None = None) -> None:
        """Begin to follow `playthrough`, which has just begun, at `origin` if not at the beginning of an episode."""
        self.playthrough = playthrough
        self.origin = origin or Place(playthrough.beginning)
        self.tree = Tree()
        self.seams: frozenset[int] = frozenset()
        self.scenes: dict[str, dict[str, str]] = {}
        self.editions: dict[str, str] = {}
        self._places: dict[int, Place] = {}
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
        record.playthrough, record.origin = playthrough, save.origin
        record.tree, record.seams = Tree(save.nodes, tip), save.seams
        record.scenes, record.editions, record._places = _copied(save.scenes), dict(save.editions), dict(save.places)
        record._stand()
        return record

    def sew(self) -> None:
        """Play stands where it was carried to by name: what comes now goes on from this place, in this story."""
        if self.tree.tip == ORIGIN:
            self.origin = place_of(self.playthrough)
        else:
            step = self.tree.node(self.tree.tip).step
            self.tree.back(1)
            self.seams |= {self.tree.grow(step, digest_of(self.playthrough))}
        self._places.pop(self.tree.tip, None)
        self.scenes, self.editions = {}, {}
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

    @property
    def before(self) -> Place | None:
        """Where play stood before the last step, if that is remembered."""
        return self._places.get(self.tree.node(self.tree.tip).parent) if self.tree.tip else None

    def save(self, head: Head) -> Save:
        """Everything, as it stands."""
        playthrough = self.playthrough
        if len(self.tree.nodes) > MAX_STEPS:
            self._prune()
        return Save(
            head,
            playthrough.story.version,
            playthrough.seed,
            self.origin,
            dict(sorted(self._places.items())),
            _copied(self.scenes),
            tuple(self.tree.nodes),
            self.tree.tip,
            dict(self.editions),
            self.seams,
        )

    def _stand(self) -> None:
        """Keep the places of the last steps, and of the one before a step that was gone back to."""
        playthrough, last = self.playthrough, self._last()
        for ago, number in enumerate(last[:2]):
            if number not in self._places and isinstance(position := playthrough.before(ago), Position):
                self._places[number] = place_at(position, playthrough.library)
        self._places = {
            number: place
            for number, place in self._places.items()
            if place.opening or number in last or number in self.seams
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
        known = self.scenes.setdefault(episode, {})
        if name not in known:
            known[name] = logic_of(chart.episode.scenes[name])
        self.editions.setdefault(episode, library.edition(episode))

    def _prune(self) -> None:
        """Keep the trunk alone."""
        short, path = Tree(), [ORIGIN, *self.tree.path()]
        for number in path[1:]:
            node = self.tree.node(number)
            short.grow(node.step, node.digest)
        self._places = {path.index(number): place for number, place in self._places.items() if number in path}
        self.seams = frozenset(path.index(number) for number in self.seams if number in path)
        self.tree = short


def _copied(scenes: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {episode: dict(prints) for episode, prints in scenes.items()}
