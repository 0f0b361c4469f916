"""Author text that a front end may stumble over, and a story with it in every place where text can stand."""

from __future__ import annotations

import re
from pathlib import Path

TEXTS = {
    "closing tag": "[/",
    "closing tag of nothing": "a [/] b [/nord]",
    "open tag": "[b",
    "tag": "[nord] [bold red]x[/]",
    "link": "[link=x]no[/link] [@click=app.quit]quit[/]",
    "variable": "$read $dust %s %(x)s",
    "entity": "<em>&amp;</em> <!-- --> ]]>",
    "markdown": "**a** `b` _c_ ~~d~~ | e\\",
    "emoji": "🚀 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ☀️ 1️⃣",
    "combining": "e\u0301 n\u0303 " + "a" + "\u0301\u0323" * 30,
    "only combining": "\u0301\u0301",
    "right to left": "שלום עולם, مرحبا",
    "mixed directions": "abc ברית 123 ἐν \u2067x\u2069",
    "long word": "x" * 400,
    "long wide word": "漢" * 300,
    "wide": "漢字かなハングル ﷽",
    "no width": "a\u200bb\u2060c\u00add",
    "no-break spaces": "a\u00a0b\u202fc",
    "private": "\ue000\uf8ff \U000f0000",
    "tab": "a\tb",
    "lines": "one\ntwo",
    "override": "a\u202eb c",
    "unassigned": "\u0378 \U0001fbff \U000e0080",
}
"""What is written, by what is awkward in it. A story may hold all of these."""

REFUSED = {
    "escape": "\x1b[31mred",
    "bell": "a\x07b",
    "null": "a\x00b",
    "backspace": "a\x08b",
    "carriage return": "a\rb",
    "form feed": "a\x0cb",
    "delete": "a\x7fb",
    "control sequence introducer": "a\x9b2Jb",
}
"""What moves the cursor or rings: no story may hold these, not even as an escape."""

STORY = """\
story: hostile
title: TEXT
version: 1.0.0
stances: {ask: "?"}
episodes:
- one: one.yaml
endings:
  home: {title: TEXT, listener: TEXT}
cast:
  ada: {name: TEXT, full: TEXT, role: TEXT, tongue: en, groups: [crew], about: TEXT}
state:
  trust: {each: crew, range: 0..10, starts: 5}
notes:
  lamp: TEXT
  oil: TEXT
readings:
  refused: {of: [lamp, oil], text: TEXT}
afterwards:
  ada: |
    Fate PROSE
"""
EPISODE = """\
episode: one
number: 1
title: TEXT
second title: TEXT
clock: {minutes: 120, until: TEXT}
light: 13.8
scenes:
  hall:
    place: TEXT
    present: [ada]
    flow:
    - |
      Prose PROSE

      ada (it): Says PROSE
      = Means PROSE
    - Do PROSE {ask; as do}:
      - |
        Done PROSE
        ~ note lamp; note oil
      - Talk PROSE {ask; as talk}: |
          Talked PROSE
    - Never PROSE {ask; as never}:
        if: read.refused
        locked: TEXT
        flow: |
          Never.
    - send: question
      in: 28
      to: ada
      text: |
        Sent PROSE
      reply: |
        ada: Answered PROSE
    - Go PROSE {ask; as go}: |
        Gone PROSE
    - end: home
"""


def write_hostile(folder: Path, text: str) -> Path:
    """A small story with `text` in every place; its folder."""
    prose = re.sub(r"[\\\\{}~<>*]", lambda sign: "\\" + sign[0], text.replace("\n", " "))
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in (("story.yaml", STORY), ("one.yaml", EPISODE)):
        document = document.replace("TEXT", quoted(text)).replace("PROSE", prose)
        (folder / name).write_text(document, "utf-8")
    return folder


def quoted(text: str) -> str:
    """`text` as a scalar of YAML, which may hold anything."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
