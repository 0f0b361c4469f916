"""Rooms without a terminal never import a terminal toolkit, and asking for help imports no room at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = ["language", "engine", "saves", "workshop", "player", "linear", "wire"]
GAME = Path(__file__).parents[1] / "game"
MODULES = [
    ".".join(path.relative_to(GAME.parent).with_suffix("").parts)
    for room in ROOMS
    for path in sorted((GAME / room).rglob("*.py"))
]


def imported_by(code: str) -> set[str]:
    """The top-level packages that are there once `code` has run in a new interpreter."""
    script = f"import sys\n{code}\nprint(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=GAME.parent)
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_without_a_terminal_imports_no_terminal_toolkit(room: str):
    modules = [module for module in MODULES if module.startswith(f"game.{room}")]
    assert not imported_by(f"import {', '.join(modules)}") & {"textual", "rich"}


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_asking_for_help_imports_nothing_heavy(words: list[str]):
    code = f"import contextlib\nfrom game.cli import main\nwith contextlib.suppress(SystemExit):\n    main({words!r})"
    assert not imported_by(code) & {"yaml", "transitions", "textual", "rich"}


def test_the_language_knows_no_machine():
    modules = ", ".join(module for module in MODULES if module.startswith("game.language"))
    assert "transitions" not in imported_by(f"import {modules}")
