"""Reads the plans that stand beside a story, in plans/*.yaml, with everything wrong in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from game.language.expression import Conditions
from game.language.fields import FORM, Fields, scalar
from game.language.mark import Mark
from game.language.problem import Problems, did_you_mean
from game.language.scope import Scope
from game.language.source import Source
from game.language.story import Episode, Story
from game.language.types import Flag, OneOf, Range, Type
from game.workshop.rehearse.plan import (
    FACTS,
    SEVERAL,
    STARTS,
    Choose,
    Expect,
    Fact,
    Never,
    Pair,
    Plan,
    Start,
    Step,
    Until,
)
from game.workshop.temperament import MOST_STEPS, TEMPERAMENTS

FOLDER = "plans"
PLAN = ("plan", "from", "seed", "steps")
STEPS = ("choose", "pair", "until", "expect", "never")
WALK = ("by", "most")
"""Keys of `until` beside the facts."""


def read_plans(story: Story, episodes: Iterable[Episode], problems: Problems) -> list[Plan]:
    """The plans of a story, by file name; what is wrong in them is added to `problems`."""
    names = {scene for episode in episodes for scene in episode.scenes}
    readers = [PlanReader(story, names, path, problems) for path in sorted((story.folder / FOLDER).glob("*.yaml"))]
    return [plan for reader in readers if (plan := reader.read())]


class PlanReader:
    """Reads one plan."""

    def __init__(self, story: Story, scenes: set[str], path: Path, problems: Problems) -> None:
        self._story, self._path, self._problems = story, path, problems
        self._source: Source | None = None
        scope = Scope.of(story, {}, None)
        self._conditions = Conditions(scope.lookup(), scope.known, problems)
        self._known = {
            "scene": scenes,
            "episode": {file.id for file in story.episodes},
            "ending": set(story.endings),
            "note": set(story.notes),
            "reading": set(story.readings),
        }

    def read(self) -> Plan | None:
        """The plan, or None with problems."""
        before = len(self._problems.errors)
        name = f"{FOLDER}/{self._path.name}"
        source = self._source = Source.read(self._path, name, self._problems)
        root = source.compose() if source else None
        if source is None or root is None:
            return None
        top = Fields(source, root, "A plan", PLAN)
        start = self._start(top)
        steps = tuple(step for node in top.items("steps") for step in self._step(node))
        if not steps:
            self._problems.add("R101", top.mark, "A plan needs `steps:`.", "- choose: a label")
        plan = Plan(top.text("plan"), name, start, top.whole("seed", 0, 10**9 - 1, 0), steps, top.mark)
        return plan if len(self._problems.errors) == before else None

    def _fields(self, node: yaml.Node, what: str, known: tuple[str, ...], form: str = FORM) -> Fields:
        assert self._source
        return Fields(self._source, node, what, known, form=form)

    def _text(self, node: yaml.Node, what: str) -> str:
        assert self._source
        return scalar(self._source, node, what)

    def _start(self, top: Fields) -> Start | None:
        """`from: EPISODE`, or `from: {bookmark: NAME}` and the like."""
        node = top.get("from")
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            start = Start("episode", self._text(node, "`from`"), top.key_mark("from"))
        else:
            fields = self._fields(node, "`from`", STARTS)
            found = [Start(key, self._text(value, f"`{key}`"), mark) for key, mark, value in fields if key in STARTS]
            if len(found) != 1:
                advice = "Write from: EPISODE, from: {bookmark: NAME} or from: {save: NAME}."
                self._problems.add("R101", top.key_mark("from"), "A plan begins at one place.", advice)
                return None
            start = found[0]
        if start.kind == "episode" and start.name:
            self._know("episode", start.name, start.mark)
        return start

    # Steps ---------------------------------------------------------------------------------------------------

    def _step(self, node: yaml.Node) -> Iterator[Step]:
        fields = self._fields(node, "A step", STEPS, "Write - choose: a label, or another step.")
        for key, mark, value in fields:
            if key == "choose":
                yield Choose(tuple(self._several(value, key)))
            elif key == "pair":
                yield self._pair(value, mark)
            elif key == "until":
                yield self._until(value, mark)
            elif key == "expect":
                yield Expect(self._facts(self._fields(value, "`expect`", tuple(FACTS))))
            elif key == "never":
                yield Never(self._facts(self._fields(value, "`never`", tuple(FACTS))))

    def _several(self, node: yaml.Node, key: str) -> list[tuple[str, Mark]]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return [self._one(part, key) for part in nodes]

    def _one(self, node: yaml.Node, key: str) -> tuple[str, Mark]:
        assert self._source
        return self._text(node, f"`{key}`"), self._source.mark(node)

    def _pair(self, node: yaml.Node, mark: Mark) -> Pair:
        notes = self._several(node, "pair")
        for note, at in notes:
            self._know("note", note, at)
        if len(notes) != 2:
            self._problems.add("R102", mark, "Two notes are put together.", "Write pair: [one, another].")
        return Pair(tuple(note for note, _ in notes), mark)

    def _until(self, node: yaml.Node, mark: Mark) -> Until:
        fields = self._fields(node, "`until`", (*FACTS, *WALK))
        by = fields.text("by", "random")
        if by not in TEMPERAMENTS:
            at = fields.key_mark("by")
            self._problems.add("R103", at, f"No temperament is called {by}.", did_you_mean(by, TEMPERAMENTS))
        facts = self._facts(fields)
        if not facts:
            self._problems.add("R101", mark, "`until` says until what.", "Such as {scene: corridor, by: warm}.")
        return Until(facts, by, fields.whole("most", 1, MOST_STEPS, MOST_STEPS), mark)

    # Facts ---------------------------------------------------------------------------------------------------

    def _facts(self, fields: Fields) -> tuple[Fact, ...]:
        return tuple(fact for key, _, node in fields if key in FACTS for fact in self._fact(key, node))

    def _fact(self, key: str, node: yaml.Node) -> Iterator[Fact]:
        if key == "state":
            yield from self._state(node)
            return
        for text, mark in self._several(node, key) if key in SEVERAL else [self._one(node, key)]:
            if key in self._known and text:
                self._know(key, text, mark)
            when = self._conditions.read(text, mark) if key == "if" else None
            yield Fact(key, text, mark, when)

    def _state(self, node: yaml.Node) -> Iterator[Fact]:
        fields = self._fields(node, "`state`", ())
        for key, mark, value in fields:
            text = self._text(value, f"`{key}`")
            variable = self._story.variables.get(key)
            if variable is None:
                self._problems.add("R103", mark, f"{key} is not declared.", did_you_mean(key, self._story.variables))
            elif not _can_be(variable.type, text):
                self._problems.add("R104", mark, f"{key} can never be {text}.", _possible(variable.type))
            yield Fact("state", f"{key} = {text}", mark)

    def _know(self, kind: str, name: str, mark: Mark) -> None:
        if name not in self._known[kind]:
            self._problems.add("R103", mark, f"No {kind} is called {name}.", did_you_mean(name, self._known[kind]))


def _can_be(kind: Type, text: str) -> bool:
    match kind:
        case Flag():
            return text in ("true", "false")
        case OneOf(words):
            return text in words
        case Range(low, high):
            return text.lstrip("-").isdecimal() and len(text) < 9 and low <= int(text) <= high


def _possible(kind: Type) -> str:
    return (
        f"It is one of {', '.join(kind.show(value) for value in range(kind.low, min(kind.high, kind.low + 12) + 1))}."
    )
