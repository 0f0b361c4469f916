"""What is wrong with a story, and the list that every reader adds to.

Readers never stop at the first problem: they report it to `Problems` and read on. Codes are stable and are explained
in docs/diagnostics.md: U1 files and YAML, U2 shape, U3 names and types, U4 flow, U5 prose, U6 advice, P1 what an author
asked to be told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from game.language.mark import Mark
from game.language.value import value


@value
class Problem:
    """One thing that is wrong, in words for its author."""

    code: str
    """Such as `U301`."""
    severity: str
    """`error`, or `warning` for what plays but is hardly meant."""
    mark: Mark
    message: str
    """What is wrong, one sentence."""
    advice: str
    """What to write instead; may be empty."""
    line: str
    """The source line, to show with a caret; empty where the file could not be read."""

    def __str__(self) -> str:
        head = f"{self.mark}: {self.severity} {self.code}: {self.message}"
        rows = [head]
        if self.line:
            rows += [f"    {self.line}", "    " + " " * (self.mark.column - 1) + "^"]
        if self.advice:
            rows.append(f"  {self.advice}")
        return "\n".join(rows)


class StoryError(Exception):
    """A story cannot be played; carries everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Problems:
    """Collects problems while a story is read."""

    def __init__(self, warns: bool = True) -> None:
        """Without `warns` nobody reads warnings, and none need be looked for."""
        self.warns = warns
        self._found: dict[tuple[str, Mark, str], Problem] = {}
        self._lines: dict[str, list[str]] = {}
        self._doubted: set[str] = set()
        self.half_read = False
        """Whether what all episodes build on could not be read to its end, so that much would seem missing."""

    def know(self, file: str, lines: list[str]) -> None:
        """Remember a file's lines, to show the one that a problem points at."""
        self._lines[file] = lines

    def lines(self, file: str) -> list[str]:
        """A file's lines; none of a file that could not be read."""
        return self._lines.get(file, [])

    def add(self, code: str, mark: Mark, message: str, advice: str = "", severity: str = "error") -> None:
        """Report a problem; the same one twice counts once."""
        lines = self.lines(mark.file)
        line = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
        problem = Problem(code, severity, mark, message, advice, line)
        self._found.setdefault((code, mark, message), problem)

    def warn(self, code: str, mark: Mark, message: str, advice: str = "") -> None:
        """Report something that plays but is hardly meant."""
        self.add(code, mark, message, advice, "warning")

    def doubt(self, *names: str) -> None:
        """Remember names whose declaration is wrong, so that nobody is told that there is nothing of that name."""
        self._doubted.update(names)

    def miss(self, code: str, mark: Mark, name: str, message: str, advice: Callable[[], str]) -> None:
        """Report that nothing is called `name`, unless that comes of another problem; then no advice is looked for."""
        if not self.half_read and self._doubted.isdisjoint((name, name.partition(".")[0])):
            self.add(code, mark, message, advice())

    @property
    def all_declared(self) -> bool:
        """Whether every declaration could be read."""
        return not self.half_read and not self._doubted

    def drop(self, problem: Problem) -> None:
        """Forget one that was reported."""
        del self._found[problem.code, problem.mark, problem.message]

    def __iter__(self) -> Iterator[Problem]:
        """What is wrong, file by file in the order in which they were read: causes before consequences."""
        order = {file: number for number, file in enumerate(self._lines)}
        return iter(sorted(self._found.values(), key=lambda one: (order.get(one.mark.file, len(order)), one.mark)))

    def __len__(self) -> int:
        return len(self._found)

    def count(self, prefix: str) -> int:
        """How many codes that begin like this were reported."""
        return sum(code.startswith(prefix) for code, _, _ in self._found)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that keep the story from being played."""
        return tuple(problem for problem in self if problem.severity == "error")

    def stop_if_wrong(self) -> None:
        """Raise StoryError if any error was found."""
        if self.errors:
            raise StoryError(self.errors)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or lists a few, or nothing."""
    words = sorted(set(known))
    from difflib import get_close_matches

    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]}?"
    if words and len(words) <= 12:
        return "Known here: " + ", ".join(words) + "."
    return ""
