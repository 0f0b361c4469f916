"""The Doctor: says what is wrong with the files of a shelf, and mends what can be mended, keeping every original."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from game.engine.library import Library
from game.language.problem import StoryError
from game.language.value import value
from game.saves.disk import make_folder, read_at_most, reason_of, replace_file, settle
from game.saves.error import Damaged, EditedError, SaveError
from game.saves.files import ENDING, ids_in
from game.saves.format import encode
from game.saves.loading import Difference, changed_scenes, contradicts, retrace
from game.saves.reading import decode
from game.saves.salvage import salvage
from game.saves.save import Save
from game.saves.scribe import BACKUP
from game.saves.shelf import Shelf
from game.saves.strict import MAX_BYTES

SOUND, CHANGED, EDITED, DAMAGED, LEFTOVER = "sound", "changed", "edited", "damaged", "leftover"
ASIDE = "damaged"
"""The folder to which originals go."""
LEFT_AFTER = 60
"""Seconds after which a temporary file belongs to a program that was killed."""


@value
class Finding:
    """What is to be said of one file."""

    id: str
    state: str
    """`sound`; `changed`, if the story goes another way now; `edited`; `damaged`; or `leftover` of a killed program."""
    sentence: str
    remedy: bytes | None = None
    """What to write in its place, or None if there is nothing to mend, or no way."""


def examine(shelf: Shelf, library: Library | None = None) -> tuple[Finding, ...]:
    """What is to be said of every file; with a library, also whether its steps can still be taken."""
    found = [_examine(shelf, id, library) for id in ids_in(shelf.folder)]
    return (*found, *_leftovers(shelf.folder))


def mend(shelf: Shelf, finding: Finding) -> str:
    """Mend what was found; what was done, in a sentence. SaveError if the disk refuses."""
    if finding.state == LEFTOVER:
        return _put_away(shelf.folder, finding.id, "It was put away.")
    if finding.remedy is None:
        return "Nothing was changed."
    path = shelf.folder / f"{finding.id}{ENDING}"
    done = _put_away(shelf.folder, path.name, "It was mended") if path.exists() else "It was mended"
    try:
        replace_file(path, finding.remedy, durable=True)
        settle(shelf.folder)
    except OSError as error:
        raise SaveError(f"{path.name} cannot be mended: {reason_of(error)}.") from None
    return f"{done}; the original is in {ASIDE}/."


def _examine(shelf: Shelf, id: str, library: Library | None) -> Finding:
    data, copy = _read(shelf.folder / f"{id}{ENDING}"), _read(shelf.folder / f"{id}{BACKUP}")
    if data is None:
        return _damaged(id, "its file is missing or cannot be read", b"", copy)
    try:
        save = decode(data, id)
    except EditedError:
        return _edited(id, data, copy)
    except Damaged as error:
        return _damaged(id, str(error), data, copy)
    return _walked(id, save, library)


def _walked(id: str, save: Save, library: Library | None) -> Finding:
    """Whether the story still goes the way of a sound save."""
    if library is None or library.story.id != save.head.slot.story:
        return Finding(id, SOUND, f"{id} is sound.")
    try:
        record, difference = retrace(save, library)
        doubtful = contradicts(save, library)
    except StoryError as error:
        return Finding(id, SOUND, f"{id} is sound; its story cannot be played: {_first(error)}")
    if record is not None and difference is None and doubtful:
        why = "it says two things of where it stands; its steps can be taken again"
        return Finding(id, DAMAGED, f"{id} is damaged: {why}.", encode(record.save(save.head)))
    if difference is None:
        return Finding(id, SOUND, f"{id} is sound, and its {len(save.nodes)} steps can be taken again.")
    return Finding(id, CHANGED, f"{id} is sound, but {_what(difference)}.{_scenes(save, library)}")


def _what(difference: Difference) -> str:
    if not difference.number:
        return f"the story has changed: {difference.why} ({difference.id})"
    return f"the story has changed at step {difference.number}, {difference.id}: {difference.why}"


def _scenes(save: Save, library: Library) -> str:
    scenes = changed_scenes(save, library)
    return f" Changed scenes: {', '.join(scenes)}." if scenes else ""


def _first(error: StoryError) -> str:
    return str(error).splitlines()[0]


def _edited(id: str, data: bytes, copy: bytes | None) -> Finding:
    """A file that reads well but is not as it was written: the last good copy if there is one, or as it stands."""
    good = _sound(copy, id)
    remedy = good or encode(decode(data, id, trusting=True))
    how = "its last good copy can be put back" if good else "it can be sealed as it stands"
    return Finding(id, EDITED, f"{id} was changed outside the game; {how}.", remedy)


def _damaged(id: str, why: str, data: bytes, copy: bytes | None) -> Finding:
    if good := _sound(copy, id):
        return Finding(id, DAMAGED, f"{id} is damaged: {why}; its last good copy can be put back.", good)
    for source in (data, copy or b""):
        if save := salvage(source, id):
            steps = "one step" if len(save.nodes) == 1 else f"{len(save.nodes)} steps"
            return Finding(id, DAMAGED, f"{id} is damaged: {why}; {steps} of it can be saved.", encode(save))
    return Finding(id, DAMAGED, f"{id} is damaged: {why}; nothing can be taken from it, and it is kept.")


def _sound(data: bytes | None, id: str) -> bytes | None:
    """`data` if it is a sound save."""
    try:
        decode(data or b"", id)
    except SaveError:
        return None
    return data


def _read(path: Path) -> bytes | None:
    try:
        return read_at_most(path, MAX_BYTES + 1)
    except OSError:
        return None


def _leftovers(folder: Path) -> Iterator[Finding]:
    try:
        entries = [entry for entry in os.scandir(folder) if entry.name.startswith(".") and entry.name.endswith(".tmp")]
    except OSError:
        return
    for entry in entries:
        if time.time() - entry.stat().st_mtime > LEFT_AFTER:
            yield Finding(entry.name, LEFTOVER, f"{entry.name} was left by a program that was stopped while writing.")


def _put_away(folder: Path, name: str, done: str) -> str:
    try:
        make_folder(folder / ASIDE)
        os.replace(folder / name, folder / ASIDE / f"{name}.{secrets.token_hex(2)}")
    except OSError as error:
        raise SaveError(f"{name} cannot be put away: {reason_of(error)}.") from None
    return done
