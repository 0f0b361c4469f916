"""Writes a small, whole story into an empty folder. Called by `ulysse new`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from game.language.names import is_name, slug
from game.workshop.folder import SOUND, complain
from game.workshop.lantern import lantern_folder

WRITTEN = (
    "story.yaml",
    "cast.yaml",
    "state.yaml",
    "notebook.yaml",
    "episodes/01-night.yaml",
    "plans/signed.yaml",
    "plans/struck.yaml",
    "schema.json",
)
"""The files of the story, from its folder."""


class NotEmpty(Exception):
    """The folder holds something already, or is no folder; says so in one sentence."""


def write_story(folder: Path) -> tuple[Path, ...]:
    """Write the story into `folder`, which is made if need be; the files. NotEmpty if anything is in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(f"{folder} is not an empty folder, and nothing was written.")
    written = tuple(folder / name for name in WRITTEN)
    for name, path in zip(WRITTEN, written, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_renamed(name, folder), encoding="utf-8")
    return written


def _renamed(name: str, folder: Path) -> str:
    """A file's text; story.yaml is named after the folder, so that its saves are its own."""
    text = (lantern_folder() / name).read_text(encoding="utf-8")
    id = slug(folder.resolve().name)
    return text.replace("story: lantern\n", f"story: {id}\n") if name == "story.yaml" and is_name(id) else text


def new_command(argv: list[str]) -> int:
    """Write a story and say what can be done with it; the exit code."""
    parser = argparse.ArgumentParser(prog="ulysse new", description="A small, whole story to begin from.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(argv)
    folder: Path = given.folder
    try:
        written = write_story(folder)
    except (NotEmpty, OSError) as error:
        return complain(str(error))
    if given.json:
        print(json.dumps({"files": [str(path) for path in written]}, ensure_ascii=False, indent=1))
        return SOUND
    print("\n".join(str(path) for path in written))
    print(f"\nulysse play {folder}\nulysse check {folder}\nulysse rehearse {folder}")
    return SOUND
