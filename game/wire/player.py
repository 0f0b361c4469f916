"""The game as JSON lines: one object a line out, one a line in. For bots, tests and other front ends.

Out: `moment` after every step, `world`, `saved`, `reading`, `notice`, and `error` for input that cannot be taken, after
which the game goes on. docs/wire.md lists every object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

from game.engine.library import Library
from game.engine.moment import Moment
from game.engine.playthrough import NotOffered
from game.language.header import open_story
from game.language.problem import StoryError
from game.player.reached import episode_at
from game.saves import Keeper, SaveError, Shelf
from game.wire.objects import moment_object, world_object

MAX_LINE = 10_000
"""Longer input is no command."""


def run(folder: Path, saves: Path, seed: int | None, resume: bool, episode: int | None) -> int:
    """Play the story in `folder` over standard input and output; the exit code."""
    try:
        story = open_story(folder)
        keeper = Keeper(Library(story), Shelf(saves, story.id))
        wire = Wire(keeper, sys.stdout)
        wire.open(seed, resume, episode_at(story, episode))
    except (StoryError, SaveError, NotOffered) as error:
        print(json.dumps({"type": "error", "message": str(error)}, ensure_ascii=False), flush=True)
        return 2
    try:
        wire.serve(sys.stdin.buffer)
    finally:
        keeper.close()
    return 0


class Wire:
    """One game that speaks JSON."""

    def __init__(self, keeper: Keeper, out: TextIO) -> None:
        self._keeper, self._out = keeper, out
        self._commands: dict[str, Callable[[Any], None]] = {
            "choose": self._choose,
            "rewind": self._rewind,
            "world": self._world,
            "save": self._save,
            "load": self._load,
            "pair": self._pair,
        }

    def open(self, seed: int | None, resume: bool, episode: str | None) -> None:
        """Begin, or go on with the newest game, and send the first moment."""
        moment = self._keeper.resume() if resume else None
        self._moment(moment or self._keeper.begin(seed or 0, episode))

    def serve(self, lines: Iterable[bytes]) -> None:
        """Answer every line until `quit` or the end of input."""
        for line in lines:
            if not line.strip():
                continue
            if not self._answer(line):
                return

    def _answer(self, line: bytes) -> bool:
        """Answer one line; whether to go on."""
        try:
            command, value = _parse(line)
            if command == "quit":
                return False
            if command not in self._commands:
                raise NotOffered(f"“{command[:40]}” is no command; there are {', '.join([*self._commands, 'quit'])}.")
            self._commands[command](value)
        except (NotOffered, SaveError, StoryError) as error:
            self._send({"type": "error", "message": str(error)})
        return True

    # Commands ------------------------------------------------------------------------------------------------

    def _choose(self, value: Any) -> None:
        self._moment(self._keeper.choose(_text(value, "choose")))

    def _rewind(self, value: Any) -> None:
        if type(value) is not int:
            raise NotOffered("`rewind` takes a whole number of steps.")
        self._moment(self._keeper.rewind(value))

    def _world(self, _: Any) -> None:
        self._send(world_object(self._keeper.playthrough))

    def _save(self, value: Any) -> None:
        self._send({"type": "saved", "name": self._keeper.save(_text(value, "save")).name})

    def _load(self, value: Any) -> None:
        self._moment(self._keeper.load(_text(value, "load")))

    def _pair(self, value: Any) -> None:
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(note, str) for note in value):
            raise NotOffered("`pair` takes a list of two notes.")
        reading = self._keeper.pair(*value)
        self._send(
            {"type": "reading", "id": reading.id if reading else None, "text": reading.text if reading else None}
        )
        if reading:
            self._moment(self._keeper.playthrough.moment)

    # Sending -------------------------------------------------------------------------------------------------

    def _moment(self, moment: Moment) -> None:
        if self._keeper.notice:
            self._send({"type": "notice", "message": self._keeper.notice})
        self._send(moment_object(moment))

    def _send(self, message: dict[str, Any]) -> None:
        self._out.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._out.flush()


def _parse(line: bytes) -> tuple[str, Any]:
    """The one command of a line and its value."""
    if len(line) > MAX_LINE:
        raise NotOffered(f"A line is at most {MAX_LINE} bytes.")
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise NotOffered("This line is not JSON.") from None
    if not isinstance(message, dict) or len(message) != 1:
        raise NotOffered('A line is an object with one command, such as {"choose": "ID"}.')
    return next(iter(message.items()))


def _text(value: Any, command: str) -> str:
    if not isinstance(value, str):
        raise NotOffered(f"`{command}` takes a text.")
    return value
