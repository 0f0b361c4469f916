"""Reads declarations of state: flags, ranges, one-of, families, totals, computed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import yaml

from game.language.expression import TRUE, Conditions, Expression, Lookup, Name
from game.language.fields import Fields
from game.language.mark import Mark
from game.language.names import check_name
from game.language.problem import did_you_mean
from game.language.scope import Scope
from game.language.source import Source
from game.language.story import Person
from game.language.types import FLAG, Flag, OneOf, Range, Type, Variable

KEYS = ("flag", "range", "one of", "starts", "each", "but", "means", "total")
TYPES = "Write {flag: false}, {range: 0..10} or {one of: [a, b]}."
MAX_SPAN = 100_000


@dataclass
class State:
    """What state.yaml declares."""

    variables: dict[str, Variable] = field(default_factory=dict)
    means: dict[str, Expression] = field(default_factory=dict)
    totals: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_state(
    source: Source, node: yaml.Node, cast: Mapping[str, Person], notes: Iterable[str], readings: Iterable[str]
) -> State:
    """The declared state; computed values are read last, so they may use everything else."""
    state = State()
    later = []
    for name, mark, declared in Fields(source, node, "`state`"):
        check_name(name, mark, source.problems)
        if " {" in name:
            continue
        fields = Fields(source, declared, f"`{name}`", KEYS, form=TYPES)
        if "means" in fields or "total" in fields:
            later.append((name, mark, fields))
            continue
        for variable in read_variable(source, name, mark, declared, cast):
            state.variables[variable.key] = variable
    for name, mark, fields in later:
        if "total" in fields:
            _total(name, mark, fields, state)
    _means([(name, fields) for name, _, fields in later if "means" in fields], state, notes, readings)
    return state


def _means(computed: list[tuple[str, Fields]], state: State, notes: Iterable[str], readings: Iterable[str]) -> None:
    """Read the conditions that are computed; each may use those above it."""
    scope = Scope(state.variables, state.means, frozenset(notes), frozenset(readings))
    below = {name for name, _ in computed}
    for name, fields in computed:
        conditions = Conditions(_in_order(name, below, fields, scope.lookup()), scope.known, fields.problems)
        state.means[name] = conditions.read(fields.text("means"), fields.value_mark("means"))
        below.discard(name)


def _in_order(name: str, below: set[str], fields: Fields, lookup: Lookup) -> Lookup:
    """`lookup`, for the condition of `name`; what is computed there or `below` is reported, and taken for true."""

    def find(spelt: str) -> Name | Expression | None:
        if spelt not in below:
            return lookup(spelt)
        advice = f"Move {spelt} above it." if spelt != name else "Say what it is computed from."
        at = fields.value_mark("means").on(fields.text("means").index(spelt))
        fields.problems.add("U306", at, f"{spelt} is not computed yet where {name} is.", advice)
        return TRUE

    return find


def read_variable(source: Source, name: str, mark: Mark, node: yaml.Node, cast: Mapping[str, Person]) -> list[Variable]:
    """The variable that is declared, or one for each member of its family."""
    fields = Fields(source, node, f"`{name}`", KEYS, form=TYPES)
    kind = _type(fields)
    if kind is None:
        source.problems.doubt(name)
        return []
    start = _start(fields, kind)
    if "each" not in fields:
        return [Variable(name, kind, start, mark=mark)]
    group = fields.text("each")
    members = [person.id for person in cast.values() if group in person.groups]
    if not members:
        groups = {known for person in cast.values() for known in person.groups}
        source.problems.miss(
            "U314",
            fields.value_mark("each"),
            group,
            f"Nobody in the cast is in the group {group}.",
            partial(did_you_mean, group, groups),
        )
        source.problems.doubt(name)
    starts = _exceptions(fields, kind, members)
    return [Variable(f"{name}.{member}", kind, starts.get(member, start), mark=mark) for member in members]


def _type(fields: Fields) -> Type | None:
    if sum(kind in fields for kind in ("flag", "range", "one of")) > 1:
        message = f"{fields.what} has two types."
        fields.problems.add("U315", fields.mark, message, "Keep one of them.")
        return None
    if "flag" in fields:
        return FLAG
    if "range" in fields:
        return _range(fields)
    if "one of" in fields:
        return _one_of(fields)
    if fields.sound:
        fields.problems.add("U315", fields.mark, f"{fields.what} has no type.", TYPES)
    return None


def _one_of(fields: Fields) -> OneOf | None:
    words = fields.words("one of")
    for word in words:
        check_name(word, fields.value_mark("one of"), fields.problems)
    if len(set(words)) == len(words) > 1:
        return OneOf(words)
    fields.problems.add("U315", fields.mark, "`one of` lists two words or more, each once.")
    return None


def _range(fields: Fields) -> Range | None:
    if not isinstance(fields.get("range"), yaml.ScalarNode):
        fields.problems.add("U315", fields.value_mark("range"), "A range is two numbers.", "Write 0..10.")
        return None
    low, dots, high = fields.text("range").partition("..")
    try:
        kind = Range(int(low), int(high))
    except ValueError:
        kind = Range(1, 0)
    if not dots or not 0 <= kind.high - kind.low <= MAX_SPAN or abs(kind.low) > MAX_SPAN:
        fields.problems.add(
            "U315", fields.value_mark("range"), "A range goes from its lower to its higher end.", "Write 0..10."
        )
        return None
    return kind


def _start(fields: Fields, kind: Type) -> int:
    if isinstance(kind, Flag):
        return int(fields.flag("flag"))
    if "starts" not in fields:
        return kind.low if not isinstance(kind, Range) or kind.low > 0 or kind.high < 0 else 0
    return _encode(fields, fields.text("starts"), kind, "starts")


def _encode(fields: Fields, text: str, kind: Type, key: str) -> int:
    if isinstance(kind, OneOf) and text in kind.words:
        return kind.words.index(text)
    if isinstance(kind, Flag) and text in ("true", "false"):
        return int(text == "true")
    if (
        isinstance(kind, Range)
        and text.lstrip("-").isdecimal()
        and len(text) < 9
        and kind.low <= int(text) <= kind.high
    ):
        return int(text)
    known = kind.words if isinstance(kind, OneOf) else ()
    fields.problems.add(
        "U309",
        fields.value_mark(key),
        f"{fields.what} cannot start as {text}.",
        did_you_mean(text, known) or _ends(kind),
    )
    return kind.low


def _ends(kind: Type) -> str:
    return f"Write one from {kind.show(kind.low)} to {kind.show(kind.high)}."


def _exceptions(fields: Fields, kind: Type, members: list[str]) -> dict[str, int]:
    node = fields.get("but")
    if node is None:
        return {}
    found = {}
    inner = Fields(fields.source, node, "`but`", tuple(members))
    for member, _, _ in inner:
        found[member] = _encode(inner, inner.text(member), kind, member)
    return found


def _total(name: str, mark: Mark, fields: Fields, state: State) -> None:
    family = fields.text("total")
    members = {key: variable for key, variable in state.variables.items() if key.startswith(f"{family}.")}
    if not members or not all(isinstance(variable.type, Range) for variable in members.values()):
        families = {key.partition(".")[0] for key in state.variables if "." in key}
        fields.problems.doubt(name)
        fields.problems.miss(
            "U314",
            fields.value_mark("total"),
            family,
            f"{family} is no family of numbers.",
            partial(did_you_mean, family, families),
        )
        return
    low, high = (sum(getattr(variable.type, end) for variable in members.values()) for end in ("low", "high"))
    state.variables[name] = Variable(name, Range(low, high), sum(v.start for v in members.values()), mark=mark)
    state.totals[name] = tuple(members)
    for key, variable in members.items():
        state.variables[key] = Variable(key, variable.type, variable.start, name, variable.mark)
