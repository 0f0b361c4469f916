"""Reading: the text, the choices, and what stands beside them. Where one spends the evening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.keys import REPLACED_KEYS, key_to_character
from textual.widget import Widget
from textual.widgets import Footer, Static

from game.engine.moment import Moment
from game.player.past import label_of
from game.terminal import dials
from game.terminal.options import ending_options, options
from game.terminal.prose import echo, jotted
from game.terminal.screens.card import CardScreen
from game.terminal.screens.playing import Playing
from game.terminal.widgets.beside import Beside
from game.terminal.widgets.menu import MARGIN, Menu, Option
from game.terminal.widgets.paragraph import NOTHING, Paragraph
from game.terminal.widgets.roll import LIVE, Roll
from game.terminal.widgets.sheet import Sheet

if TYPE_CHECKING:
    from game.workshop.watch import Reread

SPEEDS = {"quick": 12, "slow": 4}
"""Characters that appear in each thirtieth of a second."""
PROBLEMS = 3
"""Problems shown above the text while the story is being written; `ulysse check` has all."""
MARGINS = 6
"""Cells of the head left and right, and between its two sides."""
BACKLOG = 13
"""Moments shown when a game is opened: more than a tall screen holds."""


class Reading(Playing):
    """A playthrough, as one reads it."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", id="up", show=False, tooltip="The choice above"),
        Binding("down", "move(1)", "Down", id="down", show=False, tooltip="The choice below"),
        Binding("enter", "take", "Choose", id="take", show=False, tooltip="Take the choice; or read on"),
        Binding("pageup", "turn_page(-1)", "Page up", id="page.up", show=False, tooltip="Back in the text"),
        Binding("pagedown", "turn_page(1)", "Page down", id="page.down", show=False, tooltip="On in the text"),
    ]

    def __init__(self, card: bool = False) -> None:
        super().__init__()
        self._card = card
        self._typed = self._refused = ""
        self._last: tuple[str, float] = ("", 0.0)
        self._painted = inf
        """When the menu was painted."""

    def furnish(self) -> Iterable[Widget]:
        """Where and when; the text and the choices; the instruments; the keys."""
        with Horizontal(classes="head"):
            yield Static("", id="where", markup=False)
            yield Static("", id="when", markup=False)
        yield Static("", id="wrong", markup=False)
        with Horizontal(id="desk"):
            with Vertical(id="page"):
                yield Roll(id="roll")
                yield Sheet(id="prompt")
                yield Menu(id="menu")
            yield Beside(id="beside")
        yield Footer(show_command_palette=False, compact=True)

    # What is there --------------------------------------------------------------------------------------------

    @property
    def roll(self) -> Roll:
        """The text."""
        return self.query_one("#roll", Roll)

    @property
    def menu(self) -> Menu:
        """The choices."""
        return self.query_one("#menu", Menu)

    @property
    def prompt(self) -> Sheet:
        """The line between them."""
        return self.query_one("#prompt", Sheet)

    # Showing --------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Open at the present moment."""
        self.set_interval(1 / 30, self._flow, name="flow")
        for changed in ("scroll_y", "virtual_size", "container_size"):
            self.watch(self.roll, changed, self._look, init=False)
        self.show_all()

    def on_screen_resume(self) -> None:
        """The settings may have changed."""
        self._measure()

    def _measure(self) -> None:
        """Lines as wide as the player wants them."""
        self.roll.measure = self.prompt.measure = self.menu.measure = int(self.ulysse.settings["column"])

    def show_all(self) -> None:
        """Show the present moment after those that led to it."""
        self._measure()
        *read, new = self._told_lately()
        self.roll.open_at([paragraph for passage in read for paragraph in passage][-LIVE:], new)
        self._present()

    def _told_lately(self) -> list[list[Paragraph]]:
        """The last passages, each after the choice that led to it."""
        moments = self.play.lately(BACKLOG + 1)
        steps = self.play.trail[self.play.turn + 1 - len(moments) :]
        labels = ["", *(label_of(moment, step.id) for moment, step in zip(moments, steps, strict=False))]
        return [self._told(moment, label) for moment, label in zip(moments, labels, strict=True)][-BACKLOG:]

    def show_reread(self) -> None:
        """Show the present moment in the story as it is now, and above it what is wrong with that."""
        reread = self.ulysse.evening.reread
        if reread is None:
            return
        self.set_class(bool(reread.problems), "-wrong")
        self._say("wrong", Content("\n".join((reread.sentence, *_problems(reread)))))
        if reread.fresh:
            self.show_all()
        if not reread.problems:
            self.ulysse.tell(reread.sentence)

    def _told(self, moment: Moment, label: str) -> list[Paragraph]:
        """A moment's text, after the choice that led to it."""
        noted = [self.play.story.notes[note] for note in moment.noted]
        return [*([echo(label)] if label else []), *self.setter.passage(moment.text), *map(jotted, noted)]

    def show_step(self) -> None:
        """Show what the last step told, beneath what was told before."""
        moment, last = self.play.moment, self.play.last
        self.roll.add(self._told(moment, label_of(last[1], last[0].id) if last else ""))
        self._card = moment.card is not None
        self._present()
        if self.ulysse.settings["speed"] in SPEEDS:
            self.roll.hide_new()

    def _present(self) -> None:
        moment = self.play.moment
        self._typed, self._refused, self._painted = "", "", inf
        self._offer(options(self.keeper, self.ulysse.settings, self._typed))
        self._say_head()
        self.query_one(Beside).show(self.play)
        self._say_notice()
        self.call_after_refresh(self._take_keys)
        if moment.card and (self._card or moment.card.skip):
            asked = options(self.keeper, self.ulysse.settings)
            self.app.push_screen(CardScreen(moment.card, self.setter, asked), self._answered)
        self._card = False

    def _say_head(self) -> None:
        """Where one is, and when as far as there is room beside it."""
        place = self.play.moment.place
        room = self.app.size.width - len(place) - MARGINS
        self._say("where", Content(place))
        self._say("when", Content(dials.left_in_words(self.play.instruments, room)))

    def _say(self, id: str, words: Content) -> None:
        """Put words into a line of the screen; those that stand there already would cost a layout."""
        line = self.query_one(f"#{id}", Static)
        if line.content != words:
            line.update(words)

    def on_resize(self, _: Resize) -> None:
        """There may be room for more of the head now, or for less."""
        self._say_head()

    def _answered(self, id: str | None) -> None:
        """The recap asked something, and that is the answer."""
        if id is not None:
            self.attempt(lambda: self.keeper.choose(id), self.show_step)

    def _take_keys(self) -> None:
        """The moment is painted: what is pressed from now on is an answer to it."""
        self._painted = monotonic()

    def _say_notice(self) -> None:
        if self.keeper.notice:
            self.ulysse.tell(self.keeper.notice)

    def _flow(self) -> None:
        """Let new text appear at the chosen speed."""
        self.roll.reveal(SPEEDS.get(self.ulysse.settings["speed"], 10**6))

    # Choosing -------------------------------------------------------------------------------------------------

    @classmethod
    def reads(cls, key: str) -> bool:
        """What narrows the menu, chooses from it and reads on."""
        character = key_to_character(REPLACED_KEYS.get(key, key)) or ""
        return key == "backspace" or (character.isprintable() and character not in "?0")

    def on_key(self, event: Key) -> None:
        """Digits choose, letters narrow; a key that is held, or was meant for an earlier menu, does nothing."""
        if self.cramped:
            return
        if self._stale(event) or self.roll.reveal_all():
            event.stop()
            event.prevent_default()
        elif event.character and event.character.isdigit() and event.character != "0":
            self.menu.take(int(event.character) - 1)
        elif event.key == "backspace" and self._typed:
            self._narrow(self._typed[:-1])
        elif event.key == "space" and not self._typed:
            self.action_turn_page(1)
        elif event.character and event.is_printable and event.character not in "?0":
            self._narrow(self._typed + event.character)

    def _stale(self, event: Key) -> bool:
        """Whether a key that takes something is a repeat, or older than the menu on the screen."""
        key, before = event.key, self._last
        taking = key == "enter" or key.isdigit()
        self._last = (key, event.time)
        repeat = key == before[0] and event.time - before[1] < self.ulysse.patience
        return taking and (repeat or event.time < self._painted)

    def _narrow(self, typed: str) -> None:
        """Only the choices that have every word typed; if there is none, it is said and nothing changes."""
        found = options(self.keeper, self.ulysse.settings, typed)
        if typed.strip() and not any(option.open for option in found):
            self._refused = typed
            self._say_prompt()
        else:
            self._typed, self._refused = typed, ""
            self._offer(found)

    def clear_typed(self) -> bool:
        """Give all the choices back; whether any were hidden."""
        typed = bool(self._typed)
        if typed or self._refused:
            self._narrow("")
        return typed

    def _offer(self, found: list[Option]) -> None:
        """`found` are the choices; at an ending there are others."""
        self.menu.offer(ending_options() if self.play.moment.ending else found)
        self._say_prompt()

    def _look(self) -> None:
        """There may be more text below now, or less."""
        self.call_after_refresh(self._say_prompt)

    def _say_prompt(self) -> None:
        """What was typed; or that there is more to read before the choices."""
        if not self.is_mounted:
            return
        said = self._prompt()
        if [each.body for each in self.prompt.paragraphs] != [said.body]:
            self.prompt.put([said])

    def _prompt(self) -> Paragraph:
        slash = Content.styled(" /", "$dust")
        if self._refused:
            other = "all choices" if self._typed else "the menu"
            body = Content.assemble(self._refused, (f"  no choice has that · esc: {other}", "$read"))
            return Paragraph(body, slash, MARGIN)
        if self._typed:
            return Paragraph(Content(self._typed), slash, MARGIN)
        return Paragraph(Content.styled("enter: more ↓", "$read") if self.roll.more else NOTHING, indent=MARGIN)

    def action_move(self, step: int) -> None:
        """To another choice."""
        self.menu.move(step)

    def action_take(self) -> None:
        """Read on while there is text below, then take the choice one stands on."""
        if self.roll.more:
            self.action_turn_page(1)
        else:
            self.menu.take()

    def action_turn_page(self, pages: int) -> None:
        """A view's height through the text."""
        self.roll.turn_page(pages)

    def taken(self, id: str) -> None:
        """Choose; or after an ending, what was chosen there. Nobody answers a menu that is not painted yet."""
        if monotonic() < self._painted:
            return
        if self.play.moment.ending:
            self._after(id)
        else:
            self.attempt(lambda: self.keeper.choose(id), self.show_step)

    def _after(self, id: str) -> None:
        if id == "title":
            self.leave()
        elif id == "ending":
            self.show_ending()
        else:
            self.action_undo()


def _problems(reread: Reread) -> Iterator[str]:
    """The first few, errors first."""
    found = sorted(reread.problems, key=lambda problem: problem.severity != "error")
    yield from (f"{each.mark}: {each.message} {each.advice}".rstrip() for each in found[:PROBLEMS])
    if len(found) > PROBLEMS:
        yield f"And {len(found) - PROBLEMS} more."
