"""Where a plan begins: at an episode, at a bookmark, or at a saved game. Called by the rehearsal."""

from __future__ import annotations

from pathlib import Path

from game.engine.playthrough import Playthrough
from game.language.problem import Problems, did_you_mean
from game.saves import SaveError, Shelf, Slot, saves_folder
from game.saves.loading import RESTORED, Loaded
from game.saves.transfer import load_file
from game.workshop.ink import InkedLibrary
from game.workshop.rehearse.plan import Plan, Start


class Opening:
    """Begins plans of one story."""

    def __init__(self, library: InkedLibrary, saves: Path | None, problems: Problems) -> None:
        self.library, self.problems = library, problems
        self.shelf = Shelf(saves_folder(saves), library.story.id)

    def begin(self, plan: Plan) -> Playthrough | None:
        """A playthrough at the beginning of a plan, or None with a problem."""
        start = plan.start
        if start is None or start.kind == "episode":
            return Playthrough(self.library, plan.seed, start.name if start else None)
        try:
            loaded = self._load(start)
        except SaveError as error:
            self.problems.add("R101", start.mark, str(error))
            return None
        if loaded.how != RESTORED:
            self.problems.add("R206", start.mark, "The saved game opens elsewhere now.", loaded.notice or "")
            return None
        return loaded.record.playthrough

    def _load(self, start: Start) -> Loaded:
        if start.kind == "save" and start.name.endswith(".json"):
            return load_file(self.library.story.folder / start.name, self.library)
        slot = self._bookmark(start.name) if start.kind == "bookmark" else self.shelf.need(start.name)
        return self.shelf.open(slot, self.library, trusting=True).loaded

    def _bookmark(self, name: str) -> Slot:
        """The bookmark with that id, or that name."""
        slots = self.shelf.bookmarks()
        for slot in slots:
            if name in (slot.id, slot.name):
                return slot
        raise SaveError(f"There is no bookmark {name}. {did_you_mean(name, [slot.name for slot in slots])}".strip())
