"""The command `ulysse`: reads its arguments and hands over to the room that is meant, importing no other."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from game import __version__

USAGE = """\
ulysse [play] [STORY]   play; without STORY, Ulysse 1
ulysse check STORY      everything wrong with the text of a story
ulysse ids STORY        the ledger of stable ids; --write brings it up to date
ulysse saves            the saved games
"""

FrontEnd = Callable[[Path, Path, "int | None", bool, "int | None"], int]
"""Plays a story: its folder, the shelf, a seed, whether to go on, the number of an episode."""

SOUND, PROBLEMS, UNUSABLE = 0, 1, 2
"""Exit codes: all is well; problems were found; wrong usage or an unreadable story."""


def main(argv: list[str] | None = None) -> int:
    """Run the command; its exit code."""
    words = sys.argv[1:] if argv is None else argv
    commands: dict[str, Callable[[list[str]], int]] = {"play": play, "check": check, "ids": ids, "saves": saves}
    run = commands.get(words[0]) if words else None
    try:
        return run(words[1:]) if run else play(words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOUND
    except KeyboardInterrupt:
        return 130


def own_story() -> Path:
    """The folder of Ulysse 1: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    packed = here / "story" / "ulysse-1"
    return packed if packed.is_dir() else here.parent / "story" / "ulysse-1"


def play(argv: list[str]) -> int:
    """Play a story in the front end that fits, or that was asked for."""
    given = _play_arguments(argv)
    folder = given.story or own_story()
    if not (folder / "story.yaml").is_file():
        return _complain(f"There is no story in {folder}: it has no story.yaml.")
    from game.saves import saves_folder

    front = _front_end(given.wire, given.plain or not _can_paint())
    return front(folder, saves_folder(given.saves), given.seed, given.resume, given.episode)


def _front_end(wire: bool, plain: bool) -> FrontEnd:
    if wire:
        from game.wire import player as wired

        return wired.run
    if plain:
        from game.linear import player as lined

        return lined.run
    from game.terminal import app

    return app.run


def _play_arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ulysse", usage=USAGE)
    parser.add_argument("--version", action="version", version=f"ulysse {__version__}")
    parser.add_argument("story", nargs="?", type=Path, metavar="STORY", help="a story's folder")
    front = parser.add_mutually_exclusive_group()
    front.add_argument("--plain", action="store_true", help="lines in, lines out; for screen readers and pipes")
    front.add_argument("--wire", action="store_true", help="JSON lines in and out; for programs")
    parser.add_argument("--seed", type=_seed, help="a whole number that decides what is drawn by chance")
    parser.add_argument("--saves", type=Path, metavar="DIR", help="where saved games are kept")
    parser.add_argument("--continue", dest="resume", action="store_true", help="go on with the newest saved game")
    parser.add_argument("--episode", type=int, metavar="N", help="begin at that episode")
    return parser.parse_args(argv)


def _seed(text: str) -> int:
    if len(text) > 18:
        raise argparse.ArgumentTypeError("a seed has at most 18 digits")
    return int(text)


def _can_paint() -> bool:
    """Whether the terminal can show a painted screen."""
    return sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def check(argv: list[str]) -> int:
    """Print everything wrong with the text of a story."""
    parser = argparse.ArgumentParser(prog="ulysse check", description="Everything wrong with the text of a story.")
    parser.add_argument("story", nargs="?", type=Path, default=own_story(), metavar="STORY")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return _complain(f"There is no folder {given.story}.")
    from game.workshop.check import as_json, as_text, check_story

    problems = check_story(given.story)
    print(as_json(problems) if given.json else as_text(problems))
    return PROBLEMS if problems.errors else SOUND


def ids(argv: list[str]) -> int:
    """Print, or write, the ledger of ids."""
    parser = argparse.ArgumentParser(prog="ulysse ids", description="The ledger of stable ids.")
    parser.add_argument("story", nargs="?", type=Path, default=own_story(), metavar="STORY")
    parser.add_argument("--write", action="store_true", help="bring ids.yaml up to date")
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return _complain(f"There is no folder {given.story}.")
    from game.language.problem import StoryError
    from game.workshop.ids import ids_report

    try:
        text, settled = ids_report(given.story, given.write)
    except StoryError as error:
        return _complain(str(error))
    print(text)
    return SOUND if settled else PROBLEMS


def saves(argv: list[str]) -> int:
    """List, show, mend and move saved games."""
    from game.saves.command import saves_command

    return saves_command(argv)


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return UNUSABLE
