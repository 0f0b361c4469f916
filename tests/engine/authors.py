"""Writes small random stories, as an author would: text in YAML."""

from __future__ import annotations

from random import Random

CONDITIONS = (
    "slept",
    "not slept",
    "slots >= 2",
    "slots < most",
    "flew == ada",
    "flew in [ada, ben]",
    "warm",
    "slept and slots < 4",
    "slots > 3 or told.ada",
    "trust.ada > trust.ben",
    "trust_total >= 12",
    "s1",
    "noted.lamp",
    "1 <= slots <= 3",
)
EFFECTS = (
    "slots += 1",
    "slots -= 2",
    "slept = true",
    "slept = false",
    "flew = ada",
    "flew = ben",
    "trust.ada += 3",
    "trust.ben -= 1",
    "trust.ben = trust.ada",
    "slots = most",
    "if slots > 2: told.ada = true",
    "note lamp",
    "most -= 1; slots += 2",
    "local += 1",
    "clock = 40",
    "spend 5",
)
TEXTS = (
    "It was {slept:late|slots > 2:dark|early}.",
    "There were {slots} of {most}.",
    "{Once|Twice|Often} it rang.",
    "{&Left|Right} it went.",
    "{!A door|A gate}.",
    "ada: *Nobody* flew but {flew}.",
    "ben (it): {slots >= local:Buonasera|{Ciao|Addio}}.\n= Good evening.",
    "He waited, <>",
)


class Author:
    """Writes one episode."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.number = 0
        self.places: list[str] = []
        self.leading = True
        """Whether arrows may be written: a message has none."""

    def episode(self) -> str:
        """The episode's file."""
        scenes = [f"s{number}" for number in range(self.random.randint(2, 4))]
        calls = ["c0", "c1"]
        parts = [self.scene(name, calls) for name in scenes]
        parts += [self.called("c0", ["c1"]), self.called("c1", [])]
        parts += [
            self.called(name, [], pool)
            for name, pool in (
                ("p0", "  pool: pit\n  again: true\n"),
                ("p1", "  pool: pit\n  again: true\n  if: slots > 1\n"),
                ("p2", "  pool: pit\n  if: slots > 1 and not slept\n"),
                ("p3", "  pool: pit\n  again: true\n"),
            )
        ]
        text = "episode: one\nclock: {minutes: 60}\nscenes:\n" + indented("\n".join(parts), 2)
        while "GOTO" in text:
            text = text.replace("GOTO", self.random.choice([*scenes, *self.places]), 1)
        return text

    def scene(self, name: str, calls: list[str]) -> str:
        flow = self.items(name, 2, calls, self.random.randint(2, 5))
        last = self.random.choices(["- -> GOTO", "- end: home", self.last_menu()], [1, 1, 6])[0]
        return self.wrap(name, "", f"{flow}\n{last}")

    def called(self, name: str, calls: list[str], more: str = "") -> str:
        flow = self.items(name, 1, calls, self.random.randint(0, 2), pools=False)
        return self.wrap(name, more, f"{flow}\n- <-".strip("\n"))

    def wrap(self, name: str, more: str, flow: str) -> str:
        return f"{name}:\n{more}  state:\n    local: {{range: 0..3}}\n  flow:\n" + indented(flow, 2)

    def items(self, scene: str, depth: int, calls: list[str], count: int, pools: bool = True) -> str:
        makers = [self.block, self.block, self.block, self.menu, self.menu]
        makers += [self.condition, self.here] if depth else []
        makers += [self.session] if depth > 1 else []
        made = [self.random.choice(makers)(scene, depth, calls) for _ in range(count)]
        if pools and self.random.random() < 0.3:
            made.append(f"- pool: pit\n  draw: {self.random.randint(1, 3)}")
        if pools and self.random.random() < 0.5:
            made.insert(0, self.send(scene))
        return "\n".join(made)

    def name(self) -> str:
        self.number += 1
        return f"n{self.number}"

    # Items ---------------------------------------------------------------------------------------------------

    def block(self, _scene: str, _depth: int, calls: list[str]) -> str:
        return "- |\n" + indented(self.prose(calls), 2)

    def prose(self, calls: list[str]) -> str:
        paragraphs = []
        for _ in range(self.random.randint(1, 3)):
            paragraphs.append(self.paragraph(calls))
            if self.random.random() < 0.5:
                paragraphs += self.chain(calls)
        return "\n\n".join(paragraphs)

    def paragraph(self, calls: list[str]) -> str:
        lines = [self.random.choice(TEXTS)]
        lines += [f"~ {self.random.choice(EFFECTS)}"] if self.random.random() < 0.6 else []
        lines += [f"-> {self.random.choice(calls)} ->"] if calls and self.random.random() < 0.2 else []
        lines += [self.random.choice(TEXTS[:3])] if self.random.random() < 0.2 else []
        return "\n".join(lines)

    def chain(self, calls: list[str]) -> list[str]:
        """An `{if}` paragraph and those that answer it; some of them lead away, never all."""
        heads = [f"{{if {self.condition_text()}}}"]
        heads += [f"{{else if {self.condition_text()}}}" for _ in range(self.random.randint(0, 2))]
        heads += ["{else}"] if self.random.random() < 0.5 else []
        chain = [f"{head} {self.paragraph(calls)}" for head in heads]
        if self.leading and self.random.random() < 0.08:
            chain[0] += "\n-> GOTO" if len(chain) > 1 or heads[-1] != "{else}" else ""
        return chain

    def condition_text(self) -> str:
        return self.random.choice(CONDITIONS)

    def menu(self, scene: str, depth: int, calls: list[str]) -> str:
        options = [self.option(scene, depth, calls, leads=False)]
        options += [self.option(scene, depth, calls) for _ in range(self.random.randint(0, 2))]
        self.random.shuffle(options)
        otherwise = "\n- otherwise: |\n" + indented(self.prose(calls), 4)
        return "\n".join(options) + (otherwise if self.random.random() < 0.7 else "")

    def last_menu(self) -> str:
        name = self.name()
        options = [f"- Go on {name} {{again}}: -> GOTO", f"- End {name}:\n  - end: home"]
        return "\n".join(["- |\n  What now?", *options[: self.random.randint(1, 2)]])

    def option(self, scene: str, depth: int, calls: list[str], leads: bool = True) -> str:
        name = self.name()
        self.places += [f"{scene}.{name}"] if self.leading and scene.startswith("s") else []
        tags = [f"as {name}"] + (["again"] if self.random.random() < 0.4 else [])
        condition = self.random.random() < 0.3
        outcome = self.outcome(scene, depth, calls, leads)
        if condition and self.random.random() < 0.5:
            flow = f" {outcome}" if not outcome.startswith("\n") else outcome.replace("\n", "\n  ")
            return (
                f"- Take {name} {{{'; '.join(tags)}}}:\n    if: {self.condition_text()}\n"
                f"    locked: Not {{slots}} now.\n    flow:{flow}"
            )
        tags += [f"if {self.condition_text()}"] if condition else []
        return f"- Take {name} of {{slots}} {{{'; '.join(tags)}}}:" + (
            f" {outcome}" if not outcome.startswith("\n") else outcome
        )

    def outcome(self, scene: str, depth: int, calls: list[str], leads: bool) -> str:
        drawn = self.random.random()
        if leads and self.leading and drawn < 0.3 and scene.startswith("s"):
            return "-> GOTO"
        if depth > 1 and drawn < 0.6:
            return "\n" + indented(self.items(scene, depth - 1, calls, self.random.randint(1, 3), pools=False), 2)
        return "|\n" + indented(self.prose(calls), 6)

    def condition(self, scene: str, depth: int, calls: list[str]) -> str:
        then = indented(self.items(scene, depth - 1, calls, 1, pools=False), 2)
        text = f"- if: {self.condition_text()}\n  then:\n{then}"
        if self.random.random() < 0.6:
            text += "\n  else:\n" + indented(self.items(scene, depth - 1, calls, 1, pools=False), 2)
        return text

    def here(self, scene: str, _depth: int, calls: list[str]) -> str:
        name = self.name()
        self.places += [f"{scene}.{name}"] if self.leading and scene.startswith("s") else []
        return f"- here: {name}\n- |\n" + indented(self.prose(calls), 2)

    def send(self, scene: str) -> str:
        self.leading = False
        head = f"- send: {self.name()}\n  in: {self.random.randint(0, 12)}\n  to: ada\n"
        text = indented(self.prose([]), 4)
        reply = indented(self.items(scene, 0, [], self.random.randint(1, 2), pools=False), 2)
        self.leading = True
        return f"{head}  text: |\n{text}\n  reply:\n{reply}"

    # Sessions ------------------------------------------------------------------------------------------------

    def session(self, _scene: str, _depth: int, calls: list[str]) -> str:
        topics, names = [], []
        for _ in range(self.random.randint(2, 5)):
            topics.append(self.topic(names, calls))
        starts = f"  starts:\n  - if: turn >= 1\n    flow: |\n{indented(self.prose(calls), 6)}\n"
        closed = f"    closed:\n      if: {self.condition_text()}\n      flow: |\n        Enough.\n"
        empty = "    empty: |\n      Nothing was left.\n"
        return (
            f"- session: {self.name()}\n  with: ada\n  turns: {self.random.randint(1, 4)}\n"
            f"  offers: {self.random.randint(1, 3)}\n  topics:\n{chr(10).join(topics)}\n"
            + (starts if self.random.random() < 0.5 else "")
            + "  ends:\n    spent: |\n      The bell went.\n"
            + (closed if self.random.random() < 0.3 else "")
            + (empty if self.random.random() < 0.5 else "")
        ).rstrip("\n")

    def topic(self, names: list[str], calls: list[str]) -> str:
        name = self.name()
        tags = [f"as {name}"]
        tags += [f"after {self.random.choice(names)}"] if names and self.random.random() < 0.4 else []
        tags += [f"turns {self.random.choice([0, 0, 1, 2])}"] if self.random.random() < 0.4 else []
        tags += ["again"] if self.random.random() < 0.3 else []
        tags += [f"if {self.random.choice([*CONDITIONS, 'turn >= 1'])}"] if self.random.random() < 0.3 else []
        names.append(name)
        return f"  - About {name} {{{'; '.join(tags)}}}: |\n{indented(self.prose(calls), 6)}"


def indented(text: str, columns: int) -> str:
    """The text, further to the right."""
    return "\n".join(" " * columns + line if line.strip() else "" for line in text.split("\n"))
