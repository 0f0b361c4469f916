"""The Library: the episodes of a story, ready to be played."""

from __future__ import annotations

from transitions import Machine

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

    def chart(self, episode: str) -> Statechart:
        """The statechart of an episode; StoryError if it is unsound."""
        if episode not in self._charts:
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
