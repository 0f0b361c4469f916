"""The Memory of a shelf: which choices were ever taken and which endings found, in whatever playthrough.

A text file of one line each, which only grows: a program that is killed, or a second one, spoils no more than a line.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from game.saves.disk import append, make_folder, read_at_most

FILE = "memory.txt"
MAX_BYTES = 4_000_000
"""Every choice of a story of a million words is some 300 kB."""
LINE = re.compile(r"(choice|ending)( [a-z0-9_.]{1,200}){1,2}\Z")


class Memory:
    """What was seen of a story by whoever plays on a shelf. Marks, no game: a disk that refuses is no error."""

    def __init__(self, folder: Path) -> None:
        """Of the shelf in `folder`; what cannot be read of it is passed over."""
        self._path = folder / FILE
        self._lines: set[str] | None = None

    def taken(self, episode: str, choice: str) -> bool:
        """Whether the choice with that id was ever taken in the episode with that id."""
        return f"choice {episode} {choice}" in self._known()

    @property
    def endings(self) -> frozenset[str]:
        """The ids of the endings that were found."""
        return frozenset(line.partition(" ")[2] for line in self._known() if line.startswith("ending "))

    def take(self, episode: str, choice: str) -> None:
        """A choice was taken."""
        self._add(f"choice {episode} {choice}")

    def find(self, ending: str) -> None:
        """An ending was found."""
        self._add(f"ending {ending}")

    def _known(self) -> set[str]:
        if self._lines is None:
            try:
                text = read_at_most(self._path, MAX_BYTES).decode("ascii", "replace")
            except OSError:
                text = ""
            self._lines = {line for line in text.splitlines() if LINE.match(line)}
        return self._lines

    def _add(self, line: str) -> None:
        if line in self._known():
            return
        self._known().add(line)
        with contextlib.suppress(OSError):
            make_folder(self._path.parent)
            append(self._path, f"\n{line}".encode())
