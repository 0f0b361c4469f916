"""Counts what is written in an episode. Nothing is played and nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass

from game.language.item import If, Option
from game.language.step import Paragraph
from game.language.story import Episode
from game.language.text import Cases, Letters, Text
from game.workshop.ink import InkedLibrary, count_words
from game.workshop.nodes import nodes_in


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in some episodes."""

    words: int
    """Of prose, subtitles included; labels and reasons are not."""
    labels: tuple[int, ...]
    """The words of each label."""
    gated: tuple[str, ...]
    """Episode and id of each choice with a condition of its own, joined by a slash."""
    conditional: int
    """Texts and flows under a condition."""

    def __add__(self, other: Written) -> Written:
        return Written(
            self.words + other.words,
            self.labels + other.labels,
            self.gated + other.gated,
            self.conditional + other.conditional,
        )


def written_in(library: InkedLibrary, episode: Episode) -> Written:
    """The figures of one episode."""
    words = sum(ink.words for ink in library.inks if ink.kind == "text" and ink.episode == episode.id)
    options = [(scene.name, option) for scene in episode.scenes.values() for option in nodes_in(scene.flow, Option)]
    gated = tuple(f"{episode.id}/{scene}.{option.name}" for scene, option in options if option.when is not None)
    labels = tuple(_label_words(option.label) for _, option in options)
    return Written(words, labels, gated, _conditional(episode))


def _conditional(episode: Episode) -> int:
    parts = (episode.recap, episode.scenes, episode.afterwards)
    paragraphs = sum(paragraph.when is not None for paragraph in nodes_in(parts, Paragraph))
    cases = sum(when is not None for cases in nodes_in(parts, Cases) for when, _ in cases.cases)
    return paragraphs + cases + sum(1 for _ in nodes_in(parts, If))


def _label_words(label: Text) -> int:
    return count_words("".join(letters.text for letters in nodes_in(label, Letters)))
