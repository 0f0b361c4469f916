"""The Record: what is remembered of a playthrough while it is played, to be saved at any time."""

from __future__ import annotations

from game.engine.playthrough import Playthrough
from game.saves.fingerprint import digest_of, prints_of
from game.saves.format import MAX_STEPS
from game.saves.place import Place, place_of, scene_of
from game.saves.save import Save
from game.saves.slot import Head
from game.saves.tree import ORIGIN, Node, Tree

LAST_PLACES = 4
"""How many of the last steps keep their place, beside the beginnings of episodes."""


class Record:
    """The tree of a playthrough's steps, and the places that it remembers. Follows every step that is taken."""

    def __init__(self, playthrough: Playthrough, origin: Place | None = None) -> None:
        """Begin to follow `playthrough`, which has just begun, at `origin` if not at the beginning of an episode."""
        self.playthrough = playthrough
        self.origin = origin or Place(playthrough.beginning)
        self.tree = Tree()
        self.scenes: dict[str, str] = {}
        self._entries: dict[int, Place] = {}
        self._recent: dict[int, Place] = {}
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

    def follow(self) -> bool:
        """Catch up with the playthrough if it has taken a step or gone back; whether it has."""
        steps = len(self.playthrough.trail) - self.tree.depth
        if steps > 0:
            self.tree.grow(self.playthrough.trail[-1], digest_of(self.playthrough))
        elif steps < 0:
            self.tree.back(-steps)
        if steps:
            self._stand()
        return steps != 0

    def graft(self, nodes: tuple[Node, ...], tip: int) -> None:
        """Take over the tree of a save, with the branches that are not being walked."""
        self.tree = Tree(nodes, tip)

    def save(self, head: Head) -> Save:
        """Everything, as it stands."""
        playthrough, tree = self.playthrough, self.tree
        if len(tree.nodes) > MAX_STEPS:
            tree = self.tree = _trunk(tree)
            self._entries, self._recent = {}, {}
        return Save(
            head,
            playthrough.story.version,
            playthrough.seed,
            self.origin,
            dict(sorted({**self._entries, **self._recent}.items())),
            dict(self.scenes),
            tuple(tree.nodes),
            tree.tip,
        )

    def _stand(self) -> None:
        place, tip = place_of(self.playthrough), self.tree.tip
        if self.playthrough.moment.card is not None or tip == ORIGIN:
            self._entries[tip] = place
        self._recent.pop(tip, None)
        self._recent[tip] = place
        while len(self._recent) > LAST_PLACES:
            del self._recent[next(iter(self._recent))]
        self._print(place.episode)

    def _print(self, episode: str) -> None:
        name = scene_of(self.playthrough)
        if f"{episode}.{name}" not in self.scenes:
            scene = self.playthrough.library.chart(episode).episode.scenes[name]
            self.scenes[f"{episode}.{name}"] = prints_of(scene)


def _trunk(tree: Tree) -> Tree:
    """The tree without its branches."""
    short = Tree()
    for number in tree.path():
        node = tree.node(number)
        short.grow(node.step, node.digest)
    return short
