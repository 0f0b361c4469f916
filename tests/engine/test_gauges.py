"""Gauges: what the story has drawn of its state, along the way and in words."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from game.engine.gauge import Gauge, Logbook
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.language.problem import StoryError

STORY = """
story: s
title: S
episodes: [{one: one.yaml}, {two: two.yaml}]
endings: {home: {title: Home}}
cast:
  ada: {name: Ada, groups: [crew]}
  ben: {name: Ben, groups: [crew]}
state:
  strain: {each: crew, range: 0..10, starts: 3, but: {ben: 9}}
  altitude: {range: 0..120, starts: 120}
  slept: {flag: false}
instruments:
  strain: {curve: Strain, words: [calm, tense]}
"""
ONE = """
episode: one
clock: {minutes: 60, until: landing}
instruments:
  altitude: {curve: Altitude, unit: km, against: clock}
scenes:
  fall:
    flow:
    - here: top
    - Fall {again}: |
        ~ altitude -= 50; spend 20; strain.ada += 2
        -> top
    - Climb {again}: |
        ~ altitude += 10; spend 5
        -> top
    - Land: -> two
"""
TWO = """
episode: two
instruments:
  altitude: {bar: Altitude}
scenes:
  ground:
    flow:
    - Wait {again}: -> ground
    - Rest:
      - end: home
"""


def play(folder: Path, *steps: str, one: str = ONE, story: str = STORY) -> Playthrough:
    for name, text in (("story.yaml", story), ("one.yaml", one), ("two.yaml", TWO)):
        (folder / name).write_text(text, encoding="utf-8")
    playthrough = Playthrough(Library(open_story(folder)))
    for step in steps:
        playthrough.choose(step)
    return playthrough


def named(playthrough: Playthrough, title: str) -> list[Gauge]:
    return [gauge for gauge in playthrough.gauges if gauge.title == title]


def test_a_curve_against_the_clock_goes_as_the_minutes_are_spent(tmp_path: Path):
    (gauge,) = named(play(tmp_path, "fall.fall", "fall.climb"), "Altitude")
    assert gauge.trace == ((0, 120), (20, 70), (25, 80))
    assert (gauge.axis, gauge.low, gauge.high, gauge.value, gauge.share) == ((0, 60), 0, 120, 80, 2 / 3)
    assert gauge.sentence == "80 km, down from 120; lowest 70, highest 120."


def test_a_family_has_a_curve_for_each_over_the_whole_playthrough(tmp_path: Path):
    ada, ben = named(play(tmp_path, "fall.fall", "fall.land", "fall.go_on"), "Strain")
    assert (ada.person, ben.person) == ("ada", "ben")
    assert (ada.trace, ada.axis) == (((0, 3), (1, 5), (2, 5), (3, 5)), (0, 3))
    assert ada.sentence == "Tense, calm at first."
    assert ben.sentence == "Tense, as at first."


def test_a_bar_shows_now_and_an_episode_shows_its_own(tmp_path: Path):
    playthrough = play(tmp_path, "fall.fall", "fall.land", "fall.go_on")
    (gauge,) = named(playthrough, "Altitude")
    assert (gauge.kind, gauge.trace, gauge.sentence) == ("bar", ((0, 70),), "70.")
    playthrough.rewind()
    assert named(playthrough, "Altitude")[0].kind == "curve"


@pytest.mark.parametrize("seed", range(20))
def test_gauges_that_follow_a_walk_show_what_they_would_if_read_once(tmp_path: Path, seed: int):
    playthrough, chance = play(tmp_path), Random(seed)
    for _ in range(40):
        if playthrough.turn and (chance.random() < 0.25 or not playthrough.moment.open):
            playthrough.rewind(chance.randint(1, min(4, playthrough.turn)))
        else:
            playthrough.choose(chance.choice(playthrough.moment.open).id)
        if chance.random() < 0.7:
            assert playthrough.gauges == Logbook(playthrough.library).gauges(playthrough.past)


def test_a_number_at_its_end_is_called_by_the_last_word(tmp_path: Path):
    ada, _ = named(play(tmp_path, *["fall.fall"] * 4), "Strain")
    assert (ada.value, ada.amount) == (10, "tense")


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("altitud: {curve: A}", "U306: Nothing is called altitud here."),
        ("slept: {curve: A}", "U317: slept is no number."),
        ("altitude: {}", "U317: `altitude` is drawn in one way."),
        ("altitude: {curve: A, bar: B}", "U317: `altitude` is drawn in one way."),
        ("altitude: {bar: A, against: strain.ada}", "U317: Only a curve is drawn against something."),
        ("altitude: {curve: A, against: clok}", "U306: Nothing is called clok here."),
        ("altitude: {curve: A, against: strain}", "U306: Nothing is called strain here."),
        ("altitude: {curve: A, colour: red}", "U202: `altitude` has no “colour”."),
        ("altitude: 3", "U201: `altitude` is a mapping."),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path: Path, declared: str, said: str):
    one = ONE.replace("altitude: {curve: Altitude, unit: km, against: clock}", declared)
    with pytest.raises(StoryError) as error:
        play(tmp_path, one=one)
    assert said in str(error.value)


def test_the_clock_is_only_of_an_episode(tmp_path: Path):
    with pytest.raises(StoryError, match="U306: Nothing is called clock"):
        play(tmp_path, story=STORY.replace("words: [calm, tense]", "against: clock"))
