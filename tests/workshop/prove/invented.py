"""Invents small stories, as text: every construct of the language that steers the flow, at random.

Each text that a player can meet holds a token of its own, so that whoever plays knows what was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

HEAD = """\
story: invented
title: Invented
episodes:
{episodes}
endings:
  good: {{title: Good}}
  bad: {{title: Bad}}
cast:
  ann: {{name: Ann, groups: [crew]}}
  bob: {{name: Bob, groups: [crew]}}
state:
  a: {{flag: false}}
  b: {{flag: true}}
  c: {{flag: false}}
  n: {{range: 0..2}}
  m: {{range: -1..1, starts: 1}}
  w: {{one of: [red, green, blue]}}
  t: {{each: crew, range: 0..1}}
  sum: {{total: t}}
  both: {{means: a and n >= 1}}
notes:
  x: A note.
  y: Another note.
readings:
  xy: {{of: [x, y], text: Both.}}
{invariants}
"""
CONDITIONS = (
    "a",
    "not a",
    "b",
    "n >= 1",
    "n == 2",
    "n > 0 and not b",
    "m < 0",
    "m == n",
    "w == green",
    "w in [red, blue]",
    "sum >= 1",
    "sum == 2",
    "t.ann != t.bob",
    "both",
    "noted.x",
    "noted.y and not noted.x",
    "read.xy",
    "a or n == 2",
)
EFFECTS = (
    "a = true",
    "a = false",
    "b = a",
    "c = a; b = c",
    "n += 1",
    "n -= 1",
    "n = 2",
    "m -= 1",
    "m += 2",
    "w = green",
    "w = blue",
    "t.ann += 1",
    "t.bob = 1",
    "t.bob -= 1",
    "note x",
    "note y",
    "if n == 1: a = true",
    "if a: m = -1",
)


class Inventor:
    """Writes one story."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.tokens = 0
        self.choices = 0
        self.scenes: list[str] = []
        self.called: list[str] = []
        self.episode = 0
        self.episodes = 0
        self.first_tokens: dict[str, str] = {}
        self.has_pool = self.has_clock = False
        self.sends = self.sessions = 0
        self.scene = ""
        self.names: list[str] = []
        """The choices of the episode, each with its scene."""

    def files(self) -> dict[str, str]:
        """The files of the story, by name."""
        self.episodes = self.random.choice((1, 1, 2))
        listed = "\n".join(f"- e{number}: e{number}.yaml" for number in range(self.episodes))
        invariants = self._invariants("i", [f"e{number}" for number in range(self.episodes)], CONDITIONS)
        texts = {"story.yaml": HEAD.format(episodes=listed, invariants="\n".join(invariants))}
        for number in range(self.episodes):
            self.episode = number
            texts[f"e{number}.yaml"] = self._episode()
        return texts

    def _invariants(self, name: str, parts: list[str], conditions: Sequence[str]) -> list[str]:
        """Two things that must hold, which they may or may not do."""
        rows = ["invariants:"]
        for number in range(2):
            rows += [f"  {name}{number}:", f"    must: {self.random.choice(conditions)}"]
            rows += [f"    if: {self._condition()}"] if self._chance(0.5) else []
            rows += [f"    in: [{self.random.choice(parts)}]"] if self._chance(0.3) else []
        return rows

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _token(self) -> str:
        self.tokens += 1
        return f"T{self.tokens}."

    def _condition(self) -> str:
        return self.random.choice(CONDITIONS)

    def _episode(self) -> str:
        self.scenes = [f"s{number}" for number in range(self.random.randint(1, 3))]
        self.called = ["c0"] if self._chance(0.4) else []
        self.names = []
        self.has_pool, self.has_clock = self._chance(0.25), self._chance(0.3)
        rows = [f"episode: e{self.episode}"]
        rows += ["clock: {minutes: 3}"] if self.has_clock else []
        if self.episode:
            rows += ["recap:", "- |", f"  {{if {self._condition()}}} {self._token()}"]
        rows.append("scenes:")
        for scene in self.scenes:
            rows += self._scene(scene, [], ["      " + self._onward(scene)])
        for scene in self.called:
            rows += self._scene(scene, [], ["      <-"])
        if self.has_pool:
            rows += self._scene("p0", ["    pool: deck", "    again: true"], ["      <-"])
            rows += self._scene("p1", ["    pool: deck", f"    if: {self._condition()}"], ["      <-"])
        taken = [f"not {choice}" for choice in self.names] + (["clock >= 1"] if self.has_clock else [])
        rows[1:1] = self._invariants(f"e{self.episode}_", self.scenes, (*taken, *CONDITIONS[:4]))
        return "\n".join(rows) + "\n"

    def _scene(self, name: str, fields: list[str], last: list[str]) -> list[str]:
        self.scene = name
        token = self._token()
        self.first_tokens[f"e{self.episode}.{name}" if self.episodes > 1 else name] = token
        local = ["    state:", "      k: {range: 0..1}"] if self._chance(0.2) else []
        rows = [f"  {name}:", *fields, *local, "    flow:", "    - |", f"      {token}"]
        if local:
            rows += ["", "      ~ k += 1", "", f"      {{if k == {self.random.randint(0, 1)}}} {self._token()}"]
        if self._chance(0.2):
            rows += ["    - here: bench", "    - |", f"      {self._token()}"]
            rows += self._menu(4, 0, name, "    - Again and again {again}: -> bench")
        if name in self.scenes:
            rows += self._menu(4, 0, name)
        for _ in range(self.random.randint(0, 2)):
            rows += self._item(4, 0, name)
        return [*rows, "    - |", *last]

    def _onward(self, scene: str) -> str:
        """An arrow that leads no way back, so that no round is without a menu."""
        if self.episode + 1 < self.episodes and self._chance(0.4):
            return self.random.choice((f"-> e{self.episode + 1}", f"-> e{self.episode + 1}.s0"))
        later = [other for other in self.scenes if other > scene]
        return f"-> {self.random.choice([*later, *later, 'fin'])}"

    def _anywhere(self, scene: str) -> str:
        return f"-> {self.random.choice(self.scenes)}" if self._chance(0.5) else self._onward(scene)

    def _item(self, indent: int, depth: int, scene: str) -> list[str]:
        kind = self.random.choice(("menu", "menu", "block", "if", "session", "pool", "send"))
        space = " " * indent
        if kind == "if" and depth < 2:
            inner = self._block(indent + 4, scene)
            other = [f"{space}  else: |", *self._block(indent + 4, scene)] if self._chance(0.5) else []
            return [f"{space}- if: {self._condition()}", f"{space}  then: |", *inner, *other]
        if kind == "session" and depth == 0 and scene not in self.called and self.sessions < 1:
            return self._session(indent, scene)
        if kind == "pool" and self.has_pool and depth == 0 and scene in self.scenes:
            return [f"{space}- pool: deck", f"{space}  draw: {self.random.randint(1, 2)}"]
        if kind == "send" and self.has_clock and depth == 0 and self.sends < 1 and scene in self.scenes:
            return self._send(indent)
        if kind == "block":
            return [f"{space}- |", *self._block(indent + 2, scene)]
        return self._menu(indent, depth, scene)

    def _send(self, indent: int) -> list[str]:
        self.sends += 1
        space = " " * indent
        rows = [f"{space}- send: mail{self.sends}", f"{space}  in: {self.random.randint(1, 2)}", f"{space}  to: ann"]
        rows += [
            f"{space}  text: |",
            f"{space}    {self._token()}",
            f"{space}  reply: |",
            f"{space}    {self._token()}",
        ]
        return [*rows, "", f"{space}    ~ {self.random.choice(EFFECTS)}"]

    def _session(self, indent: int, scene: str) -> list[str]:
        self.sessions += 1
        space = " " * indent
        rows = [f"{space}- session: talk{self.sessions}", f"{space}  turns: 2", f"{space}  offers: 1"]
        rows.append(f"{space}  topics:")
        first = self._label(self._perhaps())
        rows += [f"{space}  - {first[0]}: |", *self._block(indent + 6, scene)]
        for tag in (f"after {first[1]}", "again"):
            rows += [f"{space}  - {self._label(tag, self._perhaps())[0]}: |", *self._block(indent + 6, scene)]
        if self._chance(0.3):
            rows += self._locked(indent + 2, scene)
        if self._chance(0.6):
            rows += [f"{space}  - {self._label('turns 0')[0]}: |", f"{space}      {self._anywhere(scene)}"]
        if self._chance(0.5):
            rows += [f"{space}  starts:", f"{space}  - if: {self.random.choice(('turn >= 1', self._condition()))}"]
            rows += [f"{space}    flow: |", *self._block(indent + 6, scene)]
        rows += [f"{space}  ends:"]
        if self._chance(0.4):
            rows += [f"{space}    closed:", f"{space}      if: {self._condition()}", f"{space}      flow: |"]
            rows += self._block(indent + 8, scene)
        return [*rows, f"{space}    spent: |", *self._block(indent + 6, scene)]

    def _perhaps(self) -> str:
        return f"if {self._condition()}" if self._chance(0.3) else ""

    def _label(self, *given: str) -> tuple[str, str]:
        self.choices += 1
        self.names.append(f"{self.scene}.take_{self.choices}")
        tags = list(filter(None, given))
        return f"Take {self.choices}" + (f" {{{'; '.join(tags)}}}" if tags else ""), f"take_{self.choices}"

    def _menu(self, indent: int, depth: int, scene: str, also: str | None = None) -> list[str]:
        rows: list[str] = []
        space = " " * indent
        for _ in range(self.random.randint(1, 2)):
            rows += self._option(indent, depth, scene)
        if self._chance(0.7):
            again = " {again}" if self._chance(0.7) else ""
            rows += [f"{space}- {self._label()[0]}{again}: |", *self._block(indent + 4, scene)]
        if also:
            rows.append(also)
        elif self._chance(0.4):
            rows += [f"{space}- otherwise: |", *self._block(indent + 4, scene)]
        return rows

    def _option(self, indent: int, depth: int, scene: str) -> list[str]:
        space = " " * indent
        if self._chance(0.25):
            return self._locked(indent, scene)
        tags = ["again"] if self._chance(0.2) else []
        tags += [f"if {self._condition()}"] if self._chance(0.4) else []
        label = self._label("; ".join(tags))[0]
        if depth == 0 and self._chance(0.25):
            rows = [f"{space}- {label}:", f"{space}  - |", *self._block(indent + 4, scene, False)]
            return rows + self._menu(indent + 2, depth + 1, scene)
        if self._chance(0.25):
            return [f"{space}- {label}: {self._anywhere(scene) if scene in self.scenes else '|'}"] + (
                [] if scene in self.scenes else self._block(indent + 4, scene)
            )
        return [f"{space}- {label}: |", *self._block(indent + 4, scene)]

    def _locked(self, indent: int, scene: str) -> list[str]:
        space = " " * indent
        rows = [f"{space}- {self._label()[0]}:", f"{space}    if: {self._condition()}"]
        rows += [f"{space}    locked: Shut {self._token()}"]
        return [*rows, f"{space}    flow: |", *self._block(indent + 6, scene)]

    def _block(self, indent: int, scene: str, may_leave: bool = True) -> list[str]:
        space = " " * indent
        rows = [f"{space}{self._token()}"]
        for _ in range(self.random.randint(0, 2)):
            rows += ["", space + self._paragraph()]
        if self.called and scene in self.scenes and self._chance(0.2):
            rows += ["", f"{space}-> c0 ->"]
        if may_leave and scene in self.scenes and self._chance(0.2):
            rows += ["", f"{space}{{if {self._condition()}}} {self._token()}", f"{space}{self._onward(scene)}"]
        return rows

    def _paragraph(self) -> str:
        kind = self.random.choice(("effect", "effect", "effect", "cases", "variants", "if", "spend"))
        if kind == "spend" and self.has_clock:
            return self.random.choice(("~ spend 1", "~ spend 2", "~ clock = 2"))
        if kind == "cases":
            first, second = (f"{self._condition()}:{self._within()}" for _ in range(2))
            return f"{self._token()} {{{first}|{second}|{self._token()}}}"
        if kind == "variants":
            return f"{self._token()} {self._variants()}"
        if kind == "if":
            return f"{{if {self._condition()}}} {self._token()}"
        return f"~ {self.random.choice(EFFECTS)}"

    def _variants(self) -> str:
        sign = self.random.choice(("", "&", "!"))
        return f"{{{sign}{self._within()}|{self._within()}}}"

    def _within(self) -> str:
        """A text, perhaps with another in it that comes with repetition."""
        return f"{self._token()} {self._variants()}" if self._chance(0.15) else self._token()


def write_story(random: Random, folder: Path) -> dict[str, str]:
    """Write an invented story into `folder`; the token that each scene begins with."""
    inventor = Inventor(random)
    for name, text in inventor.files().items():
        (folder / name).write_text(_with_end(text), encoding="utf-8")
    return inventor.first_tokens


def _with_end(text: str) -> str:
    if "scenes:" not in text:
        return text
    end = "good" if "e1" in text.split("\n")[0] or text.count("T") % 2 else "bad"
    return text + f"  fin:\n    flow:\n    - end: {end}\n"
