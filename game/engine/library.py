"""The Library: the episodes of a story, ready to be played."""

from __future__ import annotations

from hashlib import blake2b

from transitions import Machine

from game import __version__
from game.engine.compiler import compile_episode
from game.engine.machine import build_machine
from game.engine.statechart import Statechart
from game.language.episode import read_episode
from game.language.story import Story
from game.language.uncollected import uncollected


class Library:
    """The episodes of a story, each read, compiled and made into a machine when it is first needed."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._charts: dict[str, Statechart] = {}
        self._machines: dict[str, Machine] = {}
        self._editions: dict[str, str] = {}

    def chart(self, episode: str) -> Statechart:
        """The statechart of an episode; StoryError if it is unsound."""
        if episode not in self._charts:
            self._editions[episode] = _edition(self.story, episode)
            with uncollected():
                self._charts[episode] = compile_episode(self.story, read_episode(self.story, episode))
        return self._charts[episode]

    def machine(self, episode: str) -> Machine:
        """The machine of an episode; StoryError if it is unsound."""
        if episode not in self._machines:
            chart = self.chart(episode)
            with uncollected():
                self._machines[episode] = build_machine(chart)
        return self._machines[episode]

    def edition(self, episode: str) -> str:
        """A fingerprint of all that decides how an episode plays: its file, what the story shares, this program.

        Of the file that was compiled, or would be now; empty if the story has no such episode.
        """
        if episode not in self._editions:
            self._editions[episode] = _edition(self.story, episode)
        return self._editions[episode]


def _edition(story: Story, episode: str) -> str:
    paths = {file.id: story.folder / file.path for file in story.episodes}
    if episode not in paths:
        return ""
    shared = sorted(set(story.folder.glob("*.yaml")) - set(paths.values()))
    found = blake2b(__version__.encode(), digest_size=8)
    for path in (*shared, paths[episode]):
        found.update(path.read_bytes())
    return found.hexdigest()
