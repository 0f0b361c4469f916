"""Everything that was read, and a search through it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from game.engine.playthrough import Playthrough
from game.player.past import label_of
from game.terminal.prose import Setter, echo
from game.terminal.screens.sought import Sought
from game.terminal.widgets.paragraph import Paragraph


class History(Sought):
    """The whole playthrough on one sheet; typing finds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next found", id="history.next", show=False, priority=True),
    ]
    keys: ClassVar[str] = "enter next · ↑↓ page up, page down · esc back"

    def __init__(self, play: Playthrough, setter: Setter) -> None:
        super().__init__()
        self.told = _everything(play, setter)
        self.found: list[int] = []

    def on_mount(self) -> None:
        """From the end."""
        self.sheet.put(self.told)
        to_end = partial(self.sheet.scroll_end, animate=False, force=True, immediate=True)
        self.call_after_refresh(to_end)

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Mark every place where the words stand, and go to the last."""
        words = event.value.casefold().strip()
        self.found = [n for n, each in enumerate(self.told) if words and words in each.body.plain.casefold()]
        self.sheet.put(_marked(each, words) if n in set(self.found) else each for n, each in enumerate(self.told))
        self.say(f"{len(self.found)} found" if words else "")
        if self.found:
            self.sheet.keep(self.found[-1], 0)

    def action_next(self) -> None:
        """The place found before this one; after the first, the last."""
        here, _ = self.sheet.place()
        earlier = [number for number in self.found if number < here]
        if self.found:
            self.sheet.keep(earlier[-1] if earlier else self.found[-1], 0)


def _everything(play: Playthrough, setter: Setter) -> list[Paragraph]:
    told: list[Paragraph] = []
    for number, moment in enumerate(play.moments):
        if moment.card:
            told.append(Paragraph(Content.styled(f"{moment.card.episode}  {moment.card.title}", "bold $dust")))
        label = label_of(play.moments[number - 1], play.trail[number - 1].id) if number else ""
        told += [echo(label)] if label else []
        told += setter.passage(moment.text)
    return told


def _marked(paragraph: Paragraph, words: str) -> Paragraph:
    start = paragraph.body.plain.casefold().find(words)
    body = paragraph.body.stylize("reverse", start, start + len(words))
    return Paragraph(body, paragraph.lead, paragraph.indent, paragraph.gap, paragraph.kind)
