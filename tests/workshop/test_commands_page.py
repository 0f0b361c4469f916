"""docs/commands.md has a section for every command, and in it every option that the command takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from game.cli import COMMANDS, play

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
OPTION = re.compile(r"^  (--[a-z]+)", re.MULTILINE)
ELSEWHERE = {"saves"}
"""Commands whose options stand on a page of their own."""


def options_of(command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The options that `--help` names."""
    module, function, *_ = COMMANDS.get(command, ("", ""))
    run: Callable[[list[str]], int] = getattr(import_module(module), function) if module else play
    with pytest.raises(SystemExit):
        run(["--help"])
    return set(OPTION.findall(capsys.readouterr().out))


def test_every_command_has_a_section_in_the_order_of_the_help():
    assert list(SECTIONS) == ["play", *COMMANDS]


@pytest.mark.parametrize("command", sorted({"play", *COMMANDS} - ELSEWHERE))
def test_a_section_names_every_option_and_no_other(command: str, capsys: pytest.CaptureFixture[str]):
    assert set(re.findall(r"^\| `(--[a-z]+)", SECTIONS[command], re.MULTILINE)) == options_of(command, capsys)
