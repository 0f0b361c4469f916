"""Everything that a player can do: how it is done in the terminal, and how line by line."""

from __future__ import annotations

from dataclasses import dataclass

from textual.screen import Screen

from game.terminal.screens.ask import Ask
from game.terminal.screens.card import CardScreen
from game.terminal.screens.ending import EndingScreen
from game.terminal.screens.episodes import Episodes
from game.terminal.screens.help import Help
from game.terminal.screens.history import History
from game.terminal.screens.instrument import InstrumentScreen
from game.terminal.screens.map import MapScreen
from game.terminal.screens.notebook import Notebook
from game.terminal.screens.notice import Notice
from game.terminal.screens.pause import Pause
from game.terminal.screens.reading import Reading
from game.terminal.screens.saves import Saves
from game.terminal.screens.settings import SettingsScreen
from game.terminal.screens.timeline import Timeline
from game.terminal.screens.title import Title

LOOK = "look"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that can be done, in both front ends, over a shelf on which a game already stands."""

    name: str
    keys: tuple[str, ...]
    """What is pressed, from the first menu of a new game on; from the title, if `entry` is another."""
    typed: tuple[str, ...]
    """What is typed, from the same menu on."""
    seen: str = ""
    """What the terminal shows then."""
    said: str = ""
    """What was printed meanwhile."""
    screens: tuple[type[Screen[object]], ...] = ()
    """The screens on which it is done."""
    ids: tuple[str, ...] = ()
    """The keys and the entries of lists that do it."""
    entry: str = "begin"
    """What is taken on the title."""


TO_THE_END = ("1", "4", "1", "1", "x", "2")
TYPED_TO_THE_END = ("1", "4", "1", "1", "2")

FEATURES = (
    Feature(
        "begin",
        (),
        (),
        "Say [b]nothing",
        "1. Say [b]nothing",
        (Title, CardScreen, Reading),
        ("begin", "title.take", "title.up", "title.down", "title.quit"),
    ),
    Feature(
        "begin another",
        ("1", "escape", *["down"] * 10, "enter", "down", "enter", "x"),
        ("1", "new"),
        ids=("title",),
    ),
    Feature("continue", (), ("continue",), "And the oil?", "1. And the oil?", ids=("resume",), entry="resume"),
    Feature(
        "an episode that was reached",
        ("enter", "x"),
        ("episodes", "episode 1"),
        "Say [b]nothing",
        "Episode 1: Lamp.",
        (Episodes,),
        ("episodes", "list.take", "list.up", "list.down", "list.page.up", "list.page.down", "list.first", "list.last"),
        entry="episodes",
    ),
    Feature("a game from the title", ("enter",), ("load kept",), "And the oil?", "And the oil?", entry="saves"),
    Feature("about", (), ("about",), "You listen", "You listen", (Notice,), ("about",), entry="about"),
    Feature("choose by number", ("2",), ("2",), "It is out.", "It is out.", ids=("take", "up", "down")),
    Feature("choose by words", (*"lamp", "enter"), ("choose lamp",), "It is out.", "It is out."),
    Feature("a closed choice says why", ("3",), ("3",), "[that] anybody did", "closed: You do not know [that]"),
    Feature("read again", ("2", "pageup"), ("2", LOOK), "It is out.", "It is out.", ids=("page.up", "page.down")),
    Feature("take back", ("1", "ctrl+z"), ("1", "back"), ids=("undo",)),
    Feature(
        "back to any choice, and the way that is left is kept",
        ("2", "1", "f6", "down", "enter", "1"),
        ("2", "1", "timeline", "rewind 1", "1"),
        "I counted to nine.",
        "2. And the oil?",
        (Timeline,),
        ("timeline",),
    ),
    Feature(
        "find in what was read",
        ("2", "f7", *"very"),
        ("2", "history very"),
        "1 found",
        "Very late.",
        (History,),
        ("history", "history.next", "history.up", "history.down", "history.page.up", "history.page.down"),
    ),
    Feature("the crew", ("f2",), ("crew",), "at the end", "strain at the end", (InstrumentScreen,), ("crew",)),
    Feature("the clock", ("1", "f3"), ("1", "clock"), "until dawn", "until dawn", ids=("clock", "instrument.back")),
    Feature(
        "where one is",
        ("1", "tab"),
        ("1", "map"),
        "● The stairs ◂ here",
        "The hall. From there: The stairs.",
        (MapScreen,),
        ("map", "map.back"),
    ),
    Feature(
        "two notes put together",
        ("2", "f4", "1", "2", "escape"),
        ("2", "notebook", "pair 1 2"),
        "Somebody let it go out [nord].",
        "Somebody let it go out [nord].",
        (Notebook,),
        ("notebook",),
    ),
    Feature(
        "quick save and quick load",
        ("2", "f5", "1", "f9"),
        ("2", "save", "1", "load"),
        ids=("quick.save", "quick.load"),
    ),
    Feature(
        "keep under a name",
        ("2", "f8", "s", *"here", "enter"),
        ("2", "save here", "saves"),
        "Kept as here.",
        "Kept as here.",
        (Saves, Ask),
        ("saves", "saves.save"),
    ),
    Feature("delete", ("f8", "delete"), ("saves", "delete 1"), "Deleted: kept.", "Deleted: kept.",
            ids=("saves.delete",)),
    Feature("undelete", ("f8", "delete", "u"), ("delete kept", "undelete"), "Back on the shelf: kept.",
            "Back among the kept games: kept.", ids=("saves.undelete",)),
    Feature("the book", ("2", "f12"), ("2", "book"), "lighthouse-1", "lighthouse-1.epub", ids=("book",)),
    Feature(
        "set something",
        ("escape", "9", *["down"] * 5, "right", "escape"),
        ("settings", "set subtitles english", LOOK),
        "Good evening [b].",
        "Ada: “Good evening [b].”",
        (Pause, SettingsScreen),
        ("settings", "pause", "set.before", "set.next"),
    ),
    Feature(
        "the keys and the commands",
        ("question_mark",),
        ("help",),
        "Take back the last choice",
        "back, back 3: take back one choice",
        (Help,),
        ("help", "palette", "page.back", "page.line.up", "page.line.down", "page.view.up", "page.view.down", "back"),
    ),
    Feature(
        "who was listening",
        (*TO_THE_END, "1"),
        (*TYPED_TO_THE_END, "ending"),
        "Told to her brother [nord].",
        "1 of 1 ending found in all your games.",
        (EndingScreen,),
    ),
    Feature(
        "what became of everybody",
        (*TO_THE_END, "1", "x"),
        (*TYPED_TO_THE_END, "ending"),
        "Nobody answered.",
        "Ada Bell: Ada kept [b]the lamp[/b].",
        ids=("ending.on", "ending.back", "ending.up", "ending.down", "ending.page.up", "ending.page.down"),
    ),
    Feature("leave", ("1", "ctrl+q"), ("1", "quit"), ids=("quit",)),
)  # fmt: skip
