"""The three front ends behind one face, each a real process or a real screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

BENCH = Path(__file__).parent.parent / "stories" / "bench"


class Wire:
    """The game over JSON lines, in a process of its own."""

    def __init__(self, saves: Path, *arguments: str, story: Path = BENCH) -> None:
        command = [sys.executable, "-m", "game", "play", str(story), "--wire", "--saves", str(saves), *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=20)

    def read(self) -> dict[str, Any]:
        """The next object."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the game has ended"
        return json.loads(line)

    def send(self, message: object) -> dict[str, Any]:
        """Send an object; the next object that comes."""
        return self.send_raw(json.dumps(message).encode())

    def send_raw(self, line: bytes) -> dict[str, Any]:
        """Send a line as it is; the next object that comes."""
        assert self.process.stdin
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()
        return self.read()


def plain(saves: Path, lines: str, *arguments: str, story: Path = BENCH) -> subprocess.CompletedProcess[str]:
    """Play the plain front end with `lines` typed in."""
    command = [sys.executable, "-m", "game", "play", str(story), "--plain", "--saves", str(saves), *arguments]
    return subprocess.run(command, input=lines, capture_output=True, text=True, timeout=30, env=environment())


def environment() -> dict[str, str]:
    """This environment, with the program importable from the checkout."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}
