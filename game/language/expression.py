"""Conditions: parsed by Python's own parser, checked against what is declared, kept as a small tree.

Nothing is ever evaluated from text: the engine makes a function of the tree.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import partial

from game.language.mark import Mark
from game.language.problem import Problems, did_you_mean
from game.language.types import Flag, OneOf, Range, Type
from game.language.value import value


@value
class Name:
    """Something that has a value: a variable, a mark of the notebook, a choice that was taken."""

    key: str
    type: Type


@value
class Compare:
    """`left op right`; op is one of == != < <= > >=."""

    op: str
    left: Name
    right: Name | int


@value
class Among:
    """`name in [values]`."""

    name: Name
    values: tuple[int, ...]


@value
class Not:
    """`not part`."""

    part: Expression


@value
class Every:
    """`a and b and …`; of nothing, it is true."""

    parts: tuple[Expression, ...]


@value
class Some:
    """`a or b or …`; of nothing, it is false."""

    parts: tuple[Expression, ...]


Expression = Name | Compare | Among | Not | Every | Some

TRUE = Every(())

Lookup = Callable[[str], "Name | Expression | None"]
"""A dotted name to what it stands for, or None if nothing of that name is known."""

MAX_LENGTH = 500
"""Signs in one condition; keeps it from nesting too deeply."""

FOREIGN = re.compile(r"&&|\|\||!(?!=)")
"""How other languages say and, or, not."""
LONE_EQUALS = re.compile(r"(?<![<>!=])=(?!=)")
_OPS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def keys(expression: Expression) -> Iterator[str]:
    """The keys that an expression reads."""
    match expression:
        case Name(key):
            yield key
        case Compare(_, left, right):
            yield left.key
            if isinstance(right, Name):
                yield right.key
        case Among(name):
            yield name.key
        case Not(part):
            yield from keys(part)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from keys(part)


class Conditions:
    """Reads conditions in one scope."""

    def __init__(
        self,
        lookup: Lookup,
        known: Callable[[], list[str]],
        problems: Problems,
        doubt: Callable[[str], str] = lambda _: "",
    ) -> None:
        """`doubt` says what else a name could mean, if it could mean something else."""
        self._lookup = lookup
        self._known = known
        self._problems = problems
        self._doubt = doubt

    def read(self, text: str, mark: Mark) -> Expression:
        """The condition in `text`, which begins at `mark`; an always true one, with problems, if it is wrong."""
        found = self.attempt(text, mark)
        return TRUE if found is None else found

    def attempt(self, text: str, mark: Mark) -> Expression | None:
        """The condition, or None with problems."""
        stripped = text.strip()
        mark = mark.on(len(text) - len(text.lstrip()))
        try:
            tree = _parsed(stripped)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self._problems.add("U301", mark, f"“{_short(stripped)}” is not a condition.", _instead(stripped))
            return None
        self._warn(tree, stripped, mark)
        try:
            return self._truth(tree, mark)
        except _Wrong as wrong:
            self._report(wrong, stripped, mark)
        return None

    def _report(self, wrong: _Wrong, text: str, mark: Mark) -> None:
        at = mark.on(wrong.offset(text))
        if wrong.missing:
            self._problems.miss(wrong.code, at, wrong.missing, wrong.message, partial(self._near, wrong.missing))
        else:
            self._problems.add(wrong.code, at, wrong.message, wrong.advice)

    def name(self, text: str, mark: Mark) -> Name | None:
        """The one name that `text` is, or None with a problem."""
        stripped = text.strip()
        mark = mark.on(len(text) - len(text.lstrip()))
        try:
            found = self._resolve(_parsed(stripped))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            advice = _headed(stripped) or "Braces hold a name, or texts divided by |."
            self._problems.add("U302", mark, f"“{_short(text)}” is no name.", advice)
            return None
        except _Wrong as wrong:
            self._report(wrong, stripped, mark)
            return None
        if isinstance(found, Name):
            return found
        self._problems.add("U302", mark, f"“{text}” has no value to show.", "Write {condition:text} instead.")
        return None

    def _warn(self, tree: ast.expr, text: str, mark: Mark) -> None:
        """Warn of names that could mean something else."""
        if not self._problems.warns:
            return
        nodes = [*ast.walk(tree)]
        dotted = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
        for node in nodes:
            if isinstance(node, ast.Name) and id(node) not in dotted and (doubt := self._doubt(node.id)):
                at = mark.on(_columns(text, node.col_offset))
                advice = "Write scene.choice for the choice, or name one of them otherwise."
                self._problems.warn("U604", at, doubt, advice)

    def _truth(self, tree: ast.expr, mark: Mark) -> Expression:
        match tree:
            case ast.BoolOp(op=ast.And(), values=values):
                return Every(tuple(self._truth(value, mark) for value in values))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Some(tuple(self._truth(value, mark) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self._truth(operand, mark))
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                sides = [left, *comparators]
                pairs = [self._compare(a, op, b) for a, op, b in zip(sides, ops, comparators, strict=False)]
                return pairs[0] if len(pairs) == 1 else Every(tuple(pairs))
            case ast.Constant(value=bool(value)):
                return TRUE if value else Some(())
            case ast.Name(id="true"):
                return TRUE
            case ast.Name(id="false"):
                return Some(())
        found = self._resolve(tree)
        if isinstance(found, Name) and not isinstance(found.type, Flag):
            raise _Wrong("U303", tree, f"{_dotted(tree)} is no flag.", "Compare it with something.")
        return found

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Expression:
        if isinstance(op, ast.In | ast.NotIn):
            among = self._among(left, right)
            return Not(among) if isinstance(op, ast.NotIn) else among
        sign = _OPS.get(type(op))
        if sign is None:
            raise _Wrong("U301", left, "`is` does not compare here.", "Write == or !=.")
        if _is_number(left) and not _is_number(right):
            left, right, sign = right, left, _FLIP[sign]
        name = self._resolve(left)
        if not isinstance(name, Name):
            raise _Wrong("U303", left, f"{_dotted(left)} is computed and cannot be compared.", "Use it by itself.")
        if isinstance(name.type, Range) or sign in ("==", "!="):
            return self._compare_with(name, sign, left, right)
        spelt = _dotted(left)
        advice = f"Write {spelt} or not {spelt}." if isinstance(name.type, Flag) else "Use == or in [ ]."
        raise _Wrong("U303", left, f"{spelt} has no order, so {sign} says nothing.", advice)

    def _compare_with(self, name: Name, sign: str, left: ast.expr, right: ast.expr) -> Compare:
        literal = self._literal(name, right)
        if literal is not None:
            self._refuse_impossible(name, sign, literal, left)
            return Compare(sign, name, literal)
        other = self._resolve(right)
        if not isinstance(other, Name) or type(other.type) is not type(name.type):
            raise _Wrong("U304", right, f"{_dotted(left)} and {_dotted(right)} are of different types.")
        if isinstance(name.type, OneOf) and other.type != name.type:
            raise _Wrong("U304", right, f"{_dotted(left)} and {_dotted(right)} are one of different words.")
        return Compare(sign, name, other)

    def _among(self, left: ast.expr, right: ast.expr) -> Among:
        name = self._resolve(left)
        if not isinstance(name, Name):
            raise _Wrong("U303", left, f"{_dotted(left)} is computed and cannot be compared.")
        if not isinstance(right, ast.List | ast.Tuple | ast.Set):
            raise _Wrong("U301", right, "After `in` stands a list.", "Write in [a, b].")
        values = []
        for item in right.elts:
            value = self._literal(name, item)
            if value is None:
                raise _Wrong("U304", item, f"{_dotted(left)} can never be {_dotted(item)}.")
            self._refuse_impossible(name, "==", value, left)
            values.append(value)
        return Among(name, tuple(values))

    def _literal(self, name: Name, tree: ast.expr) -> int | None:
        """The number that `tree` means where `name`'s type is expected, or None if it is a name of its own."""
        if isinstance(name.type, OneOf):
            return self._word(name.type, tree)
        if isinstance(name.type, Flag):
            spelt = _dotted(tree).lower()
            if spelt in ("true", "false"):
                return int(spelt == "true")
        elif _is_number(tree):
            return int(ast.literal_eval(tree))
        if isinstance(tree, ast.Constant | ast.UnaryOp):
            spelt = _last(name.key)
            advice = f"Write {spelt} or not {spelt}." if isinstance(name.type, Flag) else "Write a whole number."
            raise _Wrong("U304", tree, f"{_dotted(tree)} is of another type than {spelt}.", advice)
        return None

    def _word(self, kind: OneOf, tree: ast.expr) -> int | None:
        spelt = _dotted(tree)
        if spelt in kind.words:
            return kind.words.index(spelt)
        if self._lookup(spelt) is not None:
            return None
        raise _Wrong("U304", tree, f"{spelt} is none of its words.", did_you_mean(spelt, kind.words))

    def _refuse_impossible(self, name: Name, sign: str, value: int, tree: ast.expr) -> None:
        kind = name.type
        if isinstance(kind, Range) and name.key.endswith("#turn"):
            return
        low, high = kind.low + (sign in ("<", ">=")), kind.high - (sign in (">", "<="))
        if not low <= value <= high:
            message = f"{_dotted(tree)} {sign} {value} always has the same answer."
            raise _Wrong("U305", tree, message, f"{_dotted(tree)} goes from {kind.low} to {kind.high}.")

    def _resolve(self, tree: ast.expr) -> Name | Expression:
        spelt = _dotted(tree)
        if isinstance(tree, ast.BinOp):
            joined = isinstance(tree.op, ast.Sub)
            advice = "Names are joined by _, never by a hyphen." if joined else "Compare a name with a whole number."
            raise _Wrong("U301", tree, "A condition does not calculate.", advice)
        if not isinstance(tree, ast.Name | ast.Attribute):
            advice = (
                "Write the name alone: a scene or a choice is true once it was met."
                if isinstance(tree, ast.Call)
                else ""
            )
            raise _Wrong("U301", tree, f"“{spelt}” cannot stand in a condition.", advice)
        found = self._lookup(spelt)
        if found is None:
            raise _Wrong("U306", tree, f"Nothing is called {spelt} here.", missing=spelt)
        return found

    def _near(self, spelt: str) -> str:
        """What may be meant by a name of which there is nothing."""
        known = self._known()
        if members := [name for name in known if name.startswith(f"{spelt}.")]:
            return f"It is a family: write {members[0]}, or declare a total of it."
        if spelt == "clock":
            return "Give the episode one: clock: {minutes: 90, until: the boat}."
        return did_you_mean(spelt, known)


class _Wrong(Exception):
    def __init__(self, code: str, tree: ast.expr, message: str, advice: str = "", missing: str = "") -> None:
        """`missing` is the name of which there is nothing, if that is what is wrong."""
        self.code, self.column, self.message, self.advice = code, tree.col_offset, message, advice
        self.missing = missing
        super().__init__(message)

    def offset(self, text: str) -> int:
        """The column in characters."""
        return _columns(text, self.column)


def _instead(text: str) -> str:
    """What to write instead of something that is no condition."""
    if text.startswith("if "):
        return "Leave out `if`: within a line it is {CONDITION:text}, and after `if:` the condition alone."
    if headed := _headed(text):
        return headed
    if FOREIGN.search(text):
        return "Write and, or, not."
    if LONE_EQUALS.search(text):
        return "To compare, write ==."
    return "Conditions are made of names, whole numbers, == != < <= > >=, in [a, b], and, or, not."


def _headed(text: str) -> str:
    """What to write instead of a word that only heads a paragraph, if `text` begins with one."""
    if text in ("else", "otherwise"):
        return "{else} heads a paragraph; within a line the last text has no condition: {slept:one|other}."
    if ";" in text:
        return "Tags stand in one pair of braces at the end of a label."
    if match := re.match(r"(?:elif|elsif|elseif) (.+)", text):
        return f"Write {{else if {match[1]}}} at the head of a paragraph."
    return ""


def _columns(text: str, column: int) -> int:
    """A column in characters; Python's parser counts bytes."""
    return len(text.encode()[:column].decode(errors="ignore"))


def _parsed(text: str) -> ast.expr:
    """The tree of one expression; SyntaxError for anything else, and for what Python only warns of."""
    if len(text) > MAX_LENGTH or "\\" in text or re.search(r"\b\d\w*[^\W\d]", text):
        raise SyntaxError(text)
    return ast.parse(text, mode="eval").body


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _is_number(tree: ast.expr) -> bool:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        tree = tree.operand
    return isinstance(tree, ast.Constant) and type(tree.value) is int


def _dotted(tree: ast.expr) -> str:
    return ast.unparse(tree)


def _last(key: str) -> str:
    return key.rsplit("/", 1)[-1]
