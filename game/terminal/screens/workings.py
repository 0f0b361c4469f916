"""The workings: what an author sees of the game while playing it. Only in author mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from game.engine.playthrough import Playthrough
from game.player.workings import Guarded, Kept, kept, offered, rests
from game.terminal.screens.sought import Sought
from game.terminal.widgets.paragraph import Paragraph

CHANGED, OPEN, SHUT = "▸", "+", "-"


class Workings(Sought):
    """Where play rests, the choices there and what they read, and the state; typing filters all of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "put_away", "Back", id="workings.back", show=False),
    ]
    keys: ClassVar[str] = "type to filter · ↑↓ page up, page down · esc back"

    def __init__(self, play: Playthrough) -> None:
        super().__init__()
        self.place, self.choices, self.state = rests(play), offered(play), kept(play)

    def on_mount(self) -> None:
        """Everything."""
        self._show("")

    @on(Input.Changed)
    def filter(self, event: Input.Changed) -> None:
        """Only what has every word that is typed."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        choices = [each for each in map(_choice, self.choices) if _has(each, words)]
        state = [each for each in map(_kept, self.state) if _has(each, words)]
        here = [] if words else [_heading("Play rests at"), _plain(self.place)]
        self.sheet.put([*here, *_under("Choices", choices), *_under("State", state)])
        self.sheet.scroll_home(animate=False, force=True, immediate=True)
        self.say(f"{len(choices) + len(state)} found" if words else "")


def _has(paragraph: Paragraph, words: list[str]) -> bool:
    text = paragraph.body.plain.casefold()
    return all(word in text for word in words)


def _under(heading: str, paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    if paragraphs:
        yield _heading(heading)
        yield from paragraphs


def _heading(words: str) -> Paragraph:
    return Paragraph(Content.styled(words, "bold $dust"))


def _plain(words: str) -> Paragraph:
    return Paragraph(Content(words), indent=2, gap=False)


def _choice(choice: Guarded) -> Paragraph:
    """Whether it is open, in words too; then what its conditions read."""
    how = ("open", "$cold") if choice.open else ("shut", "$dust")
    reads = ", ".join(f"{each.key} = {each.value}" for each in choice.reads)
    where = (f"  {choice.id}  {choice.place}", "$read")
    body = Content.assemble(how, "  ", choice.label, where, f"\n{reads}" if reads else "")
    return Paragraph(body, Content.styled(OPEN if choice.open else SHUT, how[1]), 2, gap=False)


def _kept(row: Kept) -> Paragraph:
    """What the last choice changed has a sign, and says what it was."""
    if row.before is None:
        return Paragraph(Content.assemble((f"{row.key} = ", "$read"), row.value), indent=2, gap=False)
    body = Content.assemble((f"{row.key} = {row.value}", "bold"), (f"  was {row.before}", "$cold"))
    return Paragraph(body, Content.styled(CHANGED, "bold $dust"), 2, gap=False)
