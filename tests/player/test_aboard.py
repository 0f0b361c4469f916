"""Whom the front ends say to be here."""

from __future__ import annotations

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.player.gauges import aboard, gauged
from game.workshop.lantern import lantern_folder
from tests.front.fronts import BENCH


def test_who_is_in_the_room_is_here_though_nothing_is_drawn_of_them():
    play = Playthrough(Library(open_story(lantern_folder())))
    assert gauged(play) == []
    assert [person.id for person in aboard(play)] == ["ragna"]


def test_who_is_elsewhere_comes_after_those_who_are_here_if_something_is_drawn_of_them():
    play = Playthrough(Library(open_story(BENCH)))
    everybody = [person.id for person in aboard(play)]
    assert everybody[: len(play.moment.present)] == list(play.moment.present)
    assert set(everybody) == {*play.moment.present, *(person.id for person in gauged(play))}
