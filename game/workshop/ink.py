"""Marks every text of a story invisibly, so that what a play has told can be counted text by text.

The marked story plays exactly as the plain one; `stats` and `rehearse` read the marks out of what was told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from game.engine.compiler import compile_episode
from game.engine.library import Library
from game.engine.moment import Line, Moment
from game.engine.statechart import Statechart
from game.language.episode import read_episode
from game.language.item import Option
from game.language.mark import Mark
from game.language.step import Paragraph, Place
from game.language.story import Episode, Scene, Story
from game.language.text import Cases, Letters, Text, Value, Variants
from game.language.types import Variable

OPENING, CLOSING = "\ue000", "\ue001"
"""Signs of the private use area, which no story is written in."""
INK = re.compile(f"{OPENING}(\\d+){CLOSING}")
WORD = re.compile(r"[\w’'-]+")
EXCERPT = 48
"""How many signs of a text are shown to say which it is."""
SKIPPED = (Mark, Place, Value, Variable)


@dataclass(frozen=True, slots=True)
class Ink:
    """One text of a story: a paragraph, an utterance, or one of several wordings of a place in it."""

    number: int
    episode: str
    scene: str
    """Empty in a recap, and in what is told after an ending."""
    mark: Mark
    kind: str
    """`text`, `label` or `locked`."""
    varies: bool
    """It stands under a condition, or takes turns with others."""
    words: int
    """Its own, without those of the wordings inside it."""
    opening: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the marking is."""

    episode: str
    scene: str
    mark: Mark
    kind: str = "text"
    varies: bool = False


class InkedLibrary(Library):
    """A library whose every text is marked."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.inks: list[Ink] = []
        self.episodes: dict[str, Episode] = {}

    def chart(self, episode: str) -> Statechart:
        """The statechart of an episode with its texts marked; StoryError if it is unsound."""
        if episode not in self._charts:
            plain = read_episode(self.story, episode)
            self.episodes[episode] = plain
            self._charts[episode] = compile_episode(self.story, self._episode(plain))
        return self._charts[episode]

    def read_all(self) -> InkedLibrary:
        """The library with every episode read."""
        for file in self.story.episodes:
            self.chart(file.id)
        return self

    def _episode(self, episode: Episode) -> Episode:
        place = _Place(episode.id, "", episode.mark)
        recap = self._marked(episode.recap, place)
        scenes = {name: self._scene(scene, episode.id) for name, scene in episode.scenes.items()}
        return replace(episode, recap=recap, scenes=scenes, afterwards=self._marked(episode.afterwards, place))

    def _scene(self, scene: Scene, episode: str) -> Scene:
        return replace(scene, flow=self._marked(scene.flow, _Place(episode, scene.name, scene.mark)))

    def _marked(self, node: Any, place: _Place) -> Any:
        """`node` with every text below it marked."""
        if isinstance(node, tuple):
            return tuple(self._marked(part, place) for part in node)
        if isinstance(node, Text):
            return self._text(node, place)
        if not is_dataclass(node) or isinstance(node, (*SKIPPED, type)):
            return node
        inner = _inside(node, place)
        parts = {f.name: self._marked(getattr(node, f.name), _at(f.name, node, inner)) for f in fields(node)}
        return replace(node, **parts)

    def _text(self, text: Text, place: _Place) -> Text:
        if not text.parts:
            return text
        letters = letters_of(text)
        number = len(self.inks)
        self.inks.append(
            Ink(number, place.episode, place.scene, place.mark, place.kind, place.varies, count_words(letters), letters)
        )
        parts = tuple(self._marked(part, place) for part in text.parts)
        return Text((Letters(f"{OPENING}{number}{CLOSING}"), *parts))


def _inside(node: Any, place: _Place) -> _Place:
    """The place of what stands in `node`."""
    place = replace(place, mark=getattr(node, "mark", place.mark))
    if isinstance(node, Cases | Variants) or (isinstance(node, Paragraph) and node.head is not None):
        return replace(place, varies=True)
    return replace(place, varies=False, kind="text") if isinstance(node, Option) else place


def _at(field: str, node: Any, place: _Place) -> _Place:
    """The place of one field of `node`."""
    if isinstance(node, Option) and field in ("label", "locked"):
        return replace(place, kind=field)
    return place


def letters_of(text: Text) -> str:
    """What of a text is always the same."""
    return "".join(part.text for part in text.parts if isinstance(part, Letters))


def excerpt(text: str) -> str:
    """How a text begins, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " …"


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(WORD.findall(text))


def plain(text: str) -> str:
    """A told text without its marks."""
    return INK.sub("", text)


def met_in(texts: Iterable[str]) -> set[int]:
    """The numbers of the marks in texts."""
    return {int(number) for text in texts for number in INK.findall(text)}


def lines_of(moment: Moment) -> Iterator[Line]:
    """Everything that a moment tells, its recap first and what became of everybody last."""
    yield from moment.card.recap if moment.card else ()
    yield from moment.lines


def texts_of(moment: Moment) -> Iterator[str]:
    """Every text of a moment with its marks: what is told, labels, reasons."""
    for line in lines_of(moment):
        yield line.text
        yield line.subtitle or ""
    for choice in moment.choices:
        yield choice.label
        yield choice.locked or ""


def told_in(moment: Moment) -> str:
    """What a moment tells, a line each, without marks."""
    told = [text for line in lines_of(moment) for text in (line.text, line.subtitle or "")]
    return "\n".join(filter(None, map(plain, told)))
