"""Reads the keys of one YAML mapping: each once, each with its place, unknown ones reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from game.language.mark import Mark
from game.language.names import check_name
from game.language.problem import did_you_mean
from game.language.source import Source

COMMENT = "“ #” begins a comment here, so the rest of the line is lost."
COMMENT_ADVICE = "Write № for a number; put a comment on a line of its own."
FORM = "Write `key: value`, a line each."


class Fields:
    """The keys of a mapping, for a reader that knows which there may be."""

    def __init__(
        self, source: Source, node: yaml.Node, what: str, known: tuple[str, ...] = (), *, form: str = FORM
    ) -> None:
        """`what` names the mapping in problems; with `known`, any other key is reported. `form` says how it is written.

        A key that is nearly a known one is read as that.
        """
        self.source = source
        self.problems = source.problems
        self.node = node
        self.what = what
        self.mark = source.mark(node)
        self.sound = isinstance(node, yaml.MappingNode)
        """Whether it is a mapping, and none of its keys a riddle."""
        self._pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        if not isinstance(node, yaml.MappingNode):
            self.problems.add("U201", self.mark, f"{what} is a mapping.", form)
            return
        for key, value in node.value:
            is_known = not known or key.value in known
            name, value = (key.value, value) if is_known else self._meant(key, value, known)
            self._pairs[name] = (key, value)

    def _meant(self, key: yaml.ScalarNode, value: yaml.Node, known: tuple[str, ...]) -> tuple[str, yaml.Node]:
        """Report a key that there is not; the one that is meant, of those `known` that are free, and its value."""
        from difflib import get_close_matches

        taken = {other.value for other, _ in self.node.value}
        free = [name for name in known if name not in taken]
        word, colon, rest = str(key.value).partition(":")
        advice = did_you_mean(key.value, known)
        if colon and word in free:
            advice = f"Write a space behind the colon: {word}: {rest}"
            name, value = word, yaml.ScalarNode("tag:yaml.org,2002:str", rest, key.start_mark, key.end_mark)
        else:
            name = next(iter(get_close_matches(key.value, free, 1)), key.value)
        self.sound = self.sound and name in free
        self.problems.add("U202", self.source.mark(key), f"{self.what} has no “{key.value}”.", advice)
        return name, value

    def __contains__(self, key: str) -> bool:
        return key in self._pairs

    def __iter__(self) -> Iterator[tuple[str, Mark, yaml.Node]]:
        for name, (key, value) in self._pairs.items():
            yield name, self.source.mark(key), value

    def get(self, key: str) -> yaml.Node | None:
        """The value's node, or None."""
        pair = self._pairs.get(key)
        return pair[1] if pair else None

    def key_mark(self, key: str) -> Mark:
        """Where the key stands."""
        return self.source.mark(self._pairs[key][0])

    def value_mark(self, key: str) -> Mark:
        """Where the text of the value stands."""
        return text_mark(self.source, self._pairs[key][1]) if key in self._pairs else self.mark

    def text(self, key: str, default: str | None = None) -> str:
        """A line of text; without `default` it must be there."""
        node = self.get(key)
        if node is None:
            if default is None:
                self._miss(key)
            return default or ""
        return scalar(self.source, node, f"`{key}`")

    def _miss(self, key: str) -> None:
        if self.sound:
            self.problems.add("U203", self.mark, f"{self.what} needs `{key}:`.", f"Write {key}: and what it is.")

    def name(self, key: str, default: str | None = None) -> str:
        """A name; without `default` it must be there."""
        text = self.text(key, default)
        node = self.get(key)
        if node is not None:
            check_name(text, self.source.mark(node), self.problems)
        return text

    def flag(self, key: str) -> bool:
        """`true` or `false`; false if absent."""
        node = self.get(key)
        if node is None:
            return False
        text = scalar(self.source, node, f"`{key}`")
        if text not in ("true", "false"):
            self.problems.add("U205", self.source.mark(node), f"`{key}` is not “{text}”.", "Write true or false.")
        return text == "true"

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`; without `default` it must be there."""
        node = self.get(key)
        if node is None:
            if default is None:
                self._miss(key)
            return low if default is None else default
        text = scalar(self.source, node, f"`{key}`")
        value = int(text) if re.fullmatch("-?[0-9]{1,9}", text) else high + 1
        if not low <= value <= high:
            self.problems.add(
                "U206",
                self.source.mark(node),
                f"`{key}` is a whole number, not “{text[:40]}”.",
                f"Write one from {low} to {high}.",
            )
            return low
        return value

    def items(self, key: str) -> list[yaml.Node]:
        """The items of a list; none if absent."""
        node = self.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.problems.add("U207", self.source.mark(node), f"`{key}` is a list.", "Write [a, b], or a line each.")
            return []
        return list(node.value)

    def words(self, key: str) -> tuple[str, ...]:
        """The names of a list; those that are divided by commas on a line are reported, and read as meant."""
        node = self.get(key)
        if isinstance(node, yaml.ScalarNode):
            words = tuple(word.strip() for word in str(node.value).split(",") if word.strip())
            self.problems.add("U207", self.source.mark(node), f"`{key}` is a list.", f"Write [{', '.join(words)}].")
            self.problems.doubt(*words)
            return words
        return tuple(scalar(self.source, node, f"`{key}`") for node in self.items(key))


def scalar(source: Source, node: yaml.Node, what: str) -> str:
    """The text of a scalar node; a problem and no text for anything else."""
    if not isinstance(node, yaml.ScalarNode):
        source.problems.add(
            "U208", source.mark(node), f"{what} is one line of text.", "Remove the brackets, braces or dashes."
        )
        return ""
    refuse_cut(source, node)
    return str(node.value).strip()


def text_mark(source: Source, node: yaml.Node) -> Mark:
    """Where the text of a scalar begins: behind its quote, if it has one."""
    return source.mark(node).on(1 if getattr(node, "style", None) in ("'", '"') else 0)


def refuse_cut(source: Source, node: yaml.ScalarNode) -> None:
    """Report a plain scalar that YAML silently cut at ` #`."""
    if not is_plain(node) or node.end_mark.line >= len(source.lines):
        return
    rest = source.lines[node.end_mark.line][node.end_mark.column :]
    if rest.lstrip().startswith("#") and rest[:1] in (" ", "\t"):
        mark = Mark(source.name, node.end_mark.line + 1, node.end_mark.column + 1)
        source.problems.add("U209", mark, COMMENT, COMMENT_ADVICE)


def is_plain(node: yaml.ScalarNode) -> bool:
    """Whether a scalar stands there without quotes and is no block."""
    return not node.style
