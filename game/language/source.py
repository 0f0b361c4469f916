"""One YAML file: its text, its nodes with their places, and YAML's complaints in an author's words.

Nothing is resolved: every scalar is taken as the text that stands there, so `no` is a word and 1.10 keeps its zero.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from game.language.mark import Mark
from game.language.problem import Problems

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 16_000_000
"""A million words of story is some six megabytes."""
MAX_DEPTH = 60
"""How deep lists and mappings may nest; a menu within a menu costs two."""

NO_BREAK = re.compile("^[ ]*[\u00a0\u202f]")
STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Control characters, and line breaks that only YAML takes for such."""
ESCAPED = re.compile(rf"\r|{STRANGE.pattern}")
"""What a quoted scalar may not hold either, where it can be written as an escape such as `\x1b`."""


class Source:
    """A file of a story, as text and as YAML nodes."""

    def __init__(self, name: str, text: str, problems: Problems) -> None:
        self.name = name
        self.text = text
        self.lines = text.splitlines()
        self.problems = problems
        problems.know(name, self.lines)

    @classmethod
    def read(cls, path: Path, name: str, problems: Problems, named: Mark | None = None) -> Source | None:
        """The file at `path`, or None with a problem if it cannot be read as UTF-8 text.

        `named` is where the story names it.
        """
        top = Mark(name, 1, 1)
        try:
            data = path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "this cannot be a path"
            problems.add("U101", named or top, f"{name} cannot be read: {reason}.", "Check the path and its letters.")
            return None
        if len(data) > MAX_BYTES:
            problems.add("U102", top, f"{name} is larger than {MAX_BYTES // 1_000_000} MB.", "Split it.")
            return None
        try:
            return cls(name, data.decode("utf-8-sig"), problems)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            problems.add("U103", Mark(name, line, 1), f"{name} is not UTF-8 text.", "Save it as UTF-8.")
            return None

    def mark(self, node: yaml.Node | yaml.Event) -> Mark:
        """Where a node begins."""
        assert node.start_mark
        return Mark(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def top(self) -> Mark:
        """The beginning of the file."""
        return Mark(self.name, 1, 1)

    def compose(self) -> yaml.MappingNode | None:
        """The file's one mapping, or None with problems."""
        before = len(self.problems)
        if not self._printable():
            return None
        try:
            root = yaml.compose(self.text, Loader=Loader) if self._plain() else None
            if root is None and len(self.problems) > before:
                return None
        except yaml.MarkedYAMLError as error:
            self._report(error)
            return None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self.problems.add(
                "U104", self.top(), f"This is not YAML: {_first_line(error)}.", "Look at its first lines."
            )
            return None
        if root is None:
            self.problems.add("U105", self.top(), f"{self.name} is empty.", "Write `key: value`.")
            return None
        if not isinstance(root, yaml.MappingNode):
            self.problems.add("U105", self.mark(root), "A story file is a mapping.", "Write `key: value`.")
            return None
        return root if self._keys_differ(root) else None

    def _printable(self) -> bool:
        """Refuse signs that look like none, or like plain spaces."""
        before = len(self.problems)
        for number, line in enumerate(self.lines, 1):
            if NO_BREAK.match(line):
                self.problems.add(
                    "U106",
                    Mark(self.name, number, 1),
                    "A no-break space indents this line.",
                    "Use plain spaces.",
                )
        for match in STRANGE.finditer(self.text):
            mark = self._mark_at(match.start())
            self.problems.add("U113", mark, f"The invisible sign U+{ord(match.group()):04X} stands here.", "Remove it.")
        return len(self.problems) == before

    def _mark_at(self, index: int) -> Mark:
        above = self.text[:index].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return Mark(self.name, len(above), len(above[-1]) + 1)

    def _plain(self) -> bool:
        """Refuse what YAML allows and a story never means: anchors, aliases, tags, great depth.

        Done on events, because composing nodes nests as deeply as the file does.
        """
        before, depth = len(self.problems), 0
        for event in yaml.parse(self.text, Loader=Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                self.problems.add("U108", self.mark(event), f"This is nested more than {MAX_DEPTH} deep.", "Split it.")
                return False
            self._refuse_extras(event)
        return len(self.problems) == before

    def _refuse_extras(self, event: Any) -> None:
        if getattr(event, "anchor", None):
            self.problems.add(
                "U107",
                self.mark(event),
                "Anchors and aliases (`&`, `*`) are not used in a story.",
                "Begin with a letter, or put the words into a block.",
            )
        if getattr(event, "tag", None):
            self.problems.add(
                "U109",
                self.mark(event),
                f"YAML reads {event.tag} as a tag, and a story has none.",
                "Begin with a letter; “not” is written `not`.",
            )
        if getattr(event, "style", None) == '"' and (found := ESCAPED.search(event.value)):
            self.problems.add(
                "U113", self.mark(event), f"The invisible sign U+{ord(found[0]):04X} is written here.", "Remove it."
            )

    def _keys_differ(self, root: yaml.Node) -> bool:
        before, stack = len(self.problems), [root]
        while stack:
            node = stack.pop()
            if isinstance(node, yaml.MappingNode):
                self._refuse_doubled_keys(node)
                stack += [part for pair in node.value for part in pair]
            elif isinstance(node, yaml.SequenceNode):
                stack += node.value
        return len(self.problems) == before

    def _refuse_doubled_keys(self, node: yaml.MappingNode) -> None:
        lines: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problems.add("U110", self.mark(key), "A key is a word or a line of text.", "Remove the brackets.")
            elif key.value in lines:
                self.problems.add(
                    "U111",
                    self.mark(key),
                    f"“{key.value}” stands here twice.",
                    f"It is already on line {lines[key.value]}; the second would silently win.",
                )
            else:
                lines[key.value] = key.start_mark.line + 1

    def _report(self, error: yaml.MarkedYAMLError) -> None:
        from game.language.complaint import complaint

        found = complaint(error, self.lines)
        self.problems.add(found.code, Mark(self.name, found.line, found.column), found.message, found.advice)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0]
