"""Ink: a marked story plays as the plain one, and what was told of it is known text by text."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.shipped import own_story
from game.workshop.ink import InkedLibrary, met_in, texts_of, told_in
from game.workshop.lantern import lantern_folder
from game.workshop.temperament import TEMPERAMENTS
from tests.front.fronts import BENCH
from tests.workshop.stories import played, write


@pytest.mark.parametrize("folder", [BENCH, lantern_folder(), own_story()], ids=lambda folder: folder.name)
def test_a_marked_story_tells_and_offers_the_same(folder: Path):
    story = open_story(folder)
    inked, plain = InkedLibrary(story).read_all(), Library(story)
    for name, temperament in TEMPERAMENTS.items():
        marked = played(inked, temperament, len(name))
        bare = Playthrough(plain, len(name))
        bare.replay(marked.trail)
        assert list(map(told_in, marked.moments)) == list(map(told_in, bare.moments))
        assert [[c.id for c in m.open] for m in marked.moments] == [[c.id for c in m.open] for m in bare.moments]


def test_every_text_has_its_words_its_place_and_whether_it_varies(tmp_path: Path):
    library = InkedLibrary(open_story(write(tmp_path))).read_all()
    inks = {ink.opening: ink for ink in library.inks}
    assert (inks["dark"].words, inks["dark"].varies, str(inks["dark"].mark)) == (1, True, "one.yaml:7:15")
    assert (inks["Wax."].varies, inks["Knock"].kind, inks["Your hands are cold."].kind) == (False, "label", "locked")
    assert inks["They saw the lamp."].varies
    assert sum(ink.words for ink in library.inks if ink.kind == "text") == 21


def test_what_was_told_is_known_by_its_marks(tmp_path: Path):
    library = InkedLibrary(open_story(write(tmp_path))).read_all()
    play = Playthrough(library)
    for id in ("hall.wait", "hall.wait", "hall.wait", "hall.wait"):
        play.choose(id)
    met = {library.inks[number].opening for moment in play.moments for number in met_in(texts_of(moment))}
    assert {"dark", "One.", "Two.", "Many.", "Knock", "Your hands are cold."} <= met
    assert not {"light", "Wax.", "In."} & met


def test_a_wording_of_nothing_is_no_text(tmp_path: Path):
    one = "episode: one\nscenes:\n  hall:\n    flow:\n    - |\n      Rain{| again}.\n    - end: good\n"
    library = InkedLibrary(open_story(write(tmp_path, one=one))).read_all()
    assert [ink.opening for ink in library.inks] == ["Rain.", " again"]
