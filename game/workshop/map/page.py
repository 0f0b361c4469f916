"""The atlas as one HTML page that needs nothing else: folded by episode and scene, searched, with a play laid over."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from game.workshop.map.atlas import Atlas, Road, Site, Visited, walked
from game.workshop.map.layout import columns_of

WIDE, HIGH, BOX, TALL = 190, 34, 150, 24
"""A cell of the picture, and the box in it."""
STYLE = """\
:root { color-scheme: light dark; --met: #2f6f4f; --line: #8a939c; --box: #f2f4f6 }
@media (prefers-color-scheme: dark) { :root { --met: #7fc9a2; --line: #66707a; --box: #23282d } }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 1rem auto; padding: 0 1rem }
input { font: inherit; width: 22rem; max-width: 100%; padding: .3rem .5rem }
details { margin: .2rem 0 .2rem 1rem } summary { cursor: pointer }
.episode > summary { font-size: 1.2em; font-weight: 600; margin-top: .6rem }
.met > summary, li.met, p.met { color: var(--met) } .met > summary::after, li.met::after, p.met::after { content: " ✓" }
small { opacity: .7 } ul { margin: .2rem 0 } [hidden] { display: none }
.picture { overflow: auto; max-height: 32rem; border: 1px solid var(--line) }
svg text { font: 12px system-ui, sans-serif; fill: currentColor } svg path { stroke: var(--line); fill: none }
svg .back { stroke-dasharray: 2 4; opacity: .6 }
svg path.met { stroke: var(--met); stroke-width: 2.5; opacity: 1 } svg .other { opacity: .2 }
svg rect { fill: var(--box); stroke: var(--line) } svg .met rect { stroke: var(--met); stroke-width: 3 }
li.found { font-weight: 600 } :target > summary { outline: 2px solid var(--line); outline-offset: 2px }"""
OPENED = 12
"""So many scenes that a search finds are opened, so that what was found is seen."""
SCRIPT = """\
const scenes = [...document.querySelectorAll('.scene')];
const texts = new Map(scenes.map(scene => [scene, scene.textContent.toLowerCase()]));
const boxes = new Map([...document.querySelectorAll('svg a')].map(box => [box.getAttribute('href').slice(1), box]));
const search = document.getElementById('search');
search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const has = text => words.every(word => text.includes(word));
  for (const scene of scenes) {
    scene.hidden = !has(texts.get(scene));
    boxes.get(scene.id)?.classList.toggle('other', scene.hidden);
  }
  const found = scenes.filter(scene => !scene.hidden);
  const few = words.length > 0 && found.length <= OPENED;
  for (const scene of found) {
    scene.open = few;
    const rows = few ? scene.querySelectorAll('li') : scene.querySelectorAll('li.found');
    for (const row of rows) row.classList.toggle('found', few && has(row.textContent.toLowerCase()));
  }
  for (const episode of document.querySelectorAll('.episode')) {
    const some = episode.querySelector('.scene:not([hidden])');
    episode.hidden = words.length > 0 && !some;
    if (words.length && some) episode.open = true;
  }
  const count = found.length === 1 ? '1 scene' : found.length.toLocaleString('en') + ' scenes';
  document.getElementById('found').textContent = words.length ? count : '';
});
addEventListener('hashchange', show);
function show() {
  const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = there; part; part = part.parentElement) {
    part.hidden = false;
    if (part.tagName === 'DETAILS') part.open = true;
  }
  there?.scrollIntoView({block: 'center'});
}
show();"""


def as_page(atlas: Atlas, visited: Visited | None = None) -> str:
    """The page."""
    title = escape(atlas.title)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{title}: map</title>',
            '<meta name="viewport" content="width=device-width">',
            f"<style>{STYLE}</style></head><body>",
            f"<h1>{title}</h1>",
            f"<p>{_count(atlas, visited)}</p>",
            '<p><input id="search" type="search" placeholder="a scene, a place, a choice" aria-label="Search">',
            '<output id="found"></output></p>',
            *(_episode(atlas, id, visited) for id in atlas.episodes),
            "<h2>Endings</h2>",
            *(_ending(id, title, visited) for id, title in atlas.endings.items()),
            f"<script>const OPENED = {OPENED};\n{SCRIPT}</script></body></html>\n",
        ]
    )


def _count(atlas: Atlas, visited: Visited | None) -> str:
    counted = f"{len(atlas.sites):,} scenes, {sum(site.words for site in atlas.sites):,} words"
    return f"{counted}. A play met {len(visited.scenes)} scenes, marked ✓." if visited else f"{counted}."


def _episode(atlas: Atlas, id: str, visited: Visited | None) -> str:
    sites = [site for site in atlas.sites if site.episode == id]
    head = f"{escape(atlas.episodes[id])} <small>{len(sites):,} scenes, {sum(s.words for s in sites):,} words</small>"
    picture = f'<details><summary>Picture</summary><div class="picture">{_picture(sites, visited)}</div></details>'
    scenes = "\n".join(_scene(site, visited) for site in sites)
    return f'<details class="episode" id="{escape(id)}"><summary>{head}</summary>\n{picture}\n{scenes}\n</details>'


def _scene(site: Site, visited: Visited | None) -> str:
    met = " met" if visited and (site.episode, site.name) in visited.scenes else ""
    about = ", ".join(filter(None, [site.place, f"pool {site.pool}" if site.pool else "", f"{site.words:,} words"]))
    choices = "".join(_choice(site, id, label, visited) for id, label in site.choices)
    roads = "".join(f"<li>{_road(road)}</li>" for road in site.roads)
    return (
        f'<details class="scene{met}" id="{_anchor(site.episode, site.name)}"><summary>{escape(site.name)} '
        f"<small>{escape(about)}</small></summary>"
        f"{f'<p>Choices</p><ul>{choices}</ul>' if choices else ''}"
        f"{f'<p>Leads to</p><ul>{roads}</ul>' if roads else ''}</details>"
    )


def _choice(site: Site, id: str, label: str, visited: Visited | None) -> str:
    met = ' class="met"' if visited and (site.episode, id) in visited.choices else ""
    return f"<li{met}>{escape(label)} <small>{escape(id)}</small></li>"


def _road(road: Road) -> str:
    anchor = _anchor(road.episode or "", road.target)
    link = f'<a href="#{anchor}">{escape(road.target)}</a>'
    return f"{link} <small>{escape(road.label)}</small>" if road.label else link


def _ending(id: str, title: str, visited: Visited | None) -> str:
    met = ' class="met"' if visited and visited.ending == id else ""
    return f'<p id="{_anchor("", id)}"{met}>{escape(title)} <small>{escape(id)}</small></p>'


def _anchor(episode: str, name: str) -> str:
    return escape(f"{episode or 'ending'}.{name}")


# The picture -----------------------------------------------------------------------------------------------------


def _picture(sites: list[Site], visited: Visited | None) -> str:
    placed = columns_of(sites)
    wide = (max((column for column, _ in placed.values()), default=0) + 1) * WIDE
    high = (max((row for _, row in placed.values()), default=0) + 1) * HIGH + 10
    body = [*_ways(sites, placed, visited), *(_box(site, placed[site.name], visited) for site in sites)]
    return f'<svg width="{wide}" height="{high}" role="img">{"".join(body)}</svg>'


def _ways(sites: list[Site], placed: dict[str, tuple[int, int]], visited: Visited | None) -> Iterator[str]:
    met = walked(sites, visited) if visited else frozenset()
    for site in sites:
        for target in dict.fromkeys(road.target for road in site.roads if road.episode == site.episode):
            (column, row), (there, below) = placed[site.name], placed[target]
            x, y = column * WIDE + BOX + 10, row * HIGH + TALL // 2 + 10
            to_x, to_y = there * WIDE + 10, below * HIGH + TALL // 2 + 10
            kinds = " ".join(["back"] * (there <= column) + ["met"] * ((site.name, target) in met))
            of_kind = f' class="{kinds}"' if kinds else ""
            yield f'<path{of_kind} d="M{x} {y}C{x + 25} {y} {to_x - 25} {to_y} {to_x} {to_y}"/>'


def _box(site: Site, place: tuple[int, int], visited: Visited | None) -> str:
    met = ' class="met"' if visited and (site.episode, site.name) in visited.scenes else ""
    x, y = place[0] * WIDE + 10, place[1] * HIGH + 10
    name = site.name if len(site.name) <= 20 else site.name[:19] + "…"
    box = f'<rect x="{x}" y="{y}" width="{BOX}" height="{TALL}" rx="4"/>'
    text = f'<text x="{x + 8}" y="{y + 16}">{escape(name)}</text>'
    return f'<a href="#{_anchor(site.episode, site.name)}"{met}>{box}{text}</a>'
