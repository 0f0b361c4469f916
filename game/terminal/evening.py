"""An Evening: the story, opened when the title is already painted, and the game that is played. Held by the App."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine.moment import Moment
    from game.engine.playthrough import Playthrough
    from game.language.story import Story
    from game.saves import Keeper, Shelf
    from game.workshop.seeker import Seeker
    from game.workshop.watch import Reread, Watch


class Evening:
    """What is played tonight. Everything here but `open` belongs to the thread of the interface."""

    def __init__(
        self, folder: Path, saves: Path, seed: int | None, watch: Watch | None = None, seeker: Seeker | None = None
    ) -> None:
        self.folder, self.saves, self.seed = folder, saves, seed
        self.watch = watch
        """Follows the files of the story, while somebody writes it."""
        self.seeker = seeker
        """Finds ways, in author mode."""
        self.reread: Reread | None = None
        """What came of the last reading."""
        self._keeper: Keeper | None = None

    def open(self) -> None:
        """Read the story and make its first episode ready; StoryError or OSError if that cannot be done."""
        from game.engine.library import Library
        from game.language.header import open_story
        from game.saves import Keeper, Shelf

        story = open_story(self.folder)
        library = Library(story)
        library.machine(story.episodes[0].id)
        self._keeper = Keeper(library, Shelf(self.saves, story.id))

    @property
    def keeper(self) -> Keeper:
        """Plays and keeps."""
        assert self._keeper is not None, "the story is open before anything is played"
        return self._keeper

    @property
    def story(self) -> Story:
        """What is played."""
        return self.keeper.library.story

    @property
    def shelf(self) -> Shelf:
        """The saved games."""
        return self.keeper.shelf

    @property
    def play(self) -> Playthrough:
        """The walk that is being taken."""
        return self.keeper.playthrough

    @property
    def playing(self) -> bool:
        """Whether a game has begun."""
        return self._keeper is not None and self._keeper.begun

    def adopt(self, reread: Reread) -> None:
        """Go on in the story as it was read again, or, if it cannot be played, as it was."""
        self.reread = reread
        if reread.fresh:
            self.keeper.adopt(reread.playthrough)

    def begin(self, episode: int | None) -> Moment:
        """A new game, from the first episode or another. NotOffered if there is no such episode."""
        from random import randrange

        from game.player.reached import episode_at

        id = episode_at(self.story, episode)
        return self.keeper.begin(randrange(10**9) if self.seed is None else self.seed, id)

    def close(self) -> None:
        """Let go of everything; what was played is kept."""
        if self._keeper is not None:
            self._keeper.close()
