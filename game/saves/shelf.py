"""The Shelf: the folder in which the saved games of one story stand.

A game's file is `ID.json`, and beside it, soon after, `ID.bak`, a copy that is known to be on the disk. What was
deleted is in `deleted/`. The bookmarks that ship are in a folder of their own and are never written.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.names import is_name
from game.language.problem import did_you_mean
from game.language.value import value
from game.saves.disk import make_folder, read_at_most, reason_of, replace_file
from game.saves.error import Damaged, EditedError, Overtaken, SaveError
from game.saves.files import DELETED, ENDING, id_for, ids_in, label, make_room, new_lane
from game.saves.folder import bookmarks_folder
from game.saves.format import encode
from game.saves.found import Found
from game.saves.loading import Loaded, load, load_at_once
from game.saves.reading import decode, read_head
from game.saves.record import Record
from game.saves.save import Save
from game.saves.scribe import BACKUP, Scribe
from game.saves.slot import AUTO, NAMED, QUICK, Head, Slot
from game.saves.strict import MAX_BYTES
from game.saves.summary import summary_of

UNNAMED = {AUTO: "Autosave", QUICK: "Quick save"}


@value
class Opened:
    """A saved game that was opened."""

    playthrough: Playthrough
    notice: str | None
    """One sentence for the player, or None."""
    loaded: Loaded
    head: Head


class Shelf:
    """The saved games of one story. Several programs may use one shelf at a time."""

    def __init__(self, folder: Path, story: str, bookmarks: Path | None = None) -> None:
        """The shelf in `folder` of the story with that id; `bookmarks` is where the games that ship are.

        SaveError if no story can be called that.
        """
        if not is_name(story):
            raise SaveError("That is no story’s id.")
        self.folder = folder / story
        self.bookmarked = (bookmarks or bookmarks_folder()) / story
        self.story = story
        self.writer = secrets.token_hex(4)
        self.found = Found(self.folder)
        """What was found in all its games."""
        self._scribe = Scribe()
        self._order = 0

    # Looking -------------------------------------------------------------------------------------------------

    def slots(self) -> tuple[Slot, ...]:
        """The saved games, newest first; those that cannot be read are passed over, and `doctor` names them."""
        return tuple(head.slot for head in self.heads())

    def bookmarks(self) -> tuple[Slot, ...]:
        """The saves that ship with the game, by episode."""
        heads = self._heads(self.bookmarked)
        return tuple(sorted((head.slot for head in heads), key=lambda slot: (slot.episode, slot.id)))

    def deleted(self) -> tuple[Slot, ...]:
        """What can be brought back, newest first."""
        return tuple(head.slot for head in _newest_first(self._heads(self.folder / DELETED)))

    def heads(self) -> list[Head]:
        """Like `slots`, with what tells one writing from another."""
        return _newest_first(self._heads(self.folder))

    def newest(self) -> Slot | None:
        """The game that was saved last, or None if there is none."""
        slots = self.slots()
        return slots[0] if slots else None

    def find(self, name: str) -> Slot | None:
        """The slot with that id or that name, or the newest of that kind; None if there is none."""
        slots = (*self.slots(), *self.bookmarks())
        wanted = name.strip().casefold()
        for called in ("id", "name", "kind"):
            for slot in slots:
                if wanted and getattr(slot, called).casefold() == wanted:
                    return slot
        return None

    def need(self, name: str) -> Slot:
        """Like `find`; SaveError, with the nearest name, if there is none."""
        if slot := self.find(name):
            return slot
        known = [slot.name or slot.id for slot in self.slots()]
        raise SaveError(f"There is no saved game “{name[:80]}”. {did_you_mean(name, known)}".strip())

    def head(self, id: str) -> Head | None:
        """The head of the file of that id as it is on the disk now; None if there is none that can be read."""
        try:
            return read_head(self._path(id), id)
        except (OSError, Damaged):
            return None

    # Writing -------------------------------------------------------------------------------------------------

    def write(self, playthrough: Playthrough, kind: str, name: str, played: int = 0) -> Slot:
        """Save `playthrough`; SaveError if the disk does not take it, and what was there before stands."""
        return self.put(Record.of(playthrough), kind, name, played).slot

    def put(self, record: Record, kind: str, name: str, played: int, lane: str | None = None) -> Head:
        """Save what `record` follows, as part of the playthrough `lane`; SaveError if the disk does not take it."""
        return self.keep(self.draft(record, kind, name, played, lane or new_lane()))

    def draft(self, record: Record, kind: str, name: str, played: int, lane: str) -> Save:
        """A save of what `record` follows, not written yet."""
        name = name or UNNAMED.get(kind, "")
        id = id_for(kind, name, lane, record.tree.tip)
        slot = summary_of(record.playthrough, id, kind, name, played)
        return record.save(Head(slot, lane, 0, self.writer, 0))

    def keep(self, save: Save) -> Head:
        """Write `save` to its file: whole when this returns, lasting soon after.

        SaveError if the disk refuses; Overtaken if another program writes the file at the same time.
        """
        slot = save.head.slot
        before = self.head(slot.id)

        def look() -> None:
            if self.head(slot.id) != before:
                raise Overtaken(f"{label(slot)} is being played elsewhere.")

        head = replace(
            save.head, revision=before.revision + 1 if before else 1, writer=self.writer, order=self._next_order()
        )
        data = encode(replace(save, head=head))
        path = self._path(slot.id)
        try:
            make_folder(self.folder)
            if slot.kind == NAMED and before:
                self._set_aside(path)
            replace_file(path, data, look=look)
        except OSError as error:
            raise SaveError(f"The game cannot be saved in {self.folder}: {reason_of(error)}.") from None
        self._scribe.put(path, data)
        return head

    @property
    def trouble(self) -> str | None:
        """Why what was written last may not outlive a power cut, or None."""
        return self._scribe.trouble

    def flush(self) -> None:
        """Wait until everything that was written is on the disk."""
        self._scribe.flush()

    def close(self) -> None:
        """Wait until everything is on the disk, and end the thread that sees to it."""
        self._scribe.close()

    # Opening -------------------------------------------------------------------------------------------------

    def open(self, slot: Slot, library: Library, trusting: bool = False) -> Opened:
        """The playthrough of `slot`.

        EditedError if the file was changed outside the game, unless `trusting`; SaveError if it cannot be opened.
        """
        if opened := self._at_once(slot, library):
            return opened
        save, notice = self.read(slot, trusting)
        return self._opened(save, notice, library)

    def recover(self, slot: Slot, library: Library) -> Opened:
        """Like `open`, without asking: the last good copy of a file that changed, or, without one, what it says."""
        try:
            return self.open(slot, library)
        except EditedError:
            save, notice = self._backup(slot) or (self.read(slot, trusting=True)[0], _UNSEALED)
            return self._opened(save, notice, library)

    def read(self, slot: Slot, trusting: bool = False) -> tuple[Save, str | None]:
        """The save in the file of `slot`, or its last good copy, with a sentence for the player; errors as `open`."""
        path = self.path(slot)
        try:
            return decode(read_at_most(path, MAX_BYTES + 1), slot.id, trusting), None
        except EditedError:
            raise EditedError(
                f"{label(slot)} was changed outside the game; load it once more to open it as it stands."
            ) from None
        except (Damaged, OSError) as error:
            if copy := self._backup(slot):
                return copy
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            raise SaveError(f"{label(slot)} cannot be opened: {reason}; its file is kept.") from None

    def _at_once(self, slot: Slot, library: Library) -> Opened | None:
        """Without its past, as long as nobody asks for that; None where more must be read."""
        try:
            at_once = load_at_once(read_at_most(self.path(slot), MAX_BYTES + 1), slot.id, library)
        except OSError:
            return None
        return Opened(at_once[1].record.playthrough, None, at_once[1], at_once[0]) if at_once else None

    def _opened(self, save: Save, notice: str | None, library: Library) -> Opened:
        if save.head.slot.story != library.story.id:
            raise SaveError(f"{label(save.head.slot)} belongs to another story, {save.head.slot.story}.")
        loaded = load(save, library)
        sentences = [sentence for sentence in (notice, loaded.notice) if sentence]
        return Opened(loaded.record.playthrough, " ".join(sentences) or None, loaded, save.head)

    def _backup(self, slot: Slot) -> tuple[Save, str] | None:
        try:
            data = read_at_most(self.path(slot).with_suffix(BACKUP), MAX_BYTES + 1)
            return decode(data, slot.id), f"The file of {label(slot)} was damaged; its last good copy was opened."
        except (OSError, SaveError):
            return None

    # Deleting ------------------------------------------------------------------------------------------------

    def delete(self, slot: Slot) -> None:
        """Take a game off the shelf, so that it can be brought back. SaveError if that cannot be."""
        if self.path(slot) != self._path(slot.id):
            raise SaveError(f"{label(slot)} ships with the game and cannot be deleted.")
        self.flush()
        path, away = self._path(slot.id), self.folder / DELETED
        try:
            make_folder(away)
            make_room(away / path.name)
            for old in (path, path.with_suffix(BACKUP)):
                if old.exists():
                    os.replace(old, away / old.name)
        except OSError as error:
            raise SaveError(f"{label(slot)} cannot be deleted: {reason_of(error)}.") from None

    def undelete(self, slot: Slot) -> Slot:
        """Put a deleted game back, beside any that has taken its place; its slot. SaveError if it is not there."""
        path, id = self.folder / DELETED / f"{slot.id}{ENDING}", slot.id
        while self._path(id).exists():
            id = f"{slot.id[:50]}-{secrets.token_hex(2)}"
        try:
            for old, new in ((path, ENDING), (path.with_suffix(BACKUP), BACKUP)):
                if old.exists():
                    os.replace(old, self._path(id).with_suffix(new))
        except OSError as error:
            raise SaveError(f"{label(slot)} cannot be brought back: {reason_of(error)}.") from None
        head = self.head(id)
        if head is None:
            raise SaveError(f"{label(slot)} is not among the deleted games.")
        return head.slot

    # Files ---------------------------------------------------------------------------------------------------

    def path(self, slot: Slot) -> Path:
        """The file of a slot, which may be one that ships."""
        shipped = self.bookmarked / f"{slot.id}{ENDING}"
        return shipped if shipped.exists() else self._path(slot.id)

    def _path(self, id: str) -> Path:
        return self.folder / f"{Path(id).name}{ENDING}"

    def _heads(self, folder: Path) -> Iterator[Head]:
        for id in ids_in(folder):
            for ending in (ENDING, BACKUP):
                try:
                    head = read_head(folder / f"{id}{ending}", id)
                except (OSError, Damaged):
                    continue
                if head.slot.story == self.story:
                    yield head
                break

    def _set_aside(self, path: Path) -> None:
        """Keep a copy of the file that a new game of the same name takes the place of."""
        away = self.folder / DELETED
        make_folder(away)
        make_room(away / path.name)
        replace_file(away / path.name, path.read_bytes())

    def _next_order(self) -> int:
        """A number above those of all games on the shelf; the time, as long as the clock goes forwards."""
        if not self._order:
            self._order = max((head.order for head in self._heads(self.folder)), default=0)
        self._order = max(self._order + 1, time.time_ns() // 1000)
        return self._order


_UNSEALED = "This game’s file was changed outside the game or damaged; it was opened as it stands."


def _newest_first(heads: Iterator[Head]) -> list[Head]:
    return sorted(heads, key=lambda head: (head.order, head.slot.saved, head.slot.id), reverse=True)
