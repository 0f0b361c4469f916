"""`map`: every scene and way of the machine, as Mermaid and as a page, with a play laid over."""

from __future__ import annotations

import itertools
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.saves import Keeper, Shelf
from game.workshop.ink import InkedLibrary
from game.workshop.lantern import lantern_folder
from game.workshop.map.atlas import Atlas, Road, Site, atlas_of, visited_by
from game.workshop.map.command import map_command
from game.workshop.map.layout import ROWS, columns_of
from game.workshop.map.mermaid import as_mermaid
from game.workshop.map.page import as_page
from game.workshop.temperament import TEMPERAMENTS
from tests.front.fronts import BENCH
from tests.workshop.stories import played


@pytest.fixture(scope="module")
def lantern() -> InkedLibrary:
    return InkedLibrary(open_story(lantern_folder())).read_all()


@pytest.fixture(scope="module")
def bench() -> InkedLibrary:
    return InkedLibrary(open_story(BENCH)).read_all()


def roads(atlas: Atlas, scene: str) -> set[tuple[str, str]]:
    return {(road.label, road.target) for site in atlas.sites if site.name == scene for road in site.roads}


def test_every_way_is_on_the_map_under_the_choice_that_opens_it(lantern: InkedLibrary):
    atlas = atlas_of(lantern)
    assert [site.name for site in atlas.sites] == list(lantern.episodes["night"].scenes)
    assert roads(atlas, "lamp_room") == {("Follow her down", "stairs")}
    assert roads(atlas, "stairs") == {("", "niche"), ("", "gull"), ("", "kitchen")}
    assert roads(atlas, "gull") == {("", "stairs")}
    assert roads(atlas, "jetty") == {("Sign October as it stands", "signed"), ("Strike out the ninth", "struck")}
    assert ("Thank her and stand up", "jetty") in roads(atlas, "kitchen")
    assert {target for _, target in roads(atlas, "kitchen")} == {"jetty"}


def test_a_way_into_another_episode_is_on_the_map(bench: InkedLibrary):
    (stairs,) = [site for site in atlas_of(bench).sites if site.name == "stairs"]
    assert Road("Go on", "two", "shore") in stairs.roads


def test_every_step_of_every_play_is_along_a_way_of_the_map(bench: InkedLibrary, lantern: InkedLibrary):
    for library in (bench, lantern):
        atlas = atlas_of(library)
        ways = {(site.name, road.target) for site in atlas.sites for road in site.roads}
        reach = {site.name: _reach(site.name, ways) for site in atlas.sites}
        for temperament in TEMPERAMENTS.values():
            scenes = [moment.scene for moment in played(library, temperament, 3).moments]
            assert all(there == here or there in reach[here] for here, there in itertools.pairwise(scenes))


def _reach(start: str, ways: set[tuple[str, str]]) -> set[str]:
    found = {start}
    while more := {there for here, there in ways if here in found} - found:
        found |= more
    return found


def test_words_and_choices_of_a_scene_are_its_own(lantern: InkedLibrary):
    sites = {site.name: site for site in atlas_of(lantern).sites}
    assert sites["jetty"].choices[0] == ("jetty.sign", "Sign October as it stands")
    assert len(sites["jetty"].choices) == 3
    assert sites["gull"].pool == "landing"
    total = sum(ink.words for ink in lantern.inks if ink.kind == "text")
    assert sum(site.words for site in sites.values()) == total


def test_mermaid_boxes_the_scenes_of_an_episode_and_keeps_its_labels_safe(bench: InkedLibrary):
    text = as_mermaid(atlas_of(bench))
    assert "stateDiagram-v2" in text
    assert 'state "shore" as e1_s7' in text.partition("state e1 {")[2].partition("}")[0]
    assert 'state "Home" as end0' in text
    assert "e1_s7 --> e1_s8: Swim | Walk" in text
    wild = Site("e", "a", "", "", 0, (), (Road('Say "x": <b> | {no}; #1 ' + "long " * 20, "e", "a"),))
    (line,) = [
        row for row in as_mermaid(Atlas("T", {"e": "E"}, (wild,), {})).split("\n") if "-->" in row and "[*]" not in row
    ]
    label = line.partition(": ")[2]
    assert not set('"<>{}|;:#') & set(label)
    assert len(label) < 45


def test_a_play_is_laid_over_the_text_and_the_page(lantern: InkedLibrary):
    play = Playthrough(lantern)
    for id in ("lamp_room.down", "kitchen.leave", "jetty.sign"):
        play.choose(id)
    atlas, visited = atlas_of(lantern), visited_by(play, lantern)
    assert visited.ending == "signed"
    assert "  class e0_s5 visited" in as_mermaid(atlas, visited)
    assert "  class e0_s3 visited" not in as_mermaid(atlas, visited)
    assert "visited" not in as_mermaid(atlas)
    page = as_page(atlas, visited)
    assert '<details class="scene met" id="night.jetty">' in page
    assert '<details class="scene" id="night.gull">' in page
    assert '<li class="met">Sign October as it stands <small>jetty.sign</small></li>' in page
    assert 'class="met">October is signed' in page
    assert ' met"' not in as_page(atlas)


class Page(HTMLParser):
    """The ids of a page, its links, and what it loads from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.loads += [value or "" for key, value in attrs if key == "src" or (key == "href" and tag != "a")]
        self.depth += tag == "details"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "details"


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere(bench: InkedLibrary):
    page = Page(as_page(atlas_of(bench)))
    assert page.loads == []
    assert page.depth == 0
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_a_thousand_scenes_are_folded_and_stay_within_columns():
    sites = tuple(
        Site("e", f"s{n}", "<Hall>", "", 9, ((f"s{n}.go", "Go"),), (Road("Go", "e", f"s{(n * 7 + 1) % 1000}"),))
        for n in range(1_000)
    )
    placed = columns_of(sites)
    assert len(set(placed.values())) == 1_000
    assert max(row for _, row in placed.values()) < ROWS
    text = as_page(Atlas("T & Co", {"e": "E"}, sites, {}))
    assert '<details class="episode" id="e">' in text
    assert "open" not in text.partition("<body>")[2].partition("<script>")[0]
    assert "<Hall>" not in text
    picture = text[text.index("<svg") : text.index("</svg>") + 6]
    assert len(list(ElementTree.fromstring(picture).iter("rect"))) == 1_000
    assert as_mermaid(Atlas("T", {"e": "E"}, sites, {})).count("-->") == 1_001


def test_a_way_back_is_drawn_otherwise_than_a_way_on(lantern: InkedLibrary):
    page = as_page(atlas_of(lantern))
    assert (page.count("<path d="), page.count('<path class="back" d=')) == (5, 2)


def test_columns_are_steps_from_the_beginning_and_pools_come_last(lantern: InkedLibrary):
    placed = columns_of(list(atlas_of(lantern).sites))
    assert placed["lamp_room"] == (0, 0)
    assert placed["stairs"][0] == 1
    assert placed["kitchen"][0] == 2
    assert placed["jetty"][0] == 3
    lonely = (Site("e", "a", "", "", 0, (), ()), Site("e", "b", "", "", 0, (), ()))
    assert columns_of(lonely) == {"a": (0, 0), "b": (1, 0)}


def test_the_command_writes_a_page_with_a_saved_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    library = InkedLibrary(open_story(lantern_folder()))
    keeper = Keeper(library, Shelf(tmp_path, "lantern"))
    keeper.begin()
    keeper.choose("lamp_room.down")
    keeper.save("here")
    keeper.close()
    page = tmp_path / "map.html"
    given = [str(lantern_folder()), "--html", str(page), "--saves", str(tmp_path), "--with"]
    assert map_command([*given, "here"]) == 0
    assert 'class="scene met" id="night.kitchen"' in page.read_text()
    assert map_command([*given, "there"]) == 2
    assert "no saved game “there”" in capsys.readouterr().err
    assert map_command([str(lantern_folder())]) == 0
    assert "stateDiagram-v2" in capsys.readouterr().out
    assert map_command([str(tmp_path / "nowhere")]) == 2


def test_the_ways_that_a_play_went_are_drawn_as_such(lantern: InkedLibrary):
    play = Playthrough(lantern)
    atlas = atlas_of(lantern)
    assert "met" not in as_page(atlas, None).partition("<svg")[2].partition("</svg>")[0]
    while play.moment.scene == "lamp_room":
        play.choose(play.moment.open[-1].id)
    visited = visited_by(play, lantern)
    assert visited.ways >= {("night", "lamp_room", play.moment.scene)}
    assert as_page(atlas, visited).count('<path class="met" d=') == 2
