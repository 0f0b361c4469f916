"""Ulysse 1 grows: what ended goes on, two episodes follow, the version rises. The kept saves of 0.1.0 go on with it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.saves import Shelf
from game.saves.gate import bookmarks, keep_release
from game.saves.loading import load
from game.saves.place import place_of
from game.saves.reading import decode
from game.saves.record import LAST_PLACES
from game.saves.save import Save
from game.saves.search import goes_on
from tests.saves.keep_release import RELEASES

FIRST = RELEASES / "ulysse-1" / "0.1.0"
EPISODE = "episodes/01-ulysse.yaml"
FOLLOWING = """\
episode: {id}
number: {number}
title: {id}
scenes:
  landing:
    place: {id}
    flow:
    - |
      Dust.
    - Look round {{again}}: -> landing
    - Go on: {way}
"""
FILES = "- mars: episodes/02-mars.yaml\n- survivor: episodes/03-survivor.yaml\n"
LAST = "\n      - end: seat_six\n    - Stop here:\n      - end: his_hands\n"


def grown(folder: Path, *edits: tuple[str, str, str]) -> Library:
    """The story of 0.1.0 as it could be in 0.2.0, with more of it changed: file, pattern, replacement."""
    story = folder / "story"
    shutil.copytree(FIRST / "story", story)
    (story / "episodes/02-mars.yaml").write_text(FOLLOWING.format(id="mars", number=2, way="-> survivor"))
    (story / "episodes/03-survivor.yaml").write_text(FOLLOWING.format(id="survivor", number=3, way=LAST))
    for name, old, new in (
        ("story.yaml", r"version: 0\.1\.0", "version: 0.2.0"),
        ("story.yaml", r"(- ulysse: .*\n)", rf"\1{FILES}"),
        (EPISODE, r"- end: (twenty_six_seconds|good_order|his_hands|seat_six)", "- |\n            -> mars"),
        *edits,
    ):
        text = (story / name).read_text()
        assert re.search(old, text), old
        (story / name).write_text(re.sub(old, new, text))
    return Library(open_story(story))


CHANGES = {
    "the ends go on": [],
    "an early effect is another": [(EPISODE, "note renzo_thumb", "trust.renzo += 1; note renzo_thumb")],
    "more is remembered at the ends": [
        ("state.yaml", r"\nstate:\n", "\nstate:\n  landed: {flag: false}\n"),
        (EPISODE, "            -> mars", "            ~ landed = true\n            -> mars"),
    ],
}


def kept() -> list[Save]:
    """The saves of 0.1.0."""
    return [decode(path.read_bytes(), path.stem) for path in sorted((FIRST / "saves").glob("*.json"))]


@pytest.mark.parametrize("name", CHANGES)
def test_nobody_is_stranded_at_an_end_that_is_none_any_more(tmp_path: Path, name: str) -> None:
    library = grown(tmp_path, *CHANGES[name])
    for number, save in enumerate(kept()[:: 1 if name == "the ends go on" else 5]):
        play = load(save, library).record.playthrough
        assert play.moment.open, save.head.slot.id
        assert len(save.path) - play.turn <= LAST_PLACES, save.head.slot.id
        assert number % 10 or goes_on(library, save.seed, place_of(play)), save.head.slot.id


def test_where_the_story_ended_it_goes_on(tmp_path: Path) -> None:
    library = grown(tmp_path)
    save = next(save for save in kept() if save.tip in save.places and not save.places[save.tip].choices)
    loaded = load(save, library)
    assert loaded.notice == "The story goes on from here now (Télémaque, seat six)."
    assert loaded.record.playthrough.turn == len(save.path)
    moment = loaded.record.playthrough.choose("seat.go_on")
    assert moment.card is not None
    assert moment.card.title == "mars"


def test_a_bookmark_stands_at_the_beginning_of_every_episode(tmp_path: Path) -> None:
    library = grown(tmp_path)
    assert keep_release(library, tmp_path / "bookmarks" / "ulysse_1", games=0) == 3
    shelf = Shelf(tmp_path, "ulysse_1", tmp_path / "bookmarks")
    marks = shelf.bookmarks()
    assert [(mark.id, mark.episode, mark.episode_title) for mark in marks] == [
        ("bookmark-01", 1, "Ulysse"),
        ("bookmark-02", 2, "mars"),
        ("bookmark-03", 3, "survivor"),
    ]
    for mark in marks:
        opened = shelf.open(mark, library)
        assert opened.notice is None
        assert opened.playthrough.moment.card is not None
        assert (opened.playthrough.moment.turn, opened.playthrough.moment.episode) == (0, mark.episode)
    assert [save.head.slot.name for save in bookmarks(library)] == ["Ulysse", "mars", "survivor"]
