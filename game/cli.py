"""The command `ulysse`: reads its arguments and hands over to the room that is meant, importing no other."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from game import __version__
from game.shipped import own_story

FrontEnd = Callable[[Path, Path, "int | None", bool, "int | None"], int]
"""Plays a story: its folder, the shelf, a seed, whether to go on, the number of an episode."""

UNPAINTED = "--watch and --author need a terminal that can show a painted screen."
SOUND, UNUSABLE = 0, 2
"""Exit codes: all is well; wrong usage or an unreadable story."""

COMMANDS = {
    "new": ("game.workshop.new", "new_command", "DIR", "a small story that plays at once"),
    "check": ("game.workshop.command", "check_command", "[STORY]", "everything wrong with the text of a story"),
    "prove": ("game.workshop.prove.command", "prove_command", "STORY", "everything wrong with its logic, or a proof"),
    "route": ("game.cli", "route", "STORY TARGET", "the shortest way to a place, and a game there"),
    "why": (
        "game.workshop.why.command",
        "why_command",
        "STORY CHOICE",
        "why a choice is locked, and what would open it",
    ),
    "rehearse": ("game.workshop.rehearse.command", "rehearse_command", "[STORY]", "its test plans, and what they miss"),
    "stats": ("game.workshop.stats.command", "stats_command", "[STORY]", "words, choices, endings, by played tempers"),
    "review": (
        "game.workshop.review.command",
        "review_command",
        "[STORY]",
        "what a change did to a story",
    ),
    "map": ("game.workshop.map.command", "map_command", "[STORY]", "the story as a drawing"),
    "schema": ("game.workshop.schema.command", "schema_command", "[STORY]", "a JSON Schema of it, for YAML editors"),
    "ids": ("game.workshop.command", "ids_command", "[STORY]", "the ledger of stable ids"),
    "serve": (
        "game.served.command",
        "serve_command",
        "[STORY]",
        "play in a browser; each visitor has a shelf",
    ),
    "saves": ("game.saves.command", "saves_command", "", "list, show, mend and move saved games"),
}
"""Each command but `play`: the module and the function that run it, its arguments, what it is for."""


def usage() -> str:
    """What `--help` says of the commands."""
    rows = [
        "ulysse [play] [STORY]",
        *(f"ulysse {name} {words}".rstrip() for name, (_, _, words, _) in COMMANDS.items()),
    ]
    meanings = ["play; without STORY, Ulysse 1", *(meaning for *_, meaning in COMMANDS.values())]
    return "\n".join(f"{row:26} {meaning}" for row, meaning in zip(rows, meanings, strict=True)) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Run the command; its exit code."""
    words = sys.argv[1:] if argv is None else argv
    try:
        if words and words[0] in COMMANDS:
            module, function, _, _ = COMMANDS[words[0]]
            run: Callable[[list[str]], int] = getattr(import_module(module), function)
            return run(words[1:])
        if meant := _meant(words):
            return _complain(f"There is neither a command nor a folder {words[0]}. Did you mean {meant}?")
        return play(words[1:] if words[:1] == ["play"] else words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOUND
    except KeyboardInterrupt:
        return 130


def _meant(words: list[str]) -> str:
    """The command that the first word nearly is, if it is no folder and no option either."""
    if not words or words[0].startswith("-") or words[0] == "play" or Path(words[0]).exists():
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(words[0], [*COMMANDS, "play"], 1, 0.7)), "")


def play(argv: list[str]) -> int:
    """Play a story in the front end that fits, or that was asked for."""
    given = _play_arguments(argv)
    folder = given.story or own_story()
    if not (folder / "story.yaml").is_file():
        return _complain(f"There is no story in {folder}: it has no story.yaml.")
    from game.saves import saves_folder

    plain, saves = given.plain or not _can_paint(), saves_folder(given.saves)
    if given.watch or given.author:
        return _written(folder, saves, given) if not (given.wire or plain) else _complain(UNPAINTED)
    return _front_end(given.wire, plain)(folder, saves, given.seed, given.resume, given.episode)


def _written(folder: Path, saves: Path, given: argparse.Namespace) -> int:
    """Play while the story is being written, as its author."""
    from game.terminal.app import run
    from game.workshop.seeker import Seeker
    from game.workshop.watch import Watch

    watch, seeker = Watch(folder) if given.watch else None, Seeker(folder) if given.author else None
    return run(folder, saves, given.seed, given.resume, given.episode, watch, seeker)


def route(argv: list[str]) -> int:
    """Find the shortest way to a place, and perhaps play on from there."""
    from game.workshop.route import route_command

    def go_on(story: Path, saves: Path, plain: bool) -> int:
        return _front_end(False, plain or not _can_paint())(story, saves, None, True, None)

    return route_command(argv, go_on)


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
    parser = argparse.ArgumentParser(prog="ulysse", usage=usage())
    parser.add_argument("--version", action="version", version=f"ulysse {__version__}")
    parser.add_argument("story", nargs="?", type=Path, metavar="STORY", help="a story's folder")
    front = parser.add_mutually_exclusive_group()
    front.add_argument("--plain", action="store_true", help="lines in, lines out; for screen readers and pipes")
    front.add_argument("--wire", action="store_true", help="JSON lines in and out; for programs")
    parser.add_argument("--watch", action="store_true", help="read the story again whenever a file of it is saved")
    parser.add_argument("--author", action="store_true", help="show the workings; jump to any place of the story")
    parser.add_argument("--seed", type=_seed, help="a whole number that decides what is drawn by chance")
    parser.add_argument("--saves", type=Path, metavar="DIR", help="where saved games are kept")
    parser.add_argument("--continue", dest="resume", action="store_true", help="go on with the newest saved game")
    parser.add_argument("--episode", type=int, metavar="N", help="begin at that episode")
    return parser.parse_args(argv)


def _seed(text: str) -> int:
    if len(text) > 18:
        raise argparse.ArgumentTypeError("a seed has at most 18 digits")
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a seed is a whole number") from error


def _can_paint() -> bool:
    """Whether the terminal can show a painted screen; `ulysse serve` names what paints instead of one."""
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    return sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return UNUSABLE
