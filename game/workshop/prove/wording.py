"""Says in an author's words what verdicts name: texts by how they begin, slots by what they remember."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.language.step import Utterance
from game.language.story import Episode
from game.language.text import Cases, Text, Variants
from game.workshop.ink import excerpt, letters_of
from game.workshop.nodes import nodes_in

MEANT = {
    "turn": "turn of {}",
    "last": "the last topic of {}",
    "return": "where {} was called",
    "reply": "where the answer to {} came",
    "flight": "the answer to {}",
    "drawn": "when {} was drawn",
    "spent": "clock",
    "budget": "clock",
}
"""What the program keeps beside what an author declares, by what its key ends with."""


def asked(name: str) -> str:
    """What a slot is about: `@hall.lamp` is `hall.lamp`, a count of texts is `how often a text was told`."""
    episode, colon, key = name.rpartition(": ")
    owner, _, kind = key.partition("#")
    if key.startswith("~"):
        said = "how often a text was told"
    elif kind.startswith("start"):
        said = f"what was begun in {owner.rpartition('/')[2]}"
    elif owner and kind:
        said = MEANT.get(kind, "{}").format(owner.rpartition("/")[2])
    else:
        said = kind or key.removeprefix("@").rpartition("/")[2]
    return f"{episode}{colon}{said}"


def told(episodes: Iterable[Episode]) -> dict[str, str]:
    """How the texts begin that a verdict can be about, each by the verdict's name for it."""
    return {name: f"“{words}”" for episode in episodes for name, text in _named(episode) if (words := _opening(text))}


def _named(episode: Episode) -> Iterator[tuple[str, Text]]:
    for utterance in nodes_in(episode, Utterance):
        yield f"{utterance.mark}, this passage", utterance.text
        yield f"{utterance.mark}, this paragraph", utterance.text
    for cases in nodes_in(episode, Cases):
        yield from ((f"{cases.mark}, text {number}", text) for number, (_, text) in enumerate(cases.cases, 1))
    for variants in nodes_in(episode, Variants):
        yield from ((f"{variants.mark}, text {number}", text) for number, text in enumerate(variants.texts, 1))


def _opening(text: Text) -> str:
    return excerpt(letters_of(text))
