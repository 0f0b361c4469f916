"""Small stories for the tests of the workshop."""

from __future__ import annotations

from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.workshop.temperament import Temperament, draw_of, walk

HEAD = """\
story: s
title: S
stances: {ask: "?", push: "!"}
episodes:
- one: one.yaml
endings:
  good: {title: Good}
  bad: {title: Bad}
state:
  warm: {range: 0..3}
  lit: {flag: false}
notes:
  wick: A wick.
  oil: Oil.
  rope: Rope.
readings:
  lamp: {of: [wick, oil], text: A lamp.}
"""

ONE = """\
episode: one
scenes:
  hall:
    place: The hall
    flow:
    - |
      It was {lit:light|dark}.
    - here: bench
    - Pick up the wick {ask}: |
        Wax.
        ~ note wick; warm += 1
        -> bench
    - Pick up the oil {ask; as oil}: |
        It ran.
        ~ note oil
        -> bench
    - Knock {push}:
        if: warm >= 1
        locked: Your hands are cold.
        flow: |
          {if read.lamp} They saw the lamp.

          {else} They did not see you.

          -> door
    - Wait {again}: |
        {One.|Two.|Many.}
        -> bench
  door:
    place: The door
    flow:
    - Go in:
      - |
        In.
      - end: good
    - Go away {push}:
      - |
        Away.
      - end: bad
"""


def write(folder: Path, head: str = HEAD, one: str = ONE, **plans: str) -> Path:
    """A story of one episode in `folder`, with plans by name."""
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    (folder / "story.yaml").write_text(head, encoding="utf-8")
    (folder / "one.yaml").write_text(one, encoding="utf-8")
    for name, text in plans.items():
        (folder / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def played(library: Library, temperament: Temperament, seed: int) -> Playthrough:
    """A play from the beginning to an ending, by a temperament."""
    playthrough = Playthrough(library, seed)
    walk(playthrough, temperament, draw_of(temperament.name, seed), lambda moment: moment.ending is not None)
    return playthrough
