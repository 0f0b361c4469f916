"""`stats`: what is written is counted right, what a play meets is counted right, and both are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.engine.stepper import Run, Stepper
from game.language.header import open_story
from game.shipped import own_story
from game.workshop.ink import InkedLibrary, count_words, met_in, texts_of, told_in
from game.workshop.lantern import lantern_folder
from game.workshop.stats.command import stats_command
from game.workshop.stats.figures import WHOLE, figures_of, percentile
from game.workshop.stats.memory import Memory, memory_of
from game.workshop.stats.picture import as_svg
from game.workshop.stats.report import as_text
from game.workshop.stats.sample import Sample, sample_of, sampled
from game.workshop.stats.written import written_in
from game.workshop.temperament import TEMPERAMENTS
from tests.front.fronts import BENCH
from tests.workshop.stories import HEAD, ONE, played, write


@pytest.fixture
def library(tmp_path: Path) -> InkedLibrary:
    return InkedLibrary(open_story(write(tmp_path))).read_all()


def play(library: InkedLibrary, *ids: str) -> Sample:
    return sample_of(_rests(library, ids), library, "warm")


def _rests(library: InkedLibrary, ids: tuple[str, ...]) -> Iterator[Run]:
    run = Stepper(library, tells=True).begin()
    yield run
    for id in ids:
        run.choose(next(way for way in run.open if way.id == id))
        yield run


def test_what_is_written_is_counted(library: InkedLibrary):
    written = written_in(library, library.episodes["one"])
    assert written.words == 21
    assert written.labels == (4, 4, 1, 1, 2, 2)
    assert written.gated == ("one/hall.knock",)
    assert written.conditional == 2


def test_what_a_play_met_is_counted(library: InkedLibrary):
    one = play(library, "hall.wait", "hall.wait", "hall.wait", "hall.wait", "hall.pick_up_the_wick")
    assert one.whole.words == 3 + 4 + 1
    assert one.whole.seen == 3 + 3 + 1
    assert one.whole.gaps == (3, 1, 1, 1, 1, 1)
    assert one.whole.options == (3, 3, 3, 3, 3, 3)
    assert "one/hall.knock" in one.whole.open
    assert one.ending == ""


def test_a_menu_with_one_open_choice_is_no_decision(tmp_path: Path):
    one = "episode: one\nscenes:\n  hall:\n    flow:\n    - Wait: |\n        Long.\n    - end: good\n"
    library = InkedLibrary(open_story(write(tmp_path, one=one))).read_all()
    assert play(library, "hall.wait").whole.gaps == ()


def test_each_episode_has_its_own_figures():
    library = InkedLibrary(open_story(BENCH)).read_all()
    samples = list(sampled(library, 6))
    both = [sample for sample in samples if len(sample.episodes) == 2]
    assert both
    for sample in both:
        assert sum(visit.words for visit in sample.episodes.values()) == sample.whole.words
        assert sum(visit.seen for visit in sample.episodes.values()) == sample.whole.seen
    columns = figures_of(library, samples).columns
    assert list(columns) == ["one", "two", WHOLE]
    words = {id: figures[0].value for id, figures in columns.items()}
    assert words["one"] + words["two"] == words[WHOLE]


def test_the_figures_are_those_of_the_plays(library: InkedLibrary):
    samples = [
        play(library, "hall.pick_up_the_wick", "hall.knock", "door.go_in"),
        play(library, "hall.pick_up_the_wick", "hall.knock", "door.go_away"),
    ]
    figures = figures_of(library, samples)
    value = {figure.name: figure.value for figure in figures.columns[WHOLE]}
    assert value["words a play tells, median"] == 3 + 1 + 5 + 1
    assert value["share of the text a play sees, median"] == 48
    assert value["decisions a play meets, median"] == 3
    assert value["words before the first decision, median"] == 3
    assert value["words between decisions, median"] == 3
    assert value["words between decisions, most"] == 5
    assert value["open choices a decision has, mean"] == 2.7
    assert value["decisions of three choices or more"] == 67
    assert value["gated choices"] == 17
    assert value["conditional texts and gated choices, per 1,000 words"] == round(3 / 0.021, 1)
    assert figures.endings["good"]["warm"] == 50
    assert figures.words == {"one": (21, 10)}
    assert figures.seldom == ()


def test_a_gated_choice_that_hardly_a_play_can_take_is_named(tmp_path: Path):
    never = InkedLibrary(
        open_story(write(tmp_path, one=ONE.replace("if: warm >= 1", "if: read.lamp and lit")))
    ).read_all()
    assert figures_of(never, [play(never, "hall.wait")]).seldom == ("one/hall.knock",)


@pytest.mark.parametrize(("share", "value"), [(50, 3), (95, 5), (0, 1), (100, 5), (41, 3), (40, 2)])
def test_a_percentile_is_one_of_the_numbers(share: int, value: int):
    assert percentile([5, 1, 4, 2, 3], share) == value
    assert percentile([], share) == 0


def test_a_sample_is_the_same_again_and_as_large_as_asked():
    library = InkedLibrary(open_story(lantern_folder())).read_all()
    samples = list(sampled(library, 3, 7))
    assert [sample.temperament for sample in samples] == list(TEMPERAMENTS) * 3
    assert {sample.seed for sample in samples} == {7, 8, 9}
    assert samples == list(sampled(library, 3, 7))


@pytest.mark.parametrize("folder", [BENCH, lantern_folder(), own_story()], ids=lambda folder: folder.name)
def test_a_sample_counts_what_the_same_play_tells(folder: Path):
    library = InkedLibrary(open_story(folder)).read_all()
    for sample in sampled(library, 2):
        moments = played(library, TEMPERAMENTS[sample.temperament], sample.seed).moments
        told = [count_words(told_in(moment)) for moment in moments]
        met = {library.inks[number] for moment in moments for number in met_in(texts_of(moment))}
        assert sample.whole.words == sum(told)
        assert sample.whole.seen == sum(ink.words for ink in met if ink.kind == "text")
        assert sample.whole.options == tuple(len(moment.open) for moment in moments if len(moment.open) >= 2)
        assert {id.split("/")[1] for id in sample.whole.open} == {c.id for moment in moments for c in moment.open}


def test_the_table_says_that_it_is_sampled(capsys: pytest.CaptureFixture[str]):
    assert stats_command([str(lantern_folder()), "--plays", "2"]) == 0
    printed = capsys.readouterr().out
    assert "sampled: 2 plays by each" in printed
    assert "words between decisions, median" in printed
    assert "usual" in printed
    assert "signed" in printed


def test_a_story_of_several_episodes_has_a_column_for_each(capsys: pytest.CaptureFixture[str]):
    assert stats_command([str(BENCH), "--plays", "2"]) == 0
    assert "one  two  whole" in " ".join(capsys.readouterr().out.split("\n")[4].split()).replace(" ", "  ")


def test_json_and_picture_are_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    picture = tmp_path / "p.svg"
    assert stats_command([str(lantern_folder()), "--plays", "2", "--json", "--svg", str(picture)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sampled"] == {"plays_by_each": 2, "temperaments": list(TEMPERAMENTS)}
    assert told["figures"]["whole"]["words written"] > 500
    root = ElementTree.parse(picture).getroot()
    titles = [title.text or "" for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "sampled" in titles[0]
    assert any("of warm plays" in title for title in titles)


def test_the_picture_draws_its_bars_to_scale(tmp_path: Path):
    head = HEAD.replace("- one: one.yaml", "- one: one.yaml\n- two: two.yaml").replace("title: S", "title: A & B")
    write(tmp_path, head=head)
    (tmp_path / "two.yaml").write_text("episode: two\nscenes:\n  hall:\n    flow:\n    - end: bad\n")
    library = InkedLibrary(open_story(tmp_path)).read_all()
    root = ElementTree.fromstring(as_svg(figures_of(library, list(sampled(library, 2)))))
    bars = {
        bar[0].text: float(bar.get("width", 0)) for bar in root.iter("{http://www.w3.org/2000/svg}rect") if len(bar)
    }
    assert bars["one: 21 words written"] > bars[next(title for title in bars if title and "words seen" in title)] > 0
    assert bars["two: 0 words written"] == 0
    shares = [width for title, width in bars.items() if title and "of whole plays" in title]
    assert sum(shares) == pytest.approx(580)


def test_a_story_that_never_ends_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    one = "episode: one\nscenes:\n  hall:\n    flow:\n    - Wait {again}: -> hall\n"
    assert stats_command([str(write(tmp_path, one=one)), "--plays", "1"]) == 1
    assert "does not come to an end" in capsys.readouterr().err


def test_wrong_usage_is_told_from_a_sound_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert stats_command([str(tmp_path / "nowhere")]) == 2
    assert stats_command([str(lantern_folder()), "--plays", "0"]) == 2
    assert stats_command([str(lantern_folder()), "--plays", "1", "--svg", str(tmp_path / "no" / "p.svg")]) == 2
    assert stats_command([str(write(tmp_path, one="episode: one\n"))]) == 2
    assert "Traceback" not in capsys.readouterr().err


SEASON = """\
story: season
title: Season
episodes: [{a: a.yaml}, {b: b.yaml}, {c: c.yaml}]
endings: {done: {title: Done}}
state: {near: {flag: false}, far: {flag: false}, own: {flag: false}, back: {flag: false}}
"""
PARTS = {
    "a": "~ near = true; far = true; own = true\n\n        {if back} Back.\n\n        -> b.start",
    "b": "{if near} Near. {own:Own.|Else.}\n\n        ~ own = true; back = true\n        -> c.start",
    "c": "{if far} Far.\n\n        -> end_",
}


def test_what_is_set_in_one_episode_and_read_in_a_later_one_is_counted(tmp_path: Path):
    (tmp_path / "story.yaml").write_text(SEASON)
    for id, text in PARTS.items():
        last = "  end_:\n    flow:\n    - end: done\n" if id == "c" else ""
        (tmp_path / f"{id}.yaml").write_text(
            f"episode: {id}\nscenes:\n  start:\n    flow:\n    - |\n      One two three.\n"
            f"    - Look: |\n        No more.\n    - |\n      Four.\n    - Go: |\n        {text}\n{last}"
        )
    library = InkedLibrary(open_story(tmp_path)).read_all()
    assert memory_of(library.episodes) == Memory(3, 1, 0)
    figures = figures_of(library, list(sampled(library, 2)))
    assert "read 2 episodes later or more" in as_text(figures)
    (first,) = [figure for figure in figures.columns["a"] if figure.name.startswith("words before a choice is remem")]
    assert first.value == 6
