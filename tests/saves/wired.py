"""The game as a process of its own, spoken to over the wire."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.saves.conftest import TALE

ROOT = Path(__file__).parents[2]


def line(id: str) -> bytes:
    """The line that takes a choice."""
    return json.dumps({"choose": id}).encode() + b"\n"


class Wired:
    """`ulysse STORY --wire` on a shelf, and what it has said so far."""

    def __init__(self, shelf: Path, *words: str) -> None:
        command = [sys.executable, "-m", "game", str(TALE), "--wire", "--saves", str(shelf), *words]
        self._game = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.heard: list[dict[str, Any]] = []

    def say(self, data: bytes) -> None:
        """Send bytes, which need not be whole lines."""
        assert self._game.stdin
        self._game.stdin.write(data)
        self._game.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """The next object that it sends."""
        assert self._game.stdout
        self._note(self._game.stdout.readline())
        return self.heard[-1]

    def choose(self, id: str) -> int:
        """Take a choice and wait for the moment that it leads to; its turn."""
        self.say(line(id))
        while self.hear()["type"] != "moment":
            pass
        return self.turn

    def end(self) -> int:
        """Let it end by itself; its exit code."""
        assert self._game.stdin
        assert self._game.stdout
        self._game.stdin.close()
        self._note(*self._game.stdout)
        self._game.stdout.close()
        return self._game.wait()

    def kill(self) -> int:
        """Kill it with -9, and read what it had still said; its exit code."""
        self._game.kill()
        return self.end()

    @property
    def turn(self) -> int:
        """The last turn that it has shown."""
        return next((said["turn"] for said in reversed(self.heard) if said["type"] == "moment"), 0)

    @property
    def notices(self) -> list[str]:
        """Every notice so far."""
        return [said["message"] for said in self.heard if said["type"] == "notice"]

    def _note(self, *lines: bytes) -> None:
        self.heard += [json.loads(line) for line in lines if line.endswith(b"\n")]


def yield_often(count: int) -> None:
    """Give way to the other process so many times."""
    for _ in range(count):
        os.sched_yield()
