"""The table of what the shipped story remembers: `python -m tests.story.memory --write` puts it into the companion."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from game.engine.code import Change, Guard
from game.engine.library import Library
from game.language.header import open_story
from game.shipped import own_story

PAGE = own_story() / "companion" / "memory.md"
MEANINGS = own_story() / "companion" / "meanings.md"
"""What each variable means, in a line by hand: `name: meaning`."""

Places = dict[str, set[tuple[int, str]]]
"""Of each variable, the episodes and scenes."""


def memory_page(folder: Path) -> str:
    """The page: a row for each variable of the season, with the scenes that set it and those that read it."""
    story = open_story(folder)
    written, read = uses_of(Library(story))
    meanings = dict(line.split(": ", 1) for line in MEANINGS.read_text(encoding="utf-8").splitlines() if ": " in line)
    families = dict.fromkeys(name.split(".")[0] for name in story.variables)
    rows = [_row(name, meanings.get(name, ""), written[name], read[name]) for name in families]
    return "\n".join([HEAD, *rows, ""])


def uses_of(library: Library) -> tuple[Places, Places]:
    """Where each variable of the season is set and where it is read; a family counts as one."""
    written: Places = defaultdict(set)
    read: Places = defaultdict(set)
    for number, file in enumerate(library.story.episodes, 1):
        chart = library.chart(file.id)
        names = {slot: name.split(".")[0] for name, slot in chart.slots.items() if slot < chart.shared}
        for block in chart.blocks.values():
            for part in _parts(block):
                for slots, uses in _slots(part, read, written):
                    for slot in slots:
                        if slot in names:
                            uses[names[slot]].add((number, block.scene))
    return written, read


def _slots(part: object, read: Places, written: Places) -> Iterator[tuple[tuple[int, ...], Places]]:
    if isinstance(part, Guard):
        yield part.reads, read
    elif isinstance(part, Change):
        yield part.writes, written


def _parts(value: object) -> Iterator[object]:
    """`value` and everything within it that a block is made of."""
    yield value
    if isinstance(value, tuple):
        inner: Iterator[object] = iter(value)
    elif is_dataclass(value) and not isinstance(value, type):
        inner = (getattr(value, field.name) for field in fields(value))
    else:
        return
    for part in inner:
        yield from _parts(part)


def _row(name: str, meaning: str, written: set[tuple[int, str]], read: set[tuple[int, str]]) -> str:
    return f"| `{name}` | {meaning} | {_listed(written)} | {_listed(read)} |"


def _listed(places: set[tuple[int, str]]) -> str:
    by_episode = defaultdict(list)
    for number, scene in sorted(places):
        by_episode[number].append(scene.replace("_", " "))
    return "; ".join(f"{number}: {', '.join(scenes)}" for number, scenes in by_episode.items()) or "–"


HEAD = """# What the story remembers

Made from the story: `python -m tests.story.memory --write`. What the variables mean is in
[meanings.md](meanings.md); a number is an episode, and after it stand the scenes.

| | means | set in | read in |
|---|---|---|---|"""


if __name__ == "__main__":
    page = memory_page(own_story())
    if "--write" in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(page)
