"""Makes small stories out of text, for tests."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

from game.engine.library import Library
from game.engine.moment import Moment
from game.engine.playthrough import Playthrough
from game.language.header import open_story

HEADER = """\
story: small
title: Small
stances: {ask: "?", wait: "…"}
episodes:
- one: one.yaml
endings:
  home: {title: Home, listener: her brother}
cast:
  ada: {name: Ada, groups: [crew]}
  ben: {name: Ben, groups: [crew]}
state:
  slept: {flag: false}
  slots: {range: 0..5, starts: 2}
  most: {range: 0..5, starts: 4}
  flew: {one of: [open, ada, ben]}
  trust: {each: crew, range: 0..10, starts: 5, but: {ben: 6}}
  told: {each: crew, flag: false}
  trust_total: {total: trust}
  warm: {means: trust.ben >= 8 and not slept}
invariants:
  all_of_it_is_read: {must: slept or slots <= 4 or most >= 1 or flew == open or trust_total >= 1 or told.ada}
notes:
  lamp: The lamp is out.
  oil: There is oil in the can.
readings:
  refused: {of: [lamp, oil], text: Somebody let it go out.}
"""
BENCH = Path(__file__).parent / "stories" / "bench"


def write(folder: Path, files: dict[str, str]) -> Path:
    """A story's folder with these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def episode(scenes: str, top: str = "", id: str = "one") -> str:
    """An episode's file with these scenes."""
    return f"episode: {id}\n{top}scenes:\n{indent(dedent(scenes).strip(), '  ')}\n"


def hall(flow: str) -> str:
    """An episode's file whose one scene has this flow."""
    return episode(f"hall:\n  flow:\n{indent(dedent(flow).strip(), '  ')}\n")


def play(folder: Path, one: str, seed: int = 0, **files: str) -> Playthrough:
    """A playthrough of the story whose first episode is `one`; other files by name without `.yaml`."""
    named = {f"{name}.yaml": text for name, text in files.items()}
    return Playthrough(Library(open_story(write(folder, {"story.yaml": HEADER, "one.yaml": one, **named}))), seed)


def take(playthrough: Playthrough, *labels: str) -> Moment:
    """Take the choices with these labels, one after the other."""
    for label in labels:
        playthrough.choose(next(choice.id for choice in playthrough.moment.choices if choice.label == label))
    return playthrough.moment


def told(moment: Moment) -> list[str]:
    """The lines of a moment, in words."""
    return [line.text for line in moment.text]


def offered(moment: Moment) -> list[str]:
    """The labels of a moment's open choices."""
    return [choice.label for choice in moment.open]
