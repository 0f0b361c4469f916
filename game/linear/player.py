"""The plain front end: lines in, lines out. For screen readers, pipes and terminals that cannot paint."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from game.engine.library import Library
from game.engine.moment import Choice, Moment
from game.engine.playthrough import NotOffered
from game.language.header import open_story
from game.language.problem import StoryError, did_you_mean
from game.linear import aboard, around, reading, shelf
from game.linear.page import Page
from game.linear.table import Command, Table, number_in
from game.player.settings import read_settings
from game.saves import Keeper, SaveError, Shelf

WIDTH = 78
MAX_INPUT = 1_000
LEAVING = ("quit", "exit", "q")

UNSPOKEN = dict.fromkeys((*range(32), *range(127, 160)), " ")
"""Control characters, which would move the cursor or ring, are spaces."""


def run(folder: Path, saves: Path, seed: int | None, resume: bool, episode: int | None) -> int:
    """Play the story in `folder` line by line; the exit code."""
    try:
        story = open_story(folder)
        settings, remark = read_settings(saves)
        width = min(WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 0
        keeper = Keeper(Library(story), Shelf(saves, story.id))
        player = Player(Table(story, keeper, Page(story, settings), saves, seed), sys.stdout, width)
        player.open(resume, episode, remark)
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

    def __init__(self, table: Table, out: TextIO, width: int = 0) -> None:
        """Tell it to `out`, in lines of `width` characters at most; 0 leaves breaking to the reader's program."""
        self._table, self._out, self._width = table, out, width
        own = {"help": Command("help, help WORD", "this list; or what one command does", self._help)}
        groups = (reading.COMMANDS, aboard.COMMANDS, shelf.COMMANDS, around.COMMANDS, own)
        self.commands: dict[str, Command] = {word: each for group in groups for word, each in group.items()}

    def open(self, resume: bool, episode: int | None, remark: str | None = None) -> None:
        """Begin, or go on with the newest game."""
        table = self._table
        self._say([table.story.title.upper(), "Type a number to choose, help for the other commands."])
        moment = table.keeper.resume() if resume else None
        greeting = [*([remark] if remark else ()), *(() if moment else self._waiting()), ""]
        self._say(greeting)
        self._show(moment or table.begin(episode))

    def _waiting(self) -> Iterator[str]:
        newest = self._table.keeper.shelf.newest()
        if newest is not None:
            where = f"episode {newest.episode}, {newest.episode_title}, {newest.place}"
            yield f"A saved game waits: {where}. Type continue to go on with it."

    def serve(self, lines: Iterable[str]) -> None:
        """Answer every line until `quit` or the end of input."""
        for line in lines:
            words = line.strip()[:MAX_INPUT]
            if words.lower() in LEAVING:
                return
            try:
                self._say([*self._answer(words), ""])
            except (NotOffered, SaveError, StoryError) as error:
                self._say([str(error), ""])

    def _answer(self, words: str) -> Iterable[str]:
        if words.isascii() and words.isdigit():
            return reading.told(self._table, self._numbered(words).id)
        head, _, tail = words.partition(" ")
        return self._command(head).run(self._table, tail.strip())

    def _numbered(self, digits: str) -> Choice:
        choices = self._table.play.moment.open
        if not choices:
            raise NotOffered("The story has ended. Type back, new, load NAME or quit.")
        number = number_in(digits, len(choices))
        if number is None:
            raise NotOffered(f"There is no choice {digits[:6]}; there are {len(choices)}.")
        return choices[number - 1]

    def _command(self, word: str) -> Command:
        """The command of that word, or the only one that begins so."""
        word = word.lower()
        fitting = [each for each in self.commands if word and each.startswith(word)]
        if word in self.commands or len(fitting) == 1:
            return self.commands[word if word in self.commands else fitting[0]]
        if fitting:
            raise NotOffered(f"Type more of it: {', '.join(fitting)}.")
        nearest = did_you_mean(word, self.commands) if word else ""
        raise NotOffered(f"Type the number of a choice, or help. {nearest}".strip())

    def _show(self, moment: Moment) -> None:
        self._say([*self._table.arrived(moment), ""])

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._out.writelines(f"{each}\n" for each in self._broken(line.translate(UNSPOKEN)))
        self._out.flush()

    def _broken(self, line: str) -> list[str]:
        """A line broken at the width that is set; a word or a path that is longer stays whole."""
        width = min(self._width, int(self._table.page.settings["column"]))
        broken = textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False) if width else []
        return broken or [line]

    def _help(self, _: Table, tail: str) -> Iterator[str]:
        if tail:
            command = self._command(tail)
            yield f"{command.usage}: {command.meaning}"
            return
        yield "1, 2, and so on: take that choice"
        for command in self.commands.values():
            yield f"{command.usage}: {command.meaning}"
        yield "quit: leave; the game is kept"
        yield "A word in brackets behind a choice says how it is meant."
