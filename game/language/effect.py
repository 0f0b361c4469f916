"""Reads the effects of a `~` line."""

from __future__ import annotations

import re
from functools import partial

from game.language.expression import Conditions, Name
from game.language.mark import Mark
from game.language.names import NAME
from game.language.problem import Problems, did_you_mean
from game.language.scope import Scope
from game.language.step import Assign, Effect, Spend
from game.language.story import Clock
from game.language.types import FLAG, Flag, OneOf, Range, Variable


class EffectReader:
    """Reads the effects of one scene."""

    def __init__(self, scope: Scope, scene: str | None, conditions: Conditions, problems: Problems) -> None:
        """`scene` is None where no scene's own state is in sight."""
        self._scope, self._scene = scope, scene
        self._conditions, self._problems = conditions, problems

    def line(self, text: str, mark: Mark) -> list[Effect]:
        """The effects of one `~` line; `mark` is where `text` begins."""
        found = []
        offset = 0
        for piece in text.split(";"):
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                found += self._effect(piece.strip(), mark.on(offset + lead))
            offset += len(piece) + 1
        return found

    def _effect(self, text: str, mark: Mark) -> list[Effect]:
        when = None
        if match := re.match(r"if (.+?):\s*", text):
            when = self._conditions.read(match.group(1), mark.on(3))
            text, mark = text[match.end() :], mark.on(match.end())
        change = self._change(text, mark)
        return [Effect(change, when, mark)] if change else []

    def _change(self, text: str, mark: Mark) -> Assign | Spend | None:
        if match := re.match(r"note\s+(\S+)\Z", text):
            return self._note(match.group(1), mark)
        if match := re.match(r"spend\s+(\d{1,5})\Z", text):
            return Spend(int(match.group(1)))
        if match := re.match(r"([A-Za-z_][\w.]*(?:-\w[\w.]*)*)\s*(\+=|-=|=)\s*(-?[\w.]+)\Z", text):
            if match[1] == "clock" and self._scope.clock:
                return self._set_clock(self._scope.clock, match[2], match[3], mark, mark.on(match.start(3)))
            return self._assign(match[1], match[2], match[3], mark, mark.on(match.start(3)))
        self._problems.add(
            "U403",
            mark,
            f"“{text}” is no effect.",
            "Write name = value, name += 1, name -= 1, note NAME or spend MINUTES.",
        )
        return None

    def _note(self, name: str, mark: Mark) -> Assign | None:
        if name in self._scope.notes:
            return Assign(Variable(f"noted.{name}", FLAG, 0), "=", 1)
        self._problems.miss(
            "U307", mark.on(5), name, f"No note is called {name}.", partial(did_you_mean, name, self._scope.notes)
        )
        return None

    def _set_clock(self, clock: Clock, op: str, value: str, mark: Mark, at: Mark) -> Assign | None:
        if op != "=" or not re.fullmatch(r"\d{1,9}", value):
            message = "The clock is set to a number of minutes, or runs down as they are spent."
            self._problems.add("U403", mark, message, "Write clock = 420 or spend 20.")
            return None
        if int(value) > clock.most:
            message = f"clock goes from 0 to {clock.most}, so never {value}."
            self._problems.add("U309", at, message, f"Write most: {value} in the episode’s `clock`, or fewer minutes.")
        return Assign(Variable("clock", Range(0, clock.most), clock.minutes), op, int(value))

    def _assign(self, name: str, op: str, value: str, mark: Mark, at: Mark) -> Assign | None:
        variable = self._variable(name, mark)
        if variable is None:
            return None
        kind = variable.type
        if op != "=" and not isinstance(kind, Range):
            self._problems.add("U308", mark, f"{name} is no number, so {op} says nothing.", "Write =.")
            return None
        literal = _literal(kind, value)
        if literal is not None:
            if op == "=" and not kind.low <= literal <= kind.high:
                self._problems.add(
                    "U309",
                    at,
                    f"{name} goes from {kind.low} to {kind.high}, so never {value}.",
                    f"Write one from {kind.low} to {kind.high}.",
                )
            return Assign(variable, op, literal)
        return self._assign_name(variable, name, op, value, at)

    def _assign_name(self, variable: Variable, name: str, op: str, value: str, at: Mark) -> Assign | None:
        kind = variable.type
        other = self._scope.lookup(self._scene)(value) if NAME.match(value.partition(".")[0]) else None
        if (
            isinstance(other, Name)
            and type(other.type) is type(kind)
            and not (isinstance(kind, OneOf) and other.type != kind)
        ):
            return Assign(variable, op, other)
        known = kind.words if isinstance(kind, OneOf) else ("true", "false") if isinstance(kind, Flag) else ()
        numbers = f"Write one from {kind.low} to {kind.high}." if isinstance(kind, Range) else ""
        self._problems.add("U304", at, f"{name} cannot be {value}.", numbers or did_you_mean(value, known))
        return None

    def _variable(self, name: str, mark: Mark) -> Variable | None:
        names = self._scope.scenes.get(self._scene or "")
        local = names.state if names else {}
        variable = local.get(name) or self._scope.variables.get(name)
        if variable is None:
            self._miss(name, mark, [*local, *self._scope.variables])
        elif name in self._scope.totals:
            self._problems.add("U306", mark, f"{name} is a total and cannot be set.", "Set those that it sums.")
            return None
        return variable

    def _miss(self, name: str, mark: Mark, known: list[str]) -> None:
        """Report something that cannot be set."""
        if name in self._scope.means:
            self._problems.add("U306", mark, f"{name} is computed and cannot be set.", "Set what it is computed from.")
            return
        self._problems.miss("U306", mark, name, f"{name} is not declared.", partial(_meant, name, known))


def _meant(name: str, known: list[str]) -> str:
    """What may be meant by a name that cannot be set."""
    members = [other for other in known if other.startswith(f"{name}.")]
    return f"It is a family: write {members[0]}." if members else did_you_mean(name, known)


def _literal(kind: Flag | Range | OneOf, value: str) -> int | None:
    if isinstance(kind, Range):
        return int(value) if re.fullmatch(r"-?\d{1,9}", value) else None
    if isinstance(kind, Flag):
        return {"true": 1, "false": 0}.get(value)
    return kind.words.index(value) if value in kind.words else None
