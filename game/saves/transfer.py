"""Takes a saved game out of a shelf, and brings one in from anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.saves.disk import read_at_most, reason_of, replace_file
from game.saves.error import Damaged, EditedError, SaveError
from game.saves.files import id_for, new_lane
from game.saves.format import encode
from game.saves.loading import Loaded, load
from game.saves.reading import decode
from game.saves.record import Record
from game.saves.save import Save
from game.saves.shelf import Shelf
from game.saves.slot import NAMED, Slot
from game.saves.strict import MAX_BYTES
from game.saves.summary import NAME, line_of


def export_slot(shelf: Shelf, slot: Slot, file: Path) -> None:
    """Write a copy of `slot` to `file`, which must not exist. SaveError if that cannot be."""
    _write(shelf.read(slot, trusting=True)[0], file)


def export_playthrough(shelf: Shelf, playthrough: Playthrough, name: str, file: Path) -> None:
    """Write where `playthrough` stands to `file`, which must not exist, and not to the shelf. SaveError as above."""
    draft = shelf.draft(Record.of(playthrough), NAMED, name, 0, new_lane())
    _write(replace(draft, head=replace(draft.head, revision=1, order=1)), file)


def _write(save: Save, file: Path) -> None:
    if file.exists():
        raise SaveError(f"{file} exists already; name another file.")
    try:
        replace_file(file, encode(save), durable=True)
    except OSError as error:
        raise SaveError(f"{file} cannot be written: {reason_of(error)}.") from None


def load_file(file: Path, library: Library) -> Loaded:
    """The game in `file`, brought back without a shelf. SaveError if it is none of that story, or cannot be."""
    try:
        save = decode(read_at_most(file, MAX_BYTES + 1), "file", trusting=True)
    except Damaged as error:
        raise SaveError(f"{file.name} cannot be opened: {error}.") from None
    except OSError as error:
        raise SaveError(f"{file.name} cannot be read: {reason_of(error)}.") from None
    if save.head.slot.story != library.story.id:
        raise SaveError(f"{file.name} belongs to another story, {save.head.slot.story}.")
    return load(save, library)


def import_file(folder: Path, file: Path, trusting: bool = False) -> Slot:
    """Put the game in `file` on the shelf of its story in `folder`, beside what is there, under a name.

    SaveError if the file is no saved game; EditedError if it was changed outside the game, unless `trusting`.
    """
    try:
        save = decode(read_at_most(file, MAX_BYTES + 1), "imported", trusting)
    except EditedError:
        raise EditedError(f"{file.name} was changed outside the game; --edited imports it as it stands.") from None
    except Damaged as error:
        raise SaveError(f"{file.name} cannot be imported: {error}.") from None
    except OSError as error:
        raise SaveError(f"{file.name} cannot be read: {reason_of(error)}.") from None
    shelf = Shelf(folder, save.head.slot.story)
    name = _free_name(shelf, line_of(save.head.slot.name or file.stem, NAME - 6) or "Imported")
    slot = replace(save.head.slot, id=id_for(NAMED, name), kind=NAMED, name=name)
    try:
        return shelf.keep(replace(save, head=replace(save.head, slot=slot))).slot
    finally:
        shelf.close()


def _free_name(shelf: Shelf, name: str) -> str:
    taken = {slot.name.casefold() for slot in shelf.slots()}
    names = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
    return next(free for free in names if free.casefold() not in taken)
