"""Holds a story's prose against what its author asked to be told of: the `prose` section of story.yaml.

prose:
  never: [suddenly, a beat]   # words and phrases that stand nowhere
  label: 12                   # words of a label, at most
  block: 150                  # words of a block, at most: so many are read without a choice
  repeated: 6                 # so many words in a row stand nowhere twice
  allow:                      # warnings that are meant, of any code, in a scene or a file
  - {code: P101, in: hall, because: Ada says it on purpose.}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from game.language.fields import Fields
from game.language.item import Block, Option
from game.language.mark import Mark
from game.language.problem import Problem, Problems
from game.language.source import Source
from game.language.step import Utterance
from game.language.story import Episode, Fate
from game.language.text import Letters, Text
from game.workshop.ink import WORD, count_words
from game.workshop.nodes import nodes_in

RULES = ("never", "label", "block", "repeated", "allow")
ALLOW = ("code", "in", "because")
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Allowed:
    """Warnings that are meant."""

    code: str
    place: str
    """A scene or a file."""
    mark: Mark


@dataclass(frozen=True, slots=True)
class Rules:
    """What an author asked to be told of; 0 is no limit."""

    never: tuple[str, ...] = ()
    label: int = 0
    block: int = 0
    repeated: int = 0
    allow: tuple[Allowed, ...] = ()


def read_rules(source: Source, node: yaml.Node) -> Rules:
    """The rules of a `prose` section; what is wrong with them is added to the problems of `source`."""
    fields = Fields(source, node, "`prose`", RULES)
    label, block, repeated = (fields.whole(key, 0, MOST, 0) for key in ("label", "block", "repeated"))
    allow = tuple(_allowed(source, item) for item in fields.items("allow"))
    return Rules(fields.words("never"), label, block, repeated, allow)


def _allowed(source: Source, node: yaml.Node) -> Allowed:
    fields = Fields(source, node, "What is allowed", ALLOW)
    fields.text("because")
    return Allowed(fields.text("code"), fields.text("in"), fields.mark)


def check_prose(rules: Rules, episodes: Iterable[Episode], problems: Problems, afterwards: Iterable[Fate] = ()) -> None:
    """Warn of what the rules name, where it stands; `afterwards` is told after any ending."""
    seen: dict[tuple[str, ...], Mark] = {}
    scenes = [scene.flow for episode in episodes for scene in episode.scenes.values()]
    for told in (*scenes, *(fate.blocks for fate in afterwards)):
        for text, mark in _texts(told):
            _check_words(rules, text, mark, problems)
            _check_repeated(rules.repeated, text, mark, seen, problems)
        for option in nodes_in(told, Option):
            _check_label(rules, option, problems)
        for block in nodes_in(told, Block):
            _check_block(rules.block, block, problems)


def _texts(told: object) -> Iterator[tuple[str, Mark]]:
    for utterance in nodes_in(told, Utterance):
        yield _letters(utterance.text), utterance.mark


def _letters(text: Text) -> str:
    return " ".join("".join(letters.text for letters in nodes_in(text, Letters)).split())


def _check_words(rules: Rules, text: str, mark: Mark, problems: Problems) -> None:
    for phrase in rules.never:
        pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
        if pattern.search(text):
            found = _found(pattern, mark, problems.lines(mark.file))
            problems.warn("P101", found, f"“{phrase}” is never to be written.", "Write it otherwise.")


def _found(pattern: re.Pattern[str], mark: Mark, lines: list[str]) -> Mark:
    """Where words stand that begin at `mark` or below; `mark` where a line is broken within them."""
    for number, line in enumerate(lines[mark.line - 1 :], mark.line):
        match = pattern.search(line, mark.column - 1 if number == mark.line else 0)
        if match:
            return Mark(mark.file, number, match.start() + 1)
        if not line.strip():
            break
    return mark


def _check_label(rules: Rules, option: Option, problems: Problems) -> None:
    label = _letters(option.label)
    _check_words(rules, label, option.mark, problems)
    if 0 < rules.label < count_words(label):
        message = f"This label has {count_words(label)} words, and {rules.label} are the most."
        problems.warn("P102", option.mark, message, "A label is an act; let the prose write the line.")


def _check_block(most: int, block: Block, problems: Problems) -> None:
    words = sum(count_words(_letters(utterance.text)) for utterance in nodes_in(block, Utterance))
    if 0 < most < words:
        message = f"This block has {words} words, and {most} are the most."
        problems.warn("P103", block.mark, message, "Put a choice into it.")


def _check_repeated(length: int, text: str, mark: Mark, seen: dict[tuple[str, ...], Mark], problems: Problems) -> None:
    words = [word.lower() for word in WORD.findall(text)]
    phrases = [tuple(words[at : at + length]) for at in range(len(words) - length + 1)] if length else []
    repeated = next((phrase for phrase in phrases if phrase in seen), None)
    if repeated is not None:
        message = f"“{' '.join(repeated)}” stands at {seen[repeated]} already."
        problems.warn("P104", mark, message, "Write one of them otherwise.")
    for phrase in phrases:
        seen.setdefault(phrase, mark)


def drop_meant(rules: Rules, episodes: Iterable[Episode], problems: Problems) -> None:
    """Drop the warnings that are allowed; in a story without errors, warn of each permission that none needs."""
    places, used = _Places(episodes), set()
    for problem in list(problems):
        allowed = next((allowed for allowed in rules.allow if _is_meant(problem, allowed, places)), None)
        if allowed is not None:
            used.add(allowed)
            problems.drop(problem)
    for allowed in () if problems.errors else rules.allow:
        if allowed not in used:
            message = f"There is no {allowed.code} in {allowed.place}."
            problems.warn("P105", allowed.mark, message, "Remove the permission.")


def _is_meant(problem: Problem, allowed: Allowed, places: _Places) -> bool:
    if problem.severity != "warning" or problem.code != allowed.code:
        return False
    return allowed.place in (problem.mark.file, places.scene(problem.mark))


class _Places:
    """The scene in which a mark stands."""

    def __init__(self, episodes: Iterable[Episode]) -> None:
        self._begin = sorted((scene.mark, scene.name) for episode in episodes for scene in episode.scenes.values())

    def scene(self, mark: Mark) -> str:
        """Its name; empty before the first scene of the file."""
        before = [name for begin, name in self._begin if begin.file == mark.file and begin.line <= mark.line]
        return before[-1] if before else ""
