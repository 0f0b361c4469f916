"""The shelf: saved games, to open, to name, to delete and to bring back."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from game.player.kept import saved_at
from game.saves import SaveError, Slot
from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Option

LAST, MARGINS = 60, 14
"""Cells of the last line that a game told, and of what stands left and right of it."""
KINDS = {"auto": "Autosave", "quick": "Quick save", "branch": "Another way", "bookmark": "Bookmark"}


class Saves(Listing[bool]):
    """Dismissed with True if a game was opened."""

    heading: ClassVar[str] = "Saved games"
    keys: ClassVar[str] = "enter open · s save · d delete · u undelete · esc back"
    nothing: ClassVar[str] = "There is no saved game yet. Every choice you make will be kept here."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete,d", "delete", "Delete", id="saves.delete", show=False, tooltip="Take it off the shelf"),
        Binding("u", "undelete", "Undelete", id="saves.undelete", show=False, tooltip="Put back what was deleted last"),
        Binding("s", "save", "Save as", id="saves.save", show=False, tooltip="Keep this moment under a name"),
    ]

    def __init__(self, playing: bool = False) -> None:
        super().__init__()
        self._playing = playing
        self._asked = ("", "")
        """What was to be done, and to which game, when it was last asked whether to."""

    def entries(self) -> Iterable[Option]:
        """Newest first."""
        room = min(LAST, self.app.size.width - MARGINS)
        return (_option(slot, room) for slot in self.ulysse.evening.shelf.slots())

    def taken(self, id: str) -> None:
        """Open a game."""
        if self._playing and not self._sure("open", id, "Enter again: leave this game, which is kept, for that."):
            return
        try:
            self.ulysse.evening.keeper.load(id)
        except SaveError as error:
            self.say(str(error))
        else:
            self.leave(True)

    def action_delete(self) -> None:
        """Take a game off the shelf."""
        slot = self._slot()
        if slot is not None and self._sure("delete", slot.id, f"d again: delete {_title(slot)}."):
            self._try_delete(slot)

    def _sure(self, what: str, id: str, sentence: str) -> bool:
        """Whether to do it: nobody wants to be asked, or this is the second time."""
        asked, self._asked = self._asked, (what, id)
        if self.ulysse.settings["confirm"] == "never" or asked == self._asked:
            self._asked = ("", "")
            return True
        self.say(sentence)
        return False

    def _try_delete(self, slot: Slot) -> None:
        try:
            self.ulysse.evening.shelf.delete(slot)
        except SaveError as error:
            self.say(str(error))
        else:
            self.fill()
            self.say(f"Deleted: {_title(slot)}. Press u to bring it back.")

    def action_undelete(self) -> None:
        """Put back what was deleted last."""
        shelf = self.ulysse.evening.shelf
        deleted = shelf.deleted()
        try:
            back = shelf.undelete(deleted[0]) if deleted else None
        except SaveError as error:
            self.say(str(error))
            return
        self.fill(back.id if back else None)
        self.say(f"Back on the shelf: {_title(back)}." if back else "Nothing was deleted.")

    def action_save(self) -> None:
        """Ask for a name and keep this moment under it."""
        from game.terminal.screens.ask import Ask

        if self._playing:
            self.app.push_screen(Ask("Save as"), self._named)
        else:
            self.say("Open a game first: then it can be saved under a name.")

    def _named(self, name: str | None) -> None:
        if not name or not self._free(name):
            return
        try:
            slot = self.ulysse.evening.keeper.save(name)
        except SaveError as error:
            self.say(str(error))
        else:
            self.fill(slot.id)
            self.say(f"Kept as {slot.name}.")

    def _free(self, name: str) -> bool:
        """Whether no game has that name, or it may go."""
        if all(slot.name != name for slot in self.ulysse.evening.shelf.slots()):
            return True
        return self._sure("save", name, f"There is a {name}. Save as {name} once more: it gives way.")

    def _slot(self) -> Slot | None:
        picked = self.list.picked
        return next((s for s in self.ulysse.evening.shelf.slots() if picked and s.id == picked.id), None)


def _title(slot: Slot) -> str:
    return slot.name or KINDS.get(slot.kind, slot.kind)


def _option(slot: Slot, room: int) -> Option:
    mood = f" · crew {slot.mood}" if slot.mood else ""
    told = f"  {' '.join(saved_at(slot))} · {_played(slot.played)}{mood}"
    where = f"Episode {slot.episode}, {slot.episode_title} · {slot.place}"
    last = shorten(slot.last_line, room, placeholder="…")
    note = Content("\n".join([where, *([last] if last else [])]))
    return Option(slot.id, Content.assemble((_title(slot), "bold"), (told, "$read")), note=note)


def _played(seconds: int) -> str:
    return f"{seconds // 3600} h {seconds // 60 % 60:02}" if seconds >= 3600 else f"{seconds // 60} min"
