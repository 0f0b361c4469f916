"""Says in an author's words what verdicts name: texts by how they begin, slots by what they remember."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from game.language.item import Option
from game.language.mark import Mark
from game.language.step import Utterance
from game.language.story import Episode
from game.language.text import Cases, Text, Variants
from game.language.value import value
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


@value
class Wording:
    """What an author knows things by, for which a verdict has names of its own."""

    texts: Mapping[str, str]
    """How texts begin."""
    places: Mapping[str, Mark]
    """Where choices stand, by what a step that takes them is called."""


PLAIN = Wording({}, {})
"""Every name as it is."""


def wording_of(episodes: Sequence[Episode]) -> Wording:
    """The words for all of a story that verdicts can be about."""
    named = (pair for episode in episodes for pair in _named(episode))
    texts = {name: f"“{words}”" for name, text in named if (words := excerpt(letters_of(text)))}
    found = [pair for episode in episodes for pair in _choices(episode)]
    once = Counter(name for name, _ in found)
    return Wording(texts, {name: mark for name, mark in found if once[name] == 1})


def _choices(episode: Episode) -> Iterator[tuple[str, Mark]]:
    for scene in episode.scenes.values():
        yield from ((f"{scene.name}.{option.name}", option.mark) for option in nodes_in(scene.flow, Option))


def _named(episode: Episode) -> Iterator[tuple[str, Text]]:
    for utterance in nodes_in(episode, Utterance):
        yield f"{utterance.mark}, this passage", utterance.text
        yield f"{utterance.mark}, this paragraph", utterance.text
    for cases in nodes_in(episode, Cases):
        yield from ((f"{cases.mark}, text {number}", text) for number, (_, text) in enumerate(cases.cases, 1))
    for variants in nodes_in(episode, Variants):
        yield from ((f"{variants.mark}, text {number}", text) for number, text in enumerate(variants.texts, 1))
