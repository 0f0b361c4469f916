"""What was found in all the games of a shelf: the choices that were taken and the endings, a line of text each."""

from __future__ import annotations

import contextlib
from pathlib import Path

from game.engine.playthrough import Playthrough
from game.saves.disk import append, make_folder, read_at_most
from game.saves.strict import MAX_BYTES

FILE = "found.txt"
CHOICE, ENDING = "choice", "ending"


class Found:
    """Grows with every game; deleting one takes nothing away. A disk that refuses makes it forgetful, no more."""

    def __init__(self, folder: Path) -> None:
        """What `folder`, the shelf of one story, knows."""
        self._path = folder / FILE
        self._lines: set[str] | None = None

    def choice(self, episode: str, id: str) -> bool:
        """Whether that choice of an episode was taken in any game."""
        return _line(CHOICE, episode, id) in self._known

    @property
    def endings(self) -> frozenset[str]:
        """The endings that were reached."""
        return frozenset(line.removeprefix(f"{ENDING} ") for line in self._known if line.startswith(f"{ENDING} "))

    def note(self, playthrough: Playthrough, episode: str) -> None:
        """The last step of `playthrough` was taken in `episode`."""
        lines = []
        if playthrough.last and playthrough.last[0].kind == "choose":
            lines.append(_line(CHOICE, episode, playthrough.last[0].id))
        if playthrough.moment.ending is not None:
            lines.append(_line(ENDING, playthrough.moment.ending.id))
        self._add([line for line in lines if line not in self._known])

    def _add(self, lines: list[str]) -> None:
        """Each in one writing at the end of the file, so that several programs may add to it."""
        self._known.update(lines)
        if lines:
            with contextlib.suppress(OSError):
                make_folder(self._path.parent)
                append(self._path, "".join(f"{line}\n" for line in lines).encode())

    @property
    def _known(self) -> set[str]:
        if self._lines is None:
            try:
                data = read_at_most(self._path, MAX_BYTES)
            except OSError:
                data = b""
            self._lines = set(data.decode("utf-8", "replace").splitlines())
        return self._lines


def _line(kind: str, *names: str) -> str:
    return f"{kind} {'.'.join(names)}"
