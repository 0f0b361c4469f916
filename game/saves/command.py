"""The command `ulysse saves`: what is on the shelf, what is wrong with it, and how to carry it elsewhere."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from game.engine.library import Library
from game.language.header import open_story
from game.language.names import is_name
from game.language.problem import StoryError
from game.saves.doctor import DAMAGED, EDITED, LEFTOVER, Finding, examine, mend
from game.saves.error import SaveError
from game.saves.folder import BOOKMARKS, saves_folder
from game.saves.save import Save
from game.saves.shelf import Shelf
from game.saves.slot import Slot
from game.saves.transfer import export_slot, import_file
from game.shipped import own_story

FINE, WRONG, UNUSABLE = 0, 1, 2
"""Exit codes: all is well; something is wrong with a file; wrong usage."""


def saves_command(argv: list[str]) -> int:
    """Run `ulysse saves` with these words; its exit code."""
    given = _arguments(argv)
    try:
        return _RUN[given.action](given)
    except (SaveError, StoryError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _arguments(argv: list[str]) -> argparse.Namespace:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--saves", type=Path, metavar="DIR", help="where saved games are kept")
    common.add_argument("--json", action="store_true", help="print JSON")
    parser = argparse.ArgumentParser(prog="ulysse saves", description="The saved games.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, (help, words) in _ACTIONS.items():
        sub = actions.add_parser(action, help=help, description=help, parents=[common])
        for word in words:
            sub.add_argument(word.lower(), type=Path if word == "FILE" else str, metavar=word)
        if action == "doctor":
            sub.add_argument("--repair", action="store_true", help="mend what can be mended, keeping the originals")
            sub.add_argument("--story", type=Path, default=own_story(), metavar="STORY", help="the story’s folder")
        if action == "import":
            sub.add_argument("--edited", action="store_true", help="even if it was changed outside the game")
    return parser.parse_args(argv)


_ACTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "list": ("Every saved game, newest first.", ()),
    "show": ("One saved game, in full.", ("NAME",)),
    "doctor": ("What is wrong with the saved games.", ()),
    "export": ("Write a saved game to a file.", ("NAME", "FILE")),
    "import": ("Put a file on the shelf.", ("FILE",)),
    "delete": ("Take a game off the shelf; undelete brings it back.", ("NAME",)),
    "undelete": ("Bring a deleted game back.", ("NAME",)),
    "where": ("The folder of the saved games.", ()),
}


# Actions -------------------------------------------------------------------------------------------------------


def _list(given: argparse.Namespace) -> int:
    slots = [slot for shelf in _shelves(given) for slot in shelf.slots()]
    _say(given, [asdict(slot) for slot in slots], [_line(slot) for slot in slots] or ["No game is saved."])
    return FINE


def _show(given: argparse.Namespace) -> int:
    shelf, slot = _need(given)
    save, notice = shelf.read(slot, trusting=True)
    steps = [node.step.id for node in save.nodes]
    facts = {**asdict(slot), "file": str(shelf.path(slot)), "version": save.version, "seed": save.seed, "steps": steps}
    _say(given, facts, [_line(slot), *_facts(shelf, save), *([notice] if notice else [])])
    return FINE


def _doctor(given: argparse.Namespace) -> int:
    library = Library(open_story(given.story))
    report = [_treat(shelf, finding, given.repair) for shelf in _shelves(given) for finding in examine(shelf, library)]
    _say(
        given,
        [{"id": finding.id, "state": finding.state, "says": says} for finding, says in report],
        [says for _, says in report] or ["No game is saved."],
    )
    wrong = any(finding.state in (DAMAGED, EDITED) for finding, _ in report)
    return WRONG if wrong and not given.repair else FINE


def _treat(shelf: Shelf, finding: Finding, repair: bool) -> tuple[Finding, str]:
    if not repair or finding.state not in (DAMAGED, EDITED, LEFTOVER):
        return finding, finding.sentence
    return finding, f"{finding.sentence} {mend(shelf, finding)}"


def _export(given: argparse.Namespace) -> int:
    shelf, slot = _need(given)
    export_slot(shelf, slot, given.file)
    _say(given, {"file": str(given.file)}, [f"Written to {given.file}."])
    return FINE


def _import(given: argparse.Namespace) -> int:
    slot = import_file(saves_folder(given.saves), given.file, given.edited)
    _say(given, asdict(slot), [f"Kept as “{slot.name}”."])
    return FINE


def _delete(given: argparse.Namespace) -> int:
    shelf, slot = _need(given)
    shelf.delete(slot)
    _say(given, asdict(slot), [f"Deleted; `ulysse saves undelete {slot.id}` brings it back."])
    return FINE


def _undelete(given: argparse.Namespace) -> int:
    for shelf in _shelves(given):
        for slot in shelf.deleted():
            if given.name.casefold() in (slot.id, slot.name.casefold()):
                back = shelf.undelete(slot)
                _say(given, asdict(back), [_line(back)])
                return FINE
    raise SaveError(f"No deleted game is called “{given.name[:80]}”.")


def _where(given: argparse.Namespace) -> int:
    folder = saves_folder(given.saves)
    _say(given, {"folder": str(folder)}, [str(folder)])
    return FINE


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "show": _show,
    "doctor": _doctor,
    "export": _export,
    "import": _import,
    "delete": _delete,
    "undelete": _undelete,
    "where": _where,
}


# Words ---------------------------------------------------------------------------------------------------------


def _say(given: argparse.Namespace, value: Any, lines: list[str]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1) if given.json else "\n".join(lines))


def _line(slot: Slot) -> str:
    where = ", ".join(part for part in (slot.episode_title, slot.place) if part)
    return f"{slot.id}  {slot.name}: {where}, {slot.turn} choices, {slot.played // 60} min, {slot.saved}"


def _facts(shelf: Shelf, save: Save) -> list[str]:
    slot = save.head.slot
    return [
        f"file: {shelf.path(slot)}",
        f"story: {slot.story} {save.version}, seed {save.seed}",
        f"steps: {len(save.nodes)}, of which play stands after number {save.tip}",
        *([f"crew: {slot.mood}"] if slot.mood else []),
        *([f"last line: {slot.last_line}"] if slot.last_line else []),
    ]


def _shelves(given: argparse.Namespace) -> list[Shelf]:
    """The shelf of every story in the folder."""
    folder = saves_folder(given.saves)
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        names = []
    return [Shelf(folder, name) for name in names if is_name(name) and name != BOOKMARKS]


def _need(given: argparse.Namespace) -> tuple[Shelf, Slot]:
    shelves = _shelves(given)
    for shelf in shelves:
        if slot := shelf.find(given.name):
            return shelf, slot
    for shelf in shelves:
        shelf.need(given.name)
    raise SaveError("No game is saved.")
