"""The game in a real terminal: started, seen, begun, played, quit."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

from tests.terminal.evening import STORY

PATIENCE = 20
PROGRAM = "import sys; from pathlib import Path; from game.terminal.app import run; "
PROGRAM += "sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2]), 7, False, None))"


class Terminal:
    """A program in a pseudo-terminal, and what it has painted."""

    def __init__(self, saves: Path, **environment: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            words = [sys.executable, "-c", PROGRAM, str(STORY), str(saves)]
            os.execvpe(words[0], words, {**os.environ, "TERM": "xterm-256color", **environment})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, seen: Callable[[str], bool]) -> str:
        """Read until what is painted is as wanted; what is painted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = "\n".join(self.screen.display)
            if seen(text):
                return text
            if select.select([self.fd], [], [], 0.2)[0]:
                self._read()
        raise AssertionError("\n".join(self.screen.display))

    def _read(self) -> None:
        data = os.read(self.fd, 65536)
        self.raw += data
        self.stream.feed(data.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self.fd, keys)

    def end(self) -> int:
        """Read on until the program has ended; its exit code."""
        try:
            while select.select([self.fd], [], [], PATIENCE)[0]:
                self._read()
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The game, just started."""
    started = Terminal(tmp_path)
    yield started
    os.close(started.fd)


def test_started_played_and_quit(terminal: Terminal) -> None:
    """From the first letters to a restored terminal."""
    terminal.until(lambda text: "ULYSSE 1" in text)
    terminal.until(lambda text: "THE LAMP" in text and "New game" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "EPISODE 1" in text and "any key" in text)
    terminal.press(b"x")
    terminal.until(lambda text: "Say [b]nothing" in text and "Good evening [b]." in text)
    terminal.press(b"2")
    terminal.until(lambda text: "It is out." in text)
    terminal.press(b"\x11")
    assert terminal.end() == 0
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert restored in terminal.raw
    assert b"Traceback" not in terminal.raw


def test_without_colour_there_is_none(tmp_path: Path) -> None:
    """NO_COLOR: no colour is asked of the terminal, and the pick can still be seen."""
    started = Terminal(tmp_path, NO_COLOR="1", COLORTERM="truecolor")
    started.until(lambda text: "› New game" in text)
    assert b"\x1b[38;2" not in started.raw
    assert b"48;2;" not in started.raw
    started.press(b"\x11")
    assert started.end() == 0
    os.close(started.fd)
