"""The Keeper: what every front end plays through. One playthrough, and its shelf."""

from __future__ import annotations

import time

from game.engine.library import Library
from game.engine.moment import Moment
from game.engine.playthrough import Playthrough
from game.language.story import Reading
from game.saves.error import EditedError, Overtaken, SaveError
from game.saves.files import label, new_lane
from game.saves.loading import RESTORED
from game.saves.record import Record
from game.saves.save import Save
from game.saves.shelf import Opened, Shelf
from game.saves.slot import AUTO, BRANCH, NAMED, QUICK, Head, Slot
from game.saves.tree import ORIGIN, Tree

LONGEST_PAUSE = 300
"""Seconds between two choices that count as played; after five minutes nobody is reading."""


class Keeper:
    """Plays, and saves after every step. A disk that refuses is told in `notice`, and the game goes on."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        self.library = library
        self.shelf = shelf
        self.notice: str | None = None
        """One sentence from the last step or load, or None if there is nothing to say."""
        self._record: Record | None = None
        self._lane = ""
        self._known: Head | None = None
        """What this playthrough's file was when it was last read or written here."""
        self._left: Save | None = None
        """What a rewind left, until a step leads back there or elsewhere."""
        self._asked = ""
        self._played = 0.0
        self._since = time.monotonic()
        self._kept = ORIGIN
        """The step up to which this playthrough's file was written."""

    @property
    def playthrough(self) -> Playthrough:
        """What is being played. SaveError before anything has begun."""
        return self._now.playthrough

    @property
    def begun(self) -> bool:
        """Whether there is anything being played."""
        return self._record is not None

    @property
    def played(self) -> int:
        """Seconds of play."""
        return int(self._played + min(time.monotonic() - self._since, LONGEST_PAUSE))

    @property
    def taken(self) -> frozenset[str]:
        """The choices of the present moment that were taken in any game of the shelf."""
        episode, moment = self.playthrough.position.episode, self.playthrough.moment
        return frozenset(choice.id for choice in moment.choices if self.shelf.found.choice(episode, choice.id))

    # Playing -------------------------------------------------------------------------------------------------

    def begin(self, seed: int = 0, episode: str | None = None) -> Moment:
        """Begin anew. NotOffered if there is no such episode; StoryError if it is unsound."""
        playthrough = Playthrough(self.library, seed, episode)
        self._leave()
        self._take(Record(playthrough), new_lane(), None, 0)
        self.notice = None
        return playthrough.moment

    def turn_to(self, playthrough: Playthrough) -> None:
        """Go on with `playthrough`, another game of the same story, in a file of its own; the present one is kept."""
        self._leave()
        self._take(Record.of(playthrough), new_lane(), None, 0)
        self.notice = None
        self._autosave()

    def choose(self, id: str) -> Moment:
        """Take a choice, and save. NotOffered if it is not open."""
        episode = self.playthrough.position.episode
        try:
            return self.playthrough.choose(id)
        finally:
            self._keep_up(episode)

    def pair(self, one: str, other: str) -> Reading | None:
        """Put two notes together, and save; the reading that they make, or None. NotOffered if one is not there."""
        episode = self.playthrough.position.episode
        try:
            return self.playthrough.pair(one, other)
        finally:
            self._keep_up(episode)

    def rewind(self, steps: int = 1) -> Moment:
        """Go back. What is left stays in its file until another way is taken, and then in a slot of its own.

        NotOffered if there are not so many steps.
        """
        left = self._left or self._draft(BRANCH, self._where())
        moment = self.playthrough.rewind(steps)
        self._left, self.notice = left, None
        self._now.follow()
        return moment

    def adopt(self, playthrough: Playthrough) -> None:
        """Go on with `playthrough`: the same game, in its story as it stands now.

        If all its steps are those of the present one, its file stays the same; else it gets one of its own.
        SaveError if it belongs to another story.
        """
        if playthrough.story.id != self.shelf.story:
            raise SaveError(f"The story is called {playthrough.story.id} now: leave, and begin it anew.")
        self._leave()
        same = playthrough.trail == self.playthrough.trail
        lane, known = (self._lane, self._known) if same else (new_lane(), None)
        self._take(Record.of(playthrough), lane, known, self.played)
        self.library = playthrough.library

    # Keeping -------------------------------------------------------------------------------------------------

    def save(self, name: str) -> Slot:
        """Save under a name; a game of that name goes to the deleted ones. SaveError if the disk refuses."""
        if not name.strip():
            raise SaveError("A saved game needs a name.")
        return self.shelf.put(self._now, NAMED, name.strip(), self.played, self._lane).slot

    def quick_save(self) -> Slot:
        """Save at once, in the place of this playthrough's last quick save. SaveError if the disk refuses."""
        if self._now.lost:
            self._autosave()
        return self.shelf.put(self._now, QUICK, "", self.played, self._lane).slot

    def load(self, name: str) -> Moment:
        """Open a game by its slot's id or name, or the newest of a kind such as `quick`.

        SaveError if it cannot be opened. One that was changed outside the game is refused once, and opens the second
        time that it is asked for.
        """
        slot = self.shelf.need(name)
        asked, self._asked = self._asked == slot.id, ""
        try:
            opened = self.shelf.open(slot, self.library, trusting=asked)
        except EditedError:
            self._asked = slot.id
            raise
        return self._go_on(opened)

    def resume(self) -> Moment | None:
        """Open the newest game that opens; None if there is none."""
        failed = None
        for slot in self.shelf.slots():
            try:
                opened = self.shelf.recover(slot, self.library)
            except SaveError as error:
                failed = failed or str(error)
                continue
            moment = self._go_on(opened)
            self.notice = f"{failed} The game saved before it was opened." if failed else self.notice
            return moment
        self.notice = failed
        return None

    def close(self) -> None:
        """Save what is not saved yet, and wait for the disk."""
        self._leave()
        self.shelf.close()

    # Within --------------------------------------------------------------------------------------------------

    @property
    def _now(self) -> Record:
        if self._record is None:
            raise SaveError("No game has begun.")
        return self._record

    def _go_on(self, opened: Opened) -> Moment:
        self._leave()
        head = opened.head
        known = head if head.slot.kind == AUTO else self._autosave_of(opened)
        if opened.notice or opened.loaded.how != RESTORED:
            known = None
        self._take(opened.loaded.record, head.lane if known else new_lane(), known, head.slot.played)
        self.notice = opened.notice
        return opened.playthrough.moment

    def _autosave_of(self, opened: Opened) -> Head | None:
        """The head of the autosave of the same playthrough, if it stands where `opened` stands."""
        head = self.shelf.head(f"{AUTO}-{opened.head.lane}")
        try:
            auto = self.shelf.read(head.slot)[0] if head else None
        except SaveError:
            return None
        tree = opened.loaded.record.tree
        return auto.head if auto and (list(auto.nodes), auto.tip) == (tree.nodes, tree.tip) else None

    def _take(self, record: Record, lane: str, known: Head | None, played: int) -> None:
        self._record, self._lane, self._known = record, lane, known
        self._left, self._kept = None, record.tip
        self._played, self._since = float(played), time.monotonic()

    def _leave(self) -> None:
        """Save what is not saved yet of the present playthrough."""
        if self._record is None:
            return
        self._record.follow()
        if self._left is not None or self._kept != self._record.tree.tip or self._is_foreign():
            self._keep_branch()
            self._autosave()

    def _keep_up(self, episode: str) -> None:
        """Record and save the step that was taken in `episode`, if one was; also when Ctrl-C came right after it."""
        if self._record is not None and self._record.follow():
            self._stepped(self._record.tree)
            self.shelf.found.note(self.playthrough, episode)

    def _stepped(self, tree: Tree) -> None:
        self.notice = None
        self._played, self._since = float(self.played), time.monotonic()
        if self._left is not None and tree.tip not in self._left.path:
            self._keep_branch()
        elif self._left is not None and tree.tip == self._left.tip:
            self._left = None
        self._autosave()

    def _keep_branch(self) -> None:
        left, self._left = self._left, None
        if left is None or not left.tip:
            return
        try:
            self.shelf.keep(left)
        except SaveError as error:
            self.notice = str(error)

    def _autosave(self) -> None:
        try:
            self._known = self._keep_apart()
        except SaveError as error:
            self.notice = f"{error} It goes on, and is saved as soon as that is possible."
            return
        self._kept = self._now.tree.tip
        if self.shelf.trouble:
            self.notice = f"The saved game may not outlive a power cut: {self.shelf.trouble}."

    def _where(self) -> str:
        moment = self.playthrough.moment
        return ", ".join(part for part in (moment.place, f"turn {moment.turn}") if part)

    def _draft(self, kind: str, name: str) -> Save:
        return self.shelf.draft(self._now, kind, name, self.played, self._lane)

    def _keep_apart(self) -> Head:
        """Write this playthrough's file, or one of its own if another program has written it, or does so now."""
        lost = self._now.lost
        if not self._is_foreign() and lost is None:
            try:
                return self.shelf.keep(self._draft(AUTO, ""))
            except Overtaken:
                pass
        there = self.shelf.head(f"{AUTO}-{self._lane}")
        self._lane, self._known = new_lane(), None
        head = self.shelf.keep(self._draft(AUTO, ""))
        name = label(there.slot) if there else "This game"
        what = (
            f"What came before in {name} cannot be read: {lost}" if lost else f"{name} was played elsewhere meanwhile"
        )
        self.notice, self._now.lost = f"{what}; this game goes on in a save of its own.", None
        return head

    def _is_foreign(self) -> bool:
        """Whether another program has written this playthrough's file since this one did."""
        there = self.shelf.head(f"{AUTO}-{self._lane}")
        if there is None or there.writer == self.shelf.writer:
            return False
        return self._known is None or (there.revision, there.writer) != (self._known.revision, self._known.writer)
