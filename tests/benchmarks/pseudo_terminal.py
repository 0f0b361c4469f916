"""A program in a pseudo-terminal, and how long it takes to paint."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
import time
from pathlib import Path

ROWS, COLUMNS = 24, 80
PATIENCE = 20.0
"""Seconds without output after which a program counts as hung."""


class PseudoTerminal:
    """A program on an 80×24 screen of 256 colours."""

    def __init__(self, command: list[str]) -> None:
        self.begun = time.perf_counter()
        self.output = b""
        self._pid, self._screen = pty.fork()
        if self._pid == 0:
            _become(command)
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def until(self, mark: bytes) -> float:
        """Read until `mark` was painted since the last key; seconds since then. TimeoutError if it never is."""
        while mark not in self.output:
            ready, _, _ = select.select([self._screen], [], [], PATIENCE)
            if not ready:
                raise TimeoutError(f"{mark!r} was never painted")
            try:
                self.output += os.read(self._screen, 65_536)
            except OSError as error:
                raise TimeoutError(f"the program ended before {mark!r}") from error
        return time.perf_counter() - self.begun

    def quiet(self, seconds: float) -> float:
        """Read until nothing was painted for `seconds`; when the last of it came, counted from the last key."""
        last = time.perf_counter()
        while select.select([self._screen], [], [], seconds)[0]:
            try:
                self.output += os.read(self._screen, 65_536)
            except OSError:
                break
            last = time.perf_counter()
        return last - self.begun

    def press(self, keys: bytes) -> None:
        """Press keys; what was painted before is forgotten."""
        self.output = b""
        self.begun = time.perf_counter()
        os.write(self._screen, keys)

    def memory(self) -> float:
        """Memory that the program holds now, in MiB."""
        status = Path(f"/proc/{self._pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def processor_time(self) -> float:
        """Seconds of processor time that the program has taken, to a hundredth."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Quit, and wait."""
        os.write(self._screen, b"\x11")
        self.quiet(0.3)
        os.close(self._screen)
        os.waitpid(self._pid, 0)


def _become(command: list[str]) -> None:
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    environment |= {"COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
    os.execvpe(command[0], command, environment)
