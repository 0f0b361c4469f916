"""The plain front end: lines in, lines out. For screen readers, pipes and terminals that cannot paint."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from game.engine.library import Library
from game.engine.moment import Choice, Moment
from game.engine.playthrough import NOTHING_COMES, NotOffered
from game.language.header import open_story
from game.language.problem import StoryError
from game.language.story import Story
from game.linear.page import Page, spoken
from game.saves import Keeper, SaveError, Shelf

WIDTH = 78
MAX_INPUT = 1_000

HELP = {
    "1, 2, …": "take that choice",
    "look": "read the last passage and the choices again",
    "back": "go back one choice; back 3 goes back three",
    "notebook": "the notes, numbered, and what was made of them",
    "pair 1 2": "put two notes together",
    "crew": "who is aboard",
    "clock": "the time left, and the messages on their way",
    "history": "everything read so far; history WORD finds a word",
    "save NAME": "keep the game under a name; every choice is kept anyway",
    "load NAME": "go on with a kept game",
    "saves": "the kept games",
    "help": "this list",
    "quit": "leave; the game is kept",
}
"""Each command and what it does."""


def run(folder: Path, saves: Path, seed: int | None, resume: bool, episode: int | None) -> int:
    """Play the story in `folder` line by line; the exit code."""
    try:
        story = open_story(folder)
        keeper = Keeper(Library(story), Shelf(saves, story.id))
        width = min(WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 0
        player = Player(story, keeper, sys.stdout, width)
        player.open(seed, resume, episode)
    except (StoryError, SaveError, NotOffered) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        player.serve(sys.stdin)
    finally:
        keeper.close()
    return 0


class Player:
    """One game, line by line."""

    def __init__(self, story: Story, keeper: Keeper, out: TextIO, width: int) -> None:
        self._story, self._keeper, self._out = story, keeper, out
        self._page = Page(story, width)
        self._commands: dict[str, Callable[[str], Iterable[str]]] = {
            "look": self._look,
            "back": self._back,
            "notebook": self._notebook,
            "pair": self._pair,
            "crew": self._crew,
            "clock": self._clock,
            "history": self._history,
            "save": self._save,
            "load": self._load,
            "saves": self._saves,
            "help": self._help,
        }

    def open(self, seed: int | None, resume: bool, episode: int | None) -> None:
        """Begin, or go on with the newest game."""
        self._say([self._story.title.upper(), "Type a number to choose, help for the other commands.", ""])
        moment = self._keeper.resume() if resume else None
        if moment is None:
            ids = [file.id for file in self._story.episodes]
            if episode is not None and not 1 <= episode <= len(ids):
                raise NotOffered(f"There is no episode {episode}; there are {len(ids)}.")
            moment = self._keeper.begin(seed or 0, None if episode is None else ids[episode - 1])
        self._show(moment)

    def serve(self, lines: Iterable[str]) -> None:
        """Answer every line until `quit` or the end of input."""
        for line in lines:
            words = line.strip()[:MAX_INPUT]
            if words.lower() in ("quit", "exit", "q"):
                return
            try:
                self._answer(words)
            except (NotOffered, SaveError, StoryError) as error:
                self._say([str(error), ""])

    def _answer(self, words: str) -> None:
        if words.isascii() and words.isdigit():
            self._show(self._keeper.choose(self._numbered(words).id))
            return
        head, _, tail = words.partition(" ")
        command = self._commands.get(head.lower())
        if command is None:
            raise NotOffered("Type the number of a choice, or help." if words else "Type a number, or help.")
        self._say([*command(tail.strip()), ""])

    def _numbered(self, digits: str) -> Choice:
        choices = self._keeper.playthrough.moment.open
        if not choices:
            raise NotOffered("The story has ended. Type back, load NAME or quit.")
        if len(digits) > 3 or not 1 <= int(digits) <= len(choices):
            raise NotOffered(f"There is no choice {digits[:6]}; there are {len(choices)}.")
        return choices[int(digits) - 1]

    def _show(self, moment: Moment) -> None:
        notice = [self._keeper.notice, ""] if self._keeper.notice else []
        self._say([*notice, *self._page.moment(moment), ""])

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._out.write(line + "\n")
        self._out.flush()

    # Commands ------------------------------------------------------------------------------------------------

    def _look(self, _: str) -> Iterable[str]:
        return self._page.moment(self._keeper.playthrough.moment)

    def _back(self, tail: str) -> Iterable[str]:
        if tail and not (tail.isascii() and tail.isdigit() and len(tail) < 6):
            raise NotOffered("Type back, or back and how many choices.")
        return self._page.moment(self._keeper.rewind(int(tail or 1)))

    def _notebook(self, _: str) -> Iterator[str]:
        playthrough = self._keeper.playthrough
        if not playthrough.notes:
            yield "The notebook is empty."
        for number, note in enumerate(playthrough.notes, 1):
            yield from self._page.wrap(f"{number}. {self._story.notes[note]}")
        for reading in playthrough.readings:
            yield from self._page.wrap(f"   Put together: {reading.text}")

    def _pair(self, tail: str) -> Iterable[str]:
        notes = self._keeper.playthrough.notes
        numbers = [int(word) for word in tail.split() if word.isascii() and word.isdigit() and len(word) < 4]
        if len(numbers) != 2 or not all(1 <= number <= len(notes) for number in numbers):
            raise NotOffered("Type pair and the numbers of two notes, such as pair 1 2.")
        reading = self._keeper.pair(*(notes[number - 1] for number in numbers))
        if reading is None:
            return [NOTHING_COMES]
        return [*self._page.wrap(reading.text), "", *self._page.menu(self._keeper.playthrough.moment.choices)]

    def _crew(self, _: str) -> Iterator[str]:
        world = self._keeper.playthrough.world
        for person in self._story.cast.values():
            if "crew" not in person.groups:
                continue
            felt = [
                f"{family} {world[key]}" for family in ("trust", "strain") if (key := f"{family}.{person.id}") in world
            ]
            yield from self._page.wrap(", ".join([part for part in (person.full, person.role) if part] + felt) + ".")
            if person.about:
                yield from self._page.wrap(f"    {person.about}")

    def _clock(self, _: str) -> Iterator[str]:
        now = self._keeper.playthrough.instruments
        if now.minutes is None:
            yield "No clock is running."
        else:
            yield f"{now.minutes // 60} hours {now.minutes % 60:02} minutes to {now.until}."
        if now.light is not None:
            yield f"Light takes {now.light:g} minutes to Earth."
        for _name, to, left, _total in now.flights:
            name = self._story.cast[to].name if to else "Earth"
            yield f"Message to {name}: the answer can be here in {left} minutes."

    def _history(self, tail: str) -> Iterator[str]:
        for moment in self._keeper.playthrough.moments:
            for line in moment.text:
                text = spoken(line, self._story.cast)
                if tail.lower() in text.lower():
                    yield from self._page.wrap(text)

    def _save(self, tail: str) -> Iterable[str]:
        if not tail:
            raise NotOffered("Type save and a name.")
        return [f"Kept as {self._keeper.save(tail).name}."]

    def _load(self, tail: str) -> Iterable[str]:
        if not tail:
            raise NotOffered("Type load and the name of a kept game; saves lists them.")
        moment = self._keeper.load(tail)
        return [*([self._keeper.notice] if self._keeper.notice else []), *self._page.moment(moment)]

    def _saves(self, _: str) -> Iterator[str]:
        slots = self._keeper.shelf.slots()
        if not slots:
            yield "No game is kept."
        for slot in slots:
            yield from self._page.wrap(
                f"{slot.name}: {slot.episode_title}, {slot.place}, {slot.turn} choices, {slot.saved}."
            )

    def _help(self, _: str) -> Iterator[str]:
        for command, meaning in HELP.items():
            yield f"{command}: {meaning}"
